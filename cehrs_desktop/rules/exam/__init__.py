"""Rules of the mock exam."""
