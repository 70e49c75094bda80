"""Two promises that value alone would not keep: no domain starves, and the most valuable comes up most often."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cehrs_desktop.rules.study.card_kinds import Counts
from cehrs_desktop.rules.study.memory import Numbers

FLOOR = 0.88
"""A domain that is known for less than this part of the mean of all is lifted in value."""

MORE_OFTEN = 0.2
"""The most valuable cards come up at least v^0.2 times as often as others of a v-th of their value."""

_PULL = 0.5
_DAYS_OF_FORECAST = 60.0
"""With so many days left the forecast counts as much as what is known today."""

_LITTLE = 0.02


def greatest_lift(weights: Numbers) -> Numbers:
    """The most each domain is lifted: until it counts as much as the heaviest. Many cheap cards of one stay cheap."""
    return np.asarray(weights.max() / np.maximum(weights, 1e-9))


def next_lift(
    lift: Numbers, *, most: Numbers, floor: Numbers, forecast: Numbers, now: Numbers, days_left: int
) -> Numbers:
    """Lifts that come nearer to keeping the floor; all by domain, nan without cards. `floor`: the part of FLOOR meant.
    `most`: the greatest lifts.

    Judged by what is forecast under this lift and, the more the further away the exam, by what is known today:
    forecasts rest on how memories will fade, and may be far too rosy.
    """
    share = days_left / (_DAYS_OF_FORECAST + days_left)
    known = (1 - share) * forecast + share * now + _LITTLE
    if np.isnan(known).all():
        return lift
    pulled = lift * (FLOOR * floor * np.nanmean(known) / known) ** _PULL
    return np.where(np.isnan(known), 1.0, np.clip(pulled, 1.0, most))


def owed(values: Numbers, counts: Counts, answers: Sequence[int]) -> tuple[int, int]:
    """The domain (its index) whose cards are worth most each, and how many answers it lags behind coming up most often.

    `values` and `counts` by kind, `answers` given so far by domain. Where cards are worth much the same none is owed.
    """
    cards = counts.reshape(-1, 2).sum(1)
    worth = np.divide((counts * values).reshape(-1, 2).sum(1), cards, out=np.zeros(len(cards)), where=cards > 0)
    first = int(worth.argmax())
    lighter = (cards > 0) & (worth < 0.95 * worth[first])
    if not lighter.any():
        return first, 0
    often = np.asarray(answers)[lighter] / cards[lighter]
    least = float((often * (worth[first] / worth[lighter]) ** MORE_OFTEN).max())
    return first, max(int(np.ceil(least * cards[first])) - answers[first], 0)
