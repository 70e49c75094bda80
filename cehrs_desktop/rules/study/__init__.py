"""Rules of the daily review."""
