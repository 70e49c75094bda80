"""CEHRS Trainer: daily review and mock exams for the CEHRS certification, offline."""

__version__ = "0.1.0"
