"""The Today page: what today is made of, and the start of it."""
