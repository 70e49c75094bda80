"""Measurements of speed and memory: `python -m tests.benchmarks`. No test depends on them."""
