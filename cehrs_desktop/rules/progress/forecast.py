"""From abilities to an exam: the chance to pass a form like the exam's, and the band of the true score on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.scale import raw_cut
from cehrs_desktop.rules.exam.scoring import Band
from cehrs_desktop.rules.measurement import BAND, Matrix, Vector, difficulties, score_chances
from cehrs_desktop.rules.progress.ability import Belief
from cehrs_desktop.rules.progress.answers import DOMAINS

_POINTS = 128
_PRIMES = (2, 3, 5, 7, 11)
_SPREAD = (-0.6, -0.3, 0.0, 0.3, 0.6)
_TAIL = (1.0 - BAND) / 2.0

FORM_OF_THE_DAY = 0.12
"""Standard deviation, in logits, by which one is better or worse on a single day."""


@dataclass(frozen=True)
class TypicalForm:
    """A form like the exam's: scored items by domain with their difficulties, and the lowest passing raw score."""

    domain: npt.NDArray[np.int64]
    b: Vector
    cut: int

    @property
    def items(self) -> int:
        """Scored items."""
        return int(self.b.size)


def typical_form(blueprint: Blueprint, hundredths: Mapping[DomainNumber, Sequence[int]] | None = None) -> TypicalForm:
    """The form a learner may expect: in each domain as many items as the exam has, spread over the bank's chances.

    `hundredths` are the expected chances of the items there are; a domain without any takes the exam's target.
    """
    target = float(np.log(blueprint.target_expected / (1.0 - blueprint.target_expected)))
    usual = [round(100.0 / (1.0 + np.exp(-(target + each)))) for each in _SPREAD]
    chosen: list[tuple[int, int]] = []
    for part in blueprint.per_domain:
        given = sorted((hundredths or {}).get(part.number, ())) or usual
        ranks = (np.arange(part.scored) + 0.5) / part.scored * len(given)
        chosen += [(part.number - 1, given[int(rank)]) for rank in ranks]
    domains, chances = zip(*chosen, strict=True)
    return TypicalForm(
        domain=np.array(domains, dtype=np.int64),
        b=difficulties([chance / 100 for chance in chances]),
        cut=raw_cut(list(chances)),
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a form would bring: the chance to pass, the expected right answers with the 90 % band of the true score.

    `expected_by_domain` and `bands` are those of domains 1 to 5, in right answers of the form's items there.
    """

    chance: float
    expected: float
    band: Band
    expected_by_domain: tuple[float, ...]
    bands: tuple[Band, ...]


def forecast(belief: Belief, form: TypicalForm) -> Forecast:
    """The forecast for a form sat on the belief's day.

    Over 128 evenly spread points of the five abilities' distribution: the true score of each, and the distribution of
    raw scores by the Lord–Wingersky recursion.
    """
    right = _chances(belief, form)
    passed = float(score_chances(right)[:, form.cut :].sum(axis=1).mean())
    by_domain = np.stack([right[:, form.domain == d].sum(axis=1) for d in range(DOMAINS)], axis=1)
    whole = by_domain.sum(axis=1)
    return Forecast(
        chance=min(max(passed, 0.0), 1.0),
        expected=float(whole.mean()),
        band=_band(whole),
        expected_by_domain=tuple(by_domain.mean(axis=0).tolist()),
        bands=tuple(_band(by_domain[:, d]) for d in range(DOMAINS)),
    )


def expected_score(belief: Belief, form: TypicalForm) -> tuple[float, Band]:
    """The expected right answers and the band of the true score alone: a part of the forecast, and much quicker."""
    whole = _chances(belief, form).sum(axis=1)
    return float(whole.mean()), _band(whole)


def _chances(belief: Belief, form: TypicalForm) -> Matrix:
    abilities = spread_points(belief)
    return np.asarray(1.0 / (1.0 + np.exp(form.b[None, :] - abilities[:, form.domain])))


def _band(scores: Vector) -> Band:
    low, high = np.quantile(scores, [_TAIL, 1.0 - _TAIL])
    return Band(float(low), float(high))


def spread_points(belief: Belief) -> Matrix:
    """Abilities, shape (128, 5), that stand for the belief: evenly spread, the same on every machine."""
    roots, axes = np.linalg.eigh(belief.spread + FORM_OF_THE_DAY**2)
    return np.asarray(belief.abilities + _normal_points() @ (axes * np.sqrt(np.maximum(roots, 0.0))).T)


@cache
def _normal_points() -> Matrix:
    """Halton's points through the normal distribution, with mean 0 and variance 1 along each axis."""
    normal = NormalDist()
    points: Matrix = np.array(
        [[normal.inv_cdf(_radical_inverse(n, base)) for base in _PRIMES] for n in range(1, _POINTS + 1)]
    )
    points = (points - points.mean(axis=0)) / points.std(axis=0)
    points.setflags(write=False)
    return points


def _radical_inverse(number: int, base: int) -> float:
    value, unit = 0.0, 1.0 / base
    while number:
        number, digit = divmod(number, base)
        value += digit * unit
        unit /= base
    return value
