"""Numbered steps from one file version to the next. A published step is never edited."""
