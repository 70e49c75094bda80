"""What is believed of one learner's memory: many models side by side, each weighed by how well it foretold the answers.

The models stand for what may differ between learners: how fast memories fade, how long they last at first, how much a
success adds, and whether spacing matters. Their weights are Bayes' rule over all answers given after a day or more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cehrs_desktop.rules.study import forgetting
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.forgetting import NEAR_EXPONENTIAL, Models
from cehrs_desktop.rules.study.memory import Numbers, ParameterSet

FREE_DECAY = 0.5

CURVES = {"fsrs": 0.5, "free": 0.3, "exponential": 0.2}
"""What each curve of forgetting is believed before the first answer."""

FIRST_FACTORS = {"fsrs": (0.25, 0.5, 1.0, 2.0), "free": (0.15, 0.35, 0.8, 1.8), "exponential": (0.06, 0.15, 0.4, 1.0)}
"""On the first stabilities, by curve: a thin tail wants a shorter time to 90 % for the same recall after weeks."""

GROWTH_SHIFTS = (-1.8, -1.0, -0.4, 0.3)
"""On w8, the logarithm of the growth of stability."""

SPACINGS = (1.0, 0.3)

_PRIOR_DEVIATIONS = 0.9, 0.9
"""Of the logarithms of first stabilities and of growth, between learners; wide, and soon outweighed by answers."""

_SHARPNESS = 0.7
"""Of the likelihood: answers of one learner are not independent, and none of the models is true."""

CAUTION = 0.2
"""The part of the evidence that counts between curves."""

LEAST_HEARD = 0.03

_CLOSEST_TO_CERTAIN = 0.02


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Models with the logarithms of their prior weights, shape (models,)."""

    models: Models
    log_prior: Numbers


def ensemble_around(parameters: ParameterSet) -> Ensemble:
    """The models for a learner about whom no more is known than FSRS's parameters."""
    w = np.array(parameters.weights)
    rows, spacings, prior = [], [], []
    curves = {"fsrs": w[20], "free": FREE_DECAY, "exponential": NEAR_EXPONENTIAL}
    for curve, decay in curves.items():
        usual = FIRST_FACTORS[curve][2]
        for first in FIRST_FACTORS[curve]:
            for growth in GROWTH_SHIFTS:
                for spacing in SPACINGS:
                    row = w.copy()
                    row[:4] *= first
                    row[8] += growth
                    row[20] = decay
                    rows.append(row)
                    spacings.append(spacing)
                    away = np.log(first / usual) / _PRIOR_DEVIATIONS[0], growth / _PRIOR_DEVIATIONS[1]
                    prior.append(np.log(CURVES[curve]) - 0.5 * (away[0] ** 2 + away[1] ** 2))
    return Ensemble(Models(np.array(rows).T, np.array(spacings)), np.array(prior))


class Beliefs:
    """Every card's memory under every model, kept in step with the answers.

    `stability` and `difficulty` have shape (cards, models), nan for cards never seen.
    """

    def __init__(self, ensemble: Ensemble, cards: int) -> None:
        self.models = ensemble.models
        self.stability = np.full((cards, len(ensemble.models)), np.nan)
        self.difficulty = np.full((cards, len(ensemble.models)), np.nan)
        self._log_weights = ensemble.log_prior.copy()

    def spokesmen(self) -> list[tuple[int, float]]:
        """The likeliest model of each curve, and how far that curve is believed; together 1.

        One of each, because models of one curve agree with each other about what comes: what is not known is how fast
        the tail falls. Answers at short intervals say little about that, so they sway the choice between curves less
        than the choice within one; a curve believed less than 3 % isn't heard.
        """
        curves = np.unique(self.models.w[20], return_inverse=True)[1]
        best = [int(np.where(curves == c, self._log_weights, -np.inf).argmax()) for c in range(curves.max() + 1)]
        log = CAUTION * self._log_weights[best]
        weights = np.exp(log - log.max())
        weights = np.where(weights / weights.sum() < LEAST_HEARD, 0.0, weights)
        return [(model, float(w)) for model, w in zip(best, weights / weights.sum(), strict=True) if w > 0]

    def answered(self, row: int, rating: Rating, *, elapsed: int | None) -> None:
        """Take in one answer, `elapsed` study days after the card's last (None: the first; 0: the same day)."""
        models, s, d = self.models, self.stability[row], self.difficulty[row]
        if elapsed is None:
            s, d = forgetting.first_stability(models, rating), forgetting.first_difficulty(models, rating)
        elif elapsed == 0:
            s = forgetting.after_repeat(models, s, rating=rating)
            d = forgetting.next_difficulty(models, d, rating)
        else:
            r = forgetting.recall(models, s, elapsed)
            self._learn(r, recalled=rating is not Rating.AGAIN)
            if rating is Rating.AGAIN:
                s = forgetting.after_lapse(models, s, d, r)
            else:
                s = forgetting.after_pass(models, s, d, r, rating=rating)
            d = forgetting.next_difficulty(models, d, rating)
        self.stability[row], self.difficulty[row] = s, d

    def _learn(self, r: Numbers, *, recalled: bool) -> None:
        chance = np.clip(r if recalled else 1 - r, _CLOSEST_TO_CERTAIN, 1 - _CLOSEST_TO_CERTAIN)
        self._log_weights += _SHARPNESS * np.log(chance)
