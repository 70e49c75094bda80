"""Tests of the learner's file, on real SQLite files."""
