"""What is believed of one learner's memory: every card under every model, the models weighed by the answers.

The weights are Bayes' rule over all answers given after a day or more. `Beliefs` takes answers one by one, as they are
given; `replay` takes a whole log at once and comes to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.ensemble import Ensemble
from cehrs_desktop.rules.study.memory import Numbers

_SHARPNESS = 0.7
"""Of the likelihood: answers of one learner are not independent, and none of the models is true."""

CAUTION = 0.2
"""The part of the evidence that counts between curves."""

LEAST_HEARD = 0.03

_CLOSEST_TO_CERTAIN = 0.02


@dataclass(frozen=True, slots=True)
class Spokesman:
    """The likeliest model of one curve: which it is, and how far the curve is believed."""

    group: int
    model: int
    weight: float


@dataclass(frozen=True, slots=True)
class Heard:
    """A spokesman and every card's memory under its model, (cards,), nan for cards never seen."""

    who: Spokesman
    stability: Numbers
    difficulty: Numbers


def spokesmen(log_weights: Sequence[Numbers]) -> list[Spokesman]:
    """The likeliest model of each group, and how far that curve is believed; together 1.

    One of each, because models of one curve agree with each other about what comes: what is not known is how fast the
    tail falls. Answers at short intervals say little about that, so they sway the choice between curves less than the
    choice within one; a curve believed less than 3 % isn't heard.
    """
    best = [int(each.argmax()) for each in log_weights]
    log = CAUTION * np.array([each[model] for each, model in zip(log_weights, best, strict=True)])
    weights = np.exp(log - log.max())
    weights = np.where(weights / weights.sum() < LEAST_HEARD, 0.0, weights)
    weights = weights / weights.sum()
    return [
        Spokesman(group, model, float(weight))
        for group, (model, weight) in enumerate(zip(best, weights, strict=True))
        if weight > 0
    ]


class Beliefs:
    """Every card's memory under every model, kept in step with the answers.

    `memories` has a (stability, difficulty) for each group, both (cards, models), nan for cards never seen.
    """

    def __init__(self, ensemble: Ensemble, cards: int) -> None:
        self._ensemble = ensemble
        self.memories = [
            (np.full((cards, len(group.models)), np.nan), np.full((cards, len(group.models)), np.nan))
            for group in ensemble
        ]
        self.log_weights = [group.log_prior.copy() for group in ensemble]

    def heard(self) -> list[Heard]:
        """Who speaks for each curve by now."""
        return [
            Heard(who, self.memories[who.group][0][:, who.model], self.memories[who.group][1][:, who.model])
            for who in spokesmen(self.log_weights)
        ]

    def answered(self, row: int, rating: Rating, *, elapsed: int | None) -> None:
        """Take in one answer, `elapsed` study days after the card's last (None: the first; 0: the same day)."""
        for group, (stability, difficulty), log_weights in zip(
            self._ensemble, self.memories, self.log_weights, strict=True
        ):
            s, d = stability[row], difficulty[row]
            if elapsed is None:
                s, d = group.models.first(rating)
            elif elapsed == 0:
                s, d = group.models.repeated(s, d, rating)
            else:
                r = group.models.recall(s, d, elapsed)
                log_weights += log_likelihood(r, recalled=rating is not Rating.AGAIN)
                s, d = group.models.reviewed(s, d, rating, recall=r, days=elapsed)
            stability[row], difficulty[row] = s, d


def log_likelihood(r: Numbers, *, recalled: bool) -> Numbers:
    """Of one answer, or many that ended alike, under models that gave it these chances of recall."""
    chance = np.clip(r if recalled else 1 - r, _CLOSEST_TO_CERTAIN, 1 - _CLOSEST_TO_CERTAIN)
    return _SHARPNESS * np.log(chance)
