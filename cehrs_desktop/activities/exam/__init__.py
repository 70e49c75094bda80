"""Sitting items: preparing a form, sitting it, and what comes of it."""
