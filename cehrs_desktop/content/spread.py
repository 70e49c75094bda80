"""What figures of flashcards and of items have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

NEAREST_PAIRS = 20
WORTH_SHOWING = 0.2
"""Pairs of texts less similar than this are no news."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the end of many numbers."""

    median: float
    max: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of these; zeros for none."""
    if not values:
        return Spread(0.0, 0.0)
    return Spread(median=round(float(median(values)), 1), max=round(float(max(values)), 1))
