"""Measuring ability on the Rasch scale, and how certain that is; serves scoring and readiness.

An item's difficulty follows from `expected`, the chance that a minimally competent candidate is right; that candidate
is the zero of the scale. Bands hold 90 %. Sources: Rasch 1960 (the model); Bock and Mislevy 1982 (EAP); Lord and
Wingersky 1984 (the distribution of scores); Lee 2010 (the chance to pass a parallel form).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

GRID: Vector = np.linspace(-4.0, 4.0, 81)
"""The abilities thought possible."""
GRID.setflags(write=False)

BAND = 0.90
"""The part of the posterior a band holds: as much is cut off below as above."""

PASS_LINE = 0.0
"""The ability of the minimally competent candidate."""


@dataclass(frozen=True, slots=True)
class Ability:
    """What is known of a candidate's ability, in logits: mean, standard deviation and 90 % band of the posterior."""

    mean: float
    sd: float
    low: float
    high: float


def prior() -> Vector:
    """The weight of each ability of GRID before anything is known: a standard normal distribution, 1 together."""
    weights = np.exp(-GRID * GRID / 2.0)
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def difficulties(expected: Sequence[float] | Vector) -> Vector:
    """Rasch difficulties b = −logit(expected), in logits. Raises ValueError for a chance that isn't within 0 … 1."""
    chances = np.asarray(expected, dtype=np.float64)
    if chances.size and not ((chances > 0.0) & (chances < 1.0)).all():
        raise ValueError("an expected chance must lie between 0 and 1, both excluded")
    return np.asarray(np.log1p(-chances) - np.log(chances), dtype=np.float64)


def chances_right(abilities: Vector, b: Vector) -> Matrix:
    """The chance that each ability is right on each item, shape (abilities, items)."""
    return np.asarray(1.0 / (1.0 + np.exp(b[None, :] - abilities[:, None])), dtype=np.float64)


def posterior(raw: int, b: Vector) -> Vector:
    """The weight of each ability of GRID after `raw` right answers on items of difficulty `b`; 1 together.

    Which items were right adds nothing under the Rasch model: the raw score is sufficient. No items give the prior.
    Raises ValueError for a raw score outside 0 … number of items.
    """
    if not 0 <= raw <= b.size:
        raise ValueError(f"{b.size} items cannot have {raw} right answers")
    log_weights = raw * GRID - GRID * GRID / 2.0 - np.logaddexp(0.0, GRID[:, None] - b[None, :]).sum(axis=1)
    weights = np.exp(log_weights - log_weights.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def ability(weights: Vector) -> Ability:
    """Expected a posteriori ability of a posterior over GRID, with its standard deviation and 90 % band."""
    mean = float(weights @ GRID)
    sd = float(np.sqrt(weights @ (GRID - mean) ** 2))
    tail = (1.0 - BAND) / 2.0
    return Ability(mean=mean, sd=sd, low=quantile(weights, tail), high=quantile(weights, 1.0 - tail))


def quantile(weights: Vector, part: float) -> float:
    """The ability below which this part of a posterior over GRID lies; each point's weight is spread over its cell."""
    step = GRID[1] - GRID[0]
    edges = np.append(GRID, GRID[-1] + step) - step / 2.0
    below = np.append(0.0, np.cumsum(weights))
    return float(np.clip(np.interp(part * below[-1], below, edges), GRID[0], GRID[-1]))


def score_chances(right: Matrix) -> Matrix:
    """The chance of every raw score 0 … items, shape (abilities, items + 1), by the Lord–Wingersky recursion.

    `right` holds the chance of being right, shape (abilities, items).
    """
    people, items = right.shape
    scores = np.zeros((items + 1, people), dtype=np.float64)  # a score a row: what is worked on lies together
    scores[0] = 1.0
    for item, hit in enumerate(np.ascontiguousarray(right.T)):
        more = scores[: item + 1] * hit
        scores[: item + 2] *= 1.0 - hit
        scores[1 : item + 2] += more
    return scores.T


def predicted_scores(weights: Vector, b: Vector) -> Vector:
    """The chance of every raw score 0 … items on items of difficulty `b`, for a posterior over GRID."""
    return np.asarray(weights @ score_chances(chances_right(GRID, b)), dtype=np.float64)


def chance_to_pass(weights: Vector, b: Vector, *, cut: int) -> float:
    """The chance to have at least `cut` right on another form of difficulties `b`, for a posterior over GRID."""
    return float(np.clip(predicted_scores(weights, b)[max(cut, 0) :].sum(), 0.0, 1.0))


def true_score(theta: float, b: Vector) -> float:
    """The expected raw score of an ability: the test characteristic curve."""
    return float(chances_right(np.array([theta]), b).sum())
