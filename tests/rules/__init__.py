"""Tests of the rules: what studying and sitting an exam mean."""
