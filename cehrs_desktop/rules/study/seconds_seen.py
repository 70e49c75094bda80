"""How long a card takes on one day, its repeats included, and how first ratings fall: learned, with priors."""

from __future__ import annotations

import numpy as np

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.memory import Numbers
from cehrs_desktop.rules.study.programme import FirstSight
from cehrs_desktop.rules.study.review_log import FIRST, ReviewLog

PRIOR_SECONDS = 30.0, 9.0, 26.0
"""Of a day on which a card is first seen, passed, or missed."""

PRIOR_FIRST_RATINGS = np.array([0.26, 0.15, 0.50, 0.09])
PRIOR_WEIGHT = 15.0
"""Priors on first ratings and on seconds count as much as this many cards."""

_STEP = 0.2
"""Seconds are rounded to steps of e^0.2, so that the grid isn't laid out anew for every answer."""


class SecondsSeen:
    """What a card took on one day, by how that day began for it; and the first ratings."""

    def __init__(self) -> None:
        self._sums = np.array(PRIOR_SECONDS) * PRIOR_WEIGHT
        self._counts = np.full(3, PRIOR_WEIGHT)
        self._first_ratings = PRIOR_FIRST_RATINGS * PRIOR_WEIGHT
        self._kind_today: dict[int, int] = {}

    def add(self, row: int, rating: Rating, *, elapsed: int | None, seconds: float) -> None:
        """Count an answer, so many days after the card's last (None: its first)."""
        if elapsed != 0:
            kind = 0 if elapsed is None else 1 + (rating is Rating.AGAIN)
            self._kind_today[row] = kind
            self._counts[kind] += 1
        if elapsed is None:
            self._first_ratings[rating - 1] += 1
        self._sums[self._kind_today[row]] += seconds

    def add_log(self, log: ReviewLog) -> None:
        """Count all answers of a log."""
        order = log.by_card
        elapsed, rating = log.elapsed[order], log.rating[order]
        opens = elapsed != 0
        kinds = np.where(elapsed == FIRST, 0, 1 + (rating == Rating.AGAIN))[opens]
        of_day = kinds[np.cumsum(opens) - 1] if len(order) else kinds
        self._sums += np.bincount(of_day, log.seconds[order], minlength=3)
        self._counts += np.bincount(kinds, minlength=3)
        self._first_ratings += np.bincount(rating[elapsed == FIRST] - 1, minlength=4)

    @property
    def first_sight(self) -> FirstSight:
        """What to expect of a card never seen."""
        return FirstSight(self._first_ratings / self._first_ratings.sum(), float(self._means[0]))

    @property
    def passed(self) -> float:
        """Seconds of a day on which a card is passed, rounded."""
        return _rounded(float(self._means[1]))

    @property
    def lapsed(self) -> float:
        """Seconds of a day on which a card is missed, rounded."""
        return _rounded(float(self._means[2]))

    @property
    def _means(self) -> Numbers:
        return np.asarray(self._sums / self._counts)


def _rounded(seconds: float) -> float:
    return float(np.exp(round(np.log(seconds) / _STEP) * _STEP))
