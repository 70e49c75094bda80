"""All answers ever given, as numpy columns: what a learner's memory and pace are learned from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.memory import Numbers

FIRST = -1
"""Stands for the days since a card's last answer where there was none."""

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ReviewLog:
    """One row an answer, oldest first: card (its id or row), study day, rating 1 to 4, seconds from shown to rated."""

    card: Integers
    day: Integers
    rating: Integers
    seconds: Numbers

    def __len__(self) -> int:
        return len(self.card)

    def of_rows(self, ids: Integers) -> ReviewLog:
        """With rows of a deck in place of card ids; answers to cards that aren't in it are left out."""
        order = np.argsort(ids, kind="stable")
        at = np.searchsorted(ids, self.card, sorter=order).clip(0, max(len(ids) - 1, 0))
        if not len(ids):
            return self.only(np.zeros(len(self), dtype=np.bool_))
        rows = order[at]
        kept = ids[rows] == self.card
        return ReviewLog(rows[kept].astype(np.int64), self.day[kept], self.rating[kept], self.seconds[kept])

    def only(self, kept: npt.NDArray[np.bool_]) -> ReviewLog:
        """Some of the answers."""
        return ReviewLog(self.card[kept], self.day[kept], self.rating[kept], self.seconds[kept])

    @cached_property
    def by_card(self) -> npt.NDArray[np.intp]:
        """The answers' places, a card's together in the order they were given."""
        return np.argsort(self.card, kind="stable")

    @cached_property
    def turn(self) -> Integers:
        """Which of its card's answers each is, from 0."""
        card = self.card[self.by_card]
        starts = np.flatnonzero(np.diff(card, prepend=card[0] - 1 if len(card) else 0))
        turns = np.arange(len(card)) - np.repeat(starts, np.diff(starts, append=len(card)))
        return self._as_given(turns)

    @cached_property
    def elapsed(self) -> Integers:
        """Study days since the card's last answer, 0 on the same day (and when a clock was set back); FIRST."""
        days = np.maximum(np.diff(self.day[self.by_card], prepend=0), 0)
        elapsed = self._as_given(days)
        elapsed[self.turn == 0] = FIRST
        return elapsed

    def _as_given(self, by_card: Integers) -> Integers:
        values = np.empty(len(self), dtype=np.int64)
        values[self.by_card] = by_card
        return values
