"""The first start: only what the program needs to know."""
