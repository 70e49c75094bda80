"""What a number of right answers means: passed or not, the scale, ability with its band, and a word for it.

The formulas, their assumptions and their sources are in docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.scale import SMALLEST_SCORED, raw_cut, scaled, scaled_true_score
from cehrs_desktop.rules.measurement import (
    PASS_LINE,
    Ability,
    Vector,
    ability,
    chance_to_pass,
    difficulties,
    posterior,
    true_score,
)

FEWEST_FOR_A_VERDICT = 15
"""With fewer items of a domain the band is so wide that a word about it would be a guess."""


class Verdict(StrEnum):
    """Where the 90 % band lies: wholly below the pass line, across it, or wholly above."""

    BELOW = "below"
    TOO_CLOSE = "too close to call"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Band:
    """A 90 % band of the true score, in right answers of the items it is about."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ScaledScore:
    """A score on the unofficial scale, with its 90 % band."""

    points: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a score stands to the pass line. `chance` is that of passing a parallel form."""

    cut: int
    passed: bool
    scaled: ScaledScore
    verdict: Verdict
    chance: float


@dataclass(frozen=True, slots=True)
class Score:
    """`raw` right of `items`, with the ability that speaks of. Only mocks and the diagnostic have a standing."""

    raw: int
    items: int
    ability: Ability
    band: Band
    standing: Standing | None


def score(raw: int, hundredths: Sequence[int], *, scale: Scale | None) -> Score:
    """The score for `raw` right of items with these expected chances; without a scale it has no standing.

    Fewer items than a cut needs have none either.
    """
    b = difficulties(np.array(hundredths, dtype=np.float64) / 100.0)
    weights = posterior(raw, b)
    known = ability(weights)
    band = Band(true_score(known.low, b), true_score(known.high, b))
    standing = None
    if scale is not None and len(hundredths) >= SMALLEST_SCORED:
        standing = _standing(raw, raw_cut(hundredths), weights, b, known=known, band=band, scale=scale)
    return Score(raw=raw, items=len(hundredths), ability=known, band=band, standing=standing)


def _standing(raw: int, cut: int, weights: Vector, b: Vector, *, known: Ability, band: Band, scale: Scale) -> Standing:
    items = int(b.size)
    low, high = (scaled_true_score(end, cut=cut, items=items, scale=scale) for end in (band.low, band.high))
    passed = raw >= cut
    return Standing(
        cut=cut,
        passed=passed,
        scaled=ScaledScore(scaled(raw, cut=cut, items=items, scale=scale), low, high),
        verdict=_verdict(known, passed),
        chance=chance_to_pass(weights, b, cut=cut),
    )


def _verdict(known: Ability, passed: bool) -> Verdict:
    """A form that was passed is never called below, nor one that wasn't above."""
    if known.low > PASS_LINE and passed:
        return Verdict.ABOVE
    if known.high < PASS_LINE and not passed:
        return Verdict.BELOW
    return Verdict.TOO_CLOSE


def domain_verdict(raw: int, hundredths: Sequence[int]) -> Verdict | None:
    """The same word for one domain's items, against what the minimally competent candidate gets; None for too few."""
    if len(hundredths) < FEWEST_FOR_A_VERDICT:
        return None
    known = ability(posterior(raw, difficulties(np.array(hundredths) / 100.0)))
    return _verdict(known, 100 * raw >= sum(hundredths))
