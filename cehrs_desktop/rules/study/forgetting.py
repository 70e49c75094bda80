"""How memories fade and grow under many models at once: FSRS-6's equations, with a free tail and spacing.

Every function takes arrays of any shape that broadcasts against the models' last axis: one model is a 0-d set, many are
`(models,)`. Stabilities and times are days, difficulties 1 to 10, recalls probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.memory import Numbers, ParameterSet

LEAST_STABILITY, GREATEST_STABILITY = 0.001, 36500.0
NEAR_EXPONENTIAL = 50.0
"""With this decay (1 + F·t/S)^−decay is 0.9^(t/S) to within .006: the curve FSRS's own bound of 0.8 can't bend to."""

_USUAL_LOSS = 0.1
"""The loss of recall at which every spacing gives the same growth: a review on time at the usual 90 %."""


class Family(Protocol):
    """Memory models of one kind side by side. A memory is two numbers on scales that all families share.

    They are called stability and difficulty, as in FSRS; a family may read them in its own way.
    """

    def __len__(self) -> int:
        """How many models."""

    def only(self, model: int, /) -> Family:
        """One of them, as a 0-d set."""

    def recall(self, s: npt.ArrayLike, d: npt.ArrayLike, days: npt.ArrayLike) -> Numbers:
        """Probability of recall so many days after the last meeting."""

    def first(self, rating: int) -> tuple[Numbers, Numbers]:
        """The memory after a first rating."""

    def lasting(self, days: npt.ArrayLike) -> tuple[Numbers, Numbers]:
        """A memory that has fallen to 90 % after so many days, of which no more is known."""

    def repeated(self, s: npt.ArrayLike, d: npt.ArrayLike, rating: int) -> tuple[Numbers, Numbers]:
        """The memory after another rating on one day."""

    def reviewed(
        self, s: npt.ArrayLike, d: npt.ArrayLike, rating: int, *, recall: Numbers, days: npt.ArrayLike
    ) -> tuple[Numbers, Numbers]:
        """The memory after a rating `days` later, when the chance of recall was `recall`."""


@dataclass(frozen=True, slots=True)
class Models:
    """Memory models side by side.

    `w`: FSRS-6's parameters, shape (21, models) or (21,); w[20] is the (positive) decay and may leave FSRS's bounds.
    `spacing`: shape (models,) or (): how much the growth of stability depends on the recall already lost. 1 is FSRS;
    towards 0 every success counts alike, as in half-life models.
    """

    w: Numbers
    spacing: Numbers

    def __len__(self) -> int:
        return int(self.w.shape[1])

    def only(self, model: int) -> Models:
        """One of them, as a 0-d set."""
        return Models(self.w[:, model], self.spacing[model])

    def recall(self, s: npt.ArrayLike, d: npt.ArrayLike, days: npt.ArrayLike) -> Numbers:
        """Probability of recall so many days after the last meeting."""
        del d
        return recall(self, s, days)

    def first(self, rating: int) -> tuple[Numbers, Numbers]:
        """The memory after a first rating."""
        return first_stability(self, rating), first_difficulty(self, rating)

    def lasting(self, days: npt.ArrayLike) -> tuple[Numbers, Numbers]:
        """A memory that has fallen to 90 % after so many days, of which no more is known."""
        return np.asarray(days, dtype=np.float64), np.full(np.shape(days), 5.0)

    def repeated(self, s: npt.ArrayLike, d: npt.ArrayLike, rating: int) -> tuple[Numbers, Numbers]:
        """The memory after another rating on one day."""
        return after_repeat(self, s, rating=rating), next_difficulty(self, d, rating)

    def reviewed(
        self, s: npt.ArrayLike, d: npt.ArrayLike, rating: int, *, recall: Numbers, days: npt.ArrayLike
    ) -> tuple[Numbers, Numbers]:
        """The memory after a rating `days` later, when the chance of recall was `recall`."""
        del days
        if rating == 1:
            return after_lapse(self, s, d, recall), next_difficulty(self, d, rating)
        return after_pass(self, s, d, recall, rating=rating), next_difficulty(self, d, rating)


def of_parameters(parameters: ParameterSet) -> Models:
    """FSRS-6 itself with these parameters, as a 0-d set."""
    return Models(np.array(parameters.weights), np.array(1.0))


def recall(models: Models, s: npt.ArrayLike, days: npt.ArrayLike) -> Numbers:
    """Probability of recall: R = (1 + F·t/S)^−w20 with F = 0.9^(−1/w20) − 1 (FSRS-6)."""
    factor = 0.9 ** (-1 / models.w[20]) - 1
    return np.asarray((1 + factor * np.asarray(days) / np.asarray(s)) ** -models.w[20])


def first_stability(models: Models, rating: int) -> Numbers:
    """Days, after the first rating: S₀(G) = w[G−1]."""
    return np.asarray(models.w[rating - 1])


def first_difficulty(models: Models, rating: int) -> Numbers:
    """D₀(G) = w4 − e^(w5·(G−1)) + 1, within 1 to 10."""
    return np.asarray(np.clip(models.w[4] - np.exp(models.w[5] * (rating - 1)) + 1, 1.0, 10.0))


def next_difficulty(models: Models, d: npt.ArrayLike, rating: int) -> Numbers:
    """D' = w7·D₀(4) + (1 − w7)·(D − w6·(G − 3)·(10 − D)/9), within 1 to 10; D₀(4) unclamped, as in `fsrs`."""
    w, old = models.w, np.asarray(d)
    easiest = w[4] - np.exp(w[5] * 3) + 1
    moved = old - w[6] * (rating - 3) * (10 - old) / 9
    return np.asarray(np.clip(w[7] * easiest + (1 - w[7]) * moved, 1.0, 10.0))


