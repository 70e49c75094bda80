"""The memory models that stand side by side while little is known of a learner, and how believable each is at first.

They stand for what may differ between learners: how fast memories fade, how long they last at first, how much a success
adds, and whether spacing matters. `beliefs` weighs them by the answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cehrs_desktop.rules.study.forgetting import NEAR_EXPONENTIAL, Family, Models
from cehrs_desktop.rules.study.memory import Numbers, ParameterSet
from cehrs_desktop.rules.study.traces import MOMENTS_A_DAY, NOISE, Traces

FREE_DECAY = 0.5

CURVES = {"fsrs": 0.4, "free": 0.25, "exponential": 0.15, "traces": 0.2}
"""What each kind of forgetting is believed before the first answer."""

FIRST_FACTORS = {"fsrs": (0.25, 0.5, 1.0, 2.0), "free": (0.15, 0.35, 0.8, 1.8), "exponential": (0.06, 0.15, 0.4, 1.0)}
"""On the first stabilities, by curve: a thin tail wants a shorter time to 90 % for the same recall after weeks."""

GROWTH_SHIFTS = (-1.8, -1.0, -0.4, 0.3)
"""On w8, the logarithm of the growth of stability."""

SPACINGS = (1.0, 0.3)

TRACE_DECAYS = (0.12, 0.18, 0.27)
TRACE_SCALES = (0.15, 0.3)
FIRST_DAY_LOGITS = (-0.5, 0.5, 1.5, 2.5)
"""Of recall a day after a card was first met."""

_PRIOR_DEVIATIONS = 0.9, 0.9
"""Of the logarithms of first stabilities and of growth, between learners; wide, and soon outweighed by answers."""

_FIRST_DAY_PRIOR = 1.2, 1.0
"""Mean and deviation of the first day's logit."""


@dataclass(frozen=True, slots=True)
class Group:
    """Models of one curve, and the logarithms of their prior weights, shape (models,)."""

    curve: str
    models: Family
    log_prior: Numbers


Ensemble = tuple[Group, ...]


def ensemble_around(parameters: ParameterSet) -> Ensemble:
    """The models for a learner about whom no more is known than FSRS's parameters."""
    w = np.array(parameters.weights)
    curves = {"fsrs": w[20], "free": FREE_DECAY, "exponential": NEAR_EXPONENTIAL}
    return (*(_like_fsrs(w, curve, float(decay)) for curve, decay in curves.items()), _traces())


def _like_fsrs(w: Numbers, curve: str, decay: float) -> Group:
    rows, spacings, prior = [], [], []
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
    return Group(curve, Models(np.array(rows).T, np.array(spacings)), np.array(prior))


def _traces() -> Group:
    decay, scale, logit = (
        axis.ravel() for axis in np.meshgrid(TRACE_DECAYS, TRACE_SCALES, FIRST_DAY_LOGITS, indexing="ij")
    )
    mean, deviation = _FIRST_DAY_PRIOR
    prior = np.log(CURVES["traces"]) - 0.5 * ((logit - mean) / deviation) ** 2
    return Group("traces", Traces(decay, scale, -decay * np.log(MOMENTS_A_DAY) - NOISE * logit), prior)
