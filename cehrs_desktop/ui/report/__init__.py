"""The report of an exam."""