def after_pass(models: Models, s: npt.ArrayLike, d: npt.ArrayLike, r: npt.ArrayLike, *, rating: int = 3) -> Numbers:
    """Stability after a success: S' = S·(1 + e^w8·(11 − D)·S^−w9·g(R)·[w15 if Hard, w16 if Easy]).

    g(R) = e^(w10·(1−R)) − 1 in FSRS-6; with a `spacing` other than 1 it is g(.9)·(g(R)/g(.9))^spacing.
    """
    w, old = models.w, np.asarray(s)
    usual = np.expm1(w[10] * _USUAL_LOSS)
    lost = np.expm1(w[10] * (1 - np.asarray(r)))
    growth = np.exp(w[8]) * (11 - np.asarray(d)) * old ** -w[9] * usual * (lost / usual) ** models.spacing
    if rating != 3:
        growth = growth * (w[15] if rating == 2 else w[16])
    return _bounded(old * (1 + growth))


def after_lapse(models: Models, s: npt.ArrayLike, d: npt.ArrayLike, r: npt.ArrayLike) -> Numbers:
    """Stability after a miss: S' = min(w11·D^−w12·((S+1)^w13 − 1)·e^(w14·(1−R)), S/e^(w17·w18))."""
    w, old = models.w, np.asarray(s)
    anew = w[11] * np.asarray(d) ** -w[12] * ((old + 1) ** w[13] - 1) * np.exp(w[14] * (1 - np.asarray(r)))
    return _bounded(np.minimum(anew, old / np.exp(w[17] * w[18])))


def after_repeat(models: Models, s: npt.ArrayLike, *, rating: int) -> Numbers:
    """Stability after a second rating on one day: S' = S·e^(w17·(G−3+w18))·S^−w19, never less after a success."""
    w, old = models.w, np.asarray(s)
    factor = np.exp(w[17] * (rating - 3 + w[18])) * old ** -w[19]
    return _bounded(old * (np.maximum(factor, 1.0) if rating > 1 else factor))


def _bounded(s: Numbers) -> Numbers:
    return np.clip(s, LEAST_STABILITY, GREATEST_STABILITY)
