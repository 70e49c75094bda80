"""Five abilities that move, followed through the answers: what is believed after each day, and of days to come.

A state-space Rasch model: the state is the ability in each domain, and how fast they all grow. Between days abilities
grow and drift; on a day with answers Bayes' rule takes them in (the mode and curvature of the posterior, found by
Newton's steps). So an older answer counts less by itself: since then ability may have moved. Formulas, numbers and
sources: docs/readiness.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.measurement import Matrix, Vector
from cehrs_desktop.rules.progress.answers import DOMAINS, Answers

PRIOR_MEAN = -0.4
"""Logits against the minimally competent candidate, before anything is known: most begin below the line."""
PRIOR_SD_COMMON = 0.9
PRIOR_SD_DOMAIN = 0.5

GROWTH_MEAN = 0.014
GROWTH_SD = 0.010
"""Logits a day at first, before the learner's own answers say more."""
GROWTH_LASTS_DAYS = 40.0
"""Growth wears off: after so many days a 1/e of it is left."""

DRIFT_COMMON = 0.012
DRIFT_DOMAIN = 0.020
"""Standard deviation of a day's own movement, in logits."""

MET_WEIGHT = 0.4
MET_EASIER = 1.0
"""An item met before counts so much less each time it was met, and is so many logits easier: it may be remembered."""

DIFFICULTY_SD = 0.35
"""How far authors' difficulties are off, in logits."""
_FLATTER = 1.0 / np.sqrt(1.0 + np.pi / 8.0 * DIFFICULTY_SD**2)
_MOST_STEPS = 5
_CLOSE_ENOUGH = 1e-3
_G = DOMAINS


@dataclass(frozen=True)
class Belief:
    """What is believed on a day: mean, shape (6,), and covariance, (6, 6), of five abilities and their growth a day."""

    day: int
    mean: Vector
    covariance: Matrix

    @property
    def abilities(self) -> Vector:
        """The expected abilities of domains 1 to 5, in logits."""
        return self.mean[:DOMAINS]

    @property
    def spread(self) -> Matrix:
        """The covariance of the five abilities."""
        return self.covariance[:DOMAINS, :DOMAINS]


def at_first(day: int) -> Belief:
    """What is believed of a learner who has answered nothing."""
    mean = np.append(np.full(DOMAINS, PRIOR_MEAN), GROWTH_MEAN)
    covariance = np.zeros((DOMAINS + 1, DOMAINS + 1))
    covariance[:DOMAINS, :DOMAINS] = PRIOR_SD_COMMON**2 + PRIOR_SD_DOMAIN**2 * np.eye(DOMAINS)
    covariance[_G, _G] = GROWTH_SD**2
    return Belief(day, mean, covariance)


def later(belief: Belief, day: int) -> Belief:
    """The belief moved on to a later day: abilities grow by what the growth still yields, and grow less certain."""
    days = day - belief.day
    if days <= 0:
        return belief
    left = np.exp(-days / GROWTH_LASTS_DAYS)
    step = np.eye(DOMAINS + 1)
    step[:DOMAINS, _G] = GROWTH_LASTS_DAYS * (1.0 - left)
    step[_G, _G] = left
    covariance = step @ belief.covariance @ step.T
    covariance[:DOMAINS, :DOMAINS] += days * (DRIFT_COMMON**2 + DRIFT_DOMAIN**2 * np.eye(DOMAINS))
    covariance[_G, _G] += GROWTH_SD**2 * (1.0 - left**2) / 4.0
    return Belief(day, step @ belief.mean, covariance)


def after(belief: Belief, *, domain: npt.NDArray[np.int64], b: Vector, right: Vector, weight: Vector) -> Belief:
    """The belief after answers of one day; `domain` counts from 0, `weight` 1 is a whole answer."""
    precision = np.linalg.inv(belief.covariance)
    state, curvature = belief.mean, precision
    for _ in range(_MOST_STEPS):
        chance = 1.0 / (1.0 + np.exp(-_FLATTER * (state[domain] - b)))
        pull = np.bincount(domain, _FLATTER * weight * (right - chance), DOMAINS)
        held = np.bincount(domain, _FLATTER**2 * weight * chance * (1.0 - chance), DOMAINS)
        curvature = precision.copy()
        curvature[np.arange(DOMAINS), np.arange(DOMAINS)] += held
        slope = precision @ (belief.mean - state)
        slope[:DOMAINS] += pull
        move = np.linalg.solve(curvature, slope)
        state = state + move
        if np.abs(move).max() < _CLOSE_ENOUGH:
            break
    return Belief(belief.day, state, np.linalg.inv(curvature))


def followed(answers: Answers, *, first_day: int) -> tuple[Belief, ...]:
    """The belief at the end of each day with answers, oldest first; before the first stands the one of `first_day`.

    `first_day` is the day studying began; answers before it don't exist.
    """
    beliefs = [at_first(first_day)]
    weights = MET_WEIGHT ** np.minimum(answers.times_met, 4)
    b = answers.b - MET_EASIER * (answers.times_met > 0)
    starts = np.flatnonzero(np.diff(answers.day, prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(answers)]):
        belief = later(beliefs[-1], int(answers.day[start]))
        rows = slice(start, end)
        beliefs.append(
            after(belief, domain=answers.domain[rows], b=b[rows], right=answers.right[rows], weight=weights[rows])
        )
    return tuple(beliefs)
