"""Tests of the rules of the daily review."""
