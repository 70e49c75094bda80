"""Tests of what a learner can do."""
