"""The window: its pages, keys and flows, offscreen."""
