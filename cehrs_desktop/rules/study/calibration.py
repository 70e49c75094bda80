"""FSRS's parameters fitted to one learner, with priors, and kept only when they predict the latest answers better.

Maximum a posteriori over eleven numbers, each a departure from the defaults with a prior of its own (one set for all
domains: splitting by deck predicts worse in the public benchmark). Fisher scoring with damping: all departures are
tried side by side as models of one replay, so a step costs one pass over the log.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.forgetting import Models, of_parameters
from cehrs_desktop.rules.study.memory import Numbers, ParameterSet
from cehrs_desktop.rules.study.replay import followed, newest
from cehrs_desktop.rules.study.review_log import ReviewLog

LEAST_ANSWERS = 50
"""After a day or more; with fewer nothing is fitted."""

HELD_BACK = 0.25
"""The part of these answers, the latest, that a fit is judged by and doesn't see."""

_MOST_ANSWERS = 12_000

_DEVIATIONS = np.array([0.5, 0.15, 0.15, 0.15, 0.15, 0.35, 0.15, 0.2, 0.3, 0.15, 0.25])
"""Between learners: of the logarithm of all first stabilities, of each of the four, of w8 itself, and of the logarithms
of w9, w10, w11, w14 and the decay w20. Wide where learners differ most (the first stabilities and the growth)."""

_LOGARITHMIC = (9, 10, 11, 14, 20)
_LEAST_DECAY, _GREATEST_DECAY = 0.1, 0.8
_LEAST_FIRST, _GREATEST_FIRST = 0.001, 100.0
_STEP = 1e-3
_ROUNDS = 8
_CLOSEST = 1e-4


@dataclass(frozen=True, slots=True)
class Fit:
    """What a refit came to: the parameters, and log loss on the held-back answers with them and with those in use."""

    parameters: ParameterSet
    loss: float
    loss_in_use: float

    @property
    def is_better(self) -> bool:
        """Whether it predicts what it hasn't seen better than those in use."""
        return self.loss < self.loss_in_use


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well memory is foretold: the parameters in use since `since`, fitted or FSRS's own, and what came of them.

    `predicted` and `actual` recall, 0 to 1, over `answers` given after a day or more.
    """

    since: datetime
    is_fitted: bool
    can_go_back: bool
    answers: int
    predicted: float
    actual: float


def refit(log: ReviewLog, in_use: ParameterSet, *, cards: int) -> Fit | None:
    """Fit to the earlier answers and judge by the latest; None while there are too few. `card` has rows."""
    log = newest(log, cards=cards, most=_MOST_ANSWERS)
    counting = np.flatnonzero(log.elapsed > 0)
    if len(counting) < LEAST_ANSWERS:
        return None
    first_held_back = int(counting[int(len(counting) * (1 - HELD_BACK))])
    seen = log.only(np.arange(len(log)) < first_held_back)
    fitted = fit(seen, cards=cards)
    latest = np.arange(len(log)) >= first_held_back
    return Fit(fitted, *(log_loss(log, each, cards=cards, among=latest) for each in (fitted, in_use)))


def fit(log: ReviewLog, *, cards: int) -> ParameterSet:
    """The most likely parameters, given the priors and all answers of the log."""
    counting = log.elapsed > 0
    recalled = (log.rating[counting] > Rating.AGAIN).astype(np.float64)
    best, damping = np.zeros(len(_DEVIATIONS)), 1.0
    least = np.inf
    tried = best
    for _ in range(_ROUNDS):
        r, slopes = _predictions(log, tried, counting, cards=cards)
        cost = float(_losses(r, recalled).sum() + 0.5 * ((tried / _DEVIATIONS) ** 2).sum())
        if cost < least:
            done = least - cost < 1e-3 * abs(cost) / 10
            least, best, damping = cost, tried, damping / 4
            weight = 1 / np.maximum(r * (1 - r), _CLOSEST)
            gradient = slopes.T @ ((recalled - r) * weight) - best / _DEVIATIONS**2
            curvature = (slopes * weight[:, None]).T @ slopes + np.diag(1 / _DEVIATIONS**2)
            if done:
                break
        else:
            damping *= 8
        tried = best + np.linalg.solve(curvature + damping * np.diag(curvature.diagonal()), gradient)
    weights = _weights(best[:, None])[:, 0]
    return replace(ParameterSet(), weights=tuple(float(w) for w in weights))


def log_loss(log: ReviewLog, parameters: ParameterSet, *, cards: int, among: npt.NDArray[np.bool_]) -> float:
    """Mean of −log P(answer) over those of these answers that were given after a day or more."""
    counting = (log.elapsed > 0) & among
    r = followed(of_parameters(parameters), log, cards=cards).recall[counting, 0]
    return float(_losses(r, log.rating[counting] > Rating.AGAIN).mean())


def _predictions(
    log: ReviewLog, departures: Numbers, counting: npt.NDArray[np.bool_], *, cards: int
) -> tuple[Numbers, Numbers]:
    """Chances of recall (answers,), and how they change with each departure (answers, departures)."""
    tried = departures[:, None] + np.concatenate([np.zeros((len(departures), 1)), np.eye(len(departures)) * _STEP], 1)
    models = Models(_weights(tried), np.ones(tried.shape[1]))
    r = np.clip(followed(models, log, cards=cards).recall[counting], _CLOSEST, 1 - _CLOSEST)
    return r[:, 0], (r[:, 1:] - r[:, :1]) / _STEP


def _losses(r: Numbers, recalled: npt.ArrayLike) -> Numbers:
    return np.asarray(-np.log(np.clip(np.where(recalled, r, 1 - r), _CLOSEST, 1.0)))


def _weights(departures: Numbers) -> Numbers:
    """FSRS's 21 parameters at departures of shape (11, models)."""
    w = np.repeat(np.array(ParameterSet().weights)[:, None], departures.shape[1], 1)
    w[:4] = np.clip(w[:4] * np.exp(departures[0] + departures[1:5]), _LEAST_FIRST, _GREATEST_FIRST)
    w[8] = np.clip(w[8] + departures[5], 0.0, 4.5)
    for row, index in enumerate(_LOGARITHMIC, 6):
        w[index] *= np.exp(departures[row])
    w[9], w[10], w[11] = np.clip(w[9], 0.0, 0.8), np.clip(w[10], 0.001, 3.5), np.clip(w[11], 0.001, 5.0)
    w[14], w[20] = np.clip(w[14], 0.0, 4.0), np.clip(w[20], _LEAST_DECAY, _GREATEST_DECAY)
    return w
