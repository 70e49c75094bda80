"""From expected chances to the raw cut, and from raw scores to the unofficial scale. Sources: docs/scoring.md."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from cehrs_desktop.rules.exam.blueprint import Scale

SMALLEST_SCORED = 4
"""With fewer scored items there is no room for a cut between 2 and all but one."""


def raw_cut(hundredths: Sequence[int]) -> int:
    """The lowest passing raw score of a form, from its scored items' expected chances in whole hundredths.

    It is their sum rounded up, kept within 2 … N − 1, so that there is a scale on both sides of it. Raises ValueError
    for fewer than SMALLEST_SCORED items.
    """
    if len(hundredths) < SMALLEST_SCORED:
        raise ValueError(f"{len(hundredths)} scored items are too few for a cut")
    return min(max(-(-sum(hundredths) // 100), 2), len(hundredths) - 1)


def scaled(raw: int, *, cut: int, items: int, scale: Scale) -> int:
    """A raw score of `items` on the scale, rounded half up: 0 is the lowest, `cut` the pass mark, all the highest.

    Rounding comes after the decision on raw and cannot turn it: one below the cut is one below the pass mark.
    """
    if not 0 <= raw <= items or not 2 <= cut <= items - 1:
        raise ValueError(f"raw score {raw} and cut {cut} do not belong to {items} items")
    if raw >= cut:
        above, steps = scale.highest - scale.pass_mark, items - cut
        return scale.pass_mark + _half_up((raw - cut) * above, steps)
    highest_failing = scale.pass_mark - 1
    return highest_failing + _half_up((raw - (cut - 1)) * (highest_failing - scale.lowest), cut - 1)


def scaled_true_score(score: float, *, cut: int, items: int, scale: Scale) -> int:
    """The end of a band on the scale: like `scaled`, for a score between two whole ones."""
    whole = min(max(floor(score), 0), items - 1)
    low = scaled(whole, cut=cut, items=items, scale=scale)
    high = scaled(whole + 1, cut=cut, items=items, scale=scale)
    return floor(low + (high - low) * (min(max(score, 0.0), float(items)) - whole) + 0.5)


def _half_up(numerator: int, denominator: int) -> int:
    """A fraction rounded to the nearest whole number, a half upwards; exact."""
    return (2 * numerator + denominator) // (2 * denominator)
