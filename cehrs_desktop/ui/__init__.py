"""The window: one folder a screen; a page shows and emits, its controller decides which activity."""
