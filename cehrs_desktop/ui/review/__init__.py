"""The daily review: one card after another, and what it came to."""
