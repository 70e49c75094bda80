"""Formats that cards come in and go out in: delimited text, Anki packages."""
