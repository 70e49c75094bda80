"""Whole flows through the program."""
