"""One memory model laid over all cards: where they stand on the grid, and what the programme makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.card_kinds import Counts
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.deck import Booleans, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import Numbers
from cehrs_desktop.rules.study.programme import (
    ELAPSED,
    ROWS,
    Daily,
    Floats,
    Motion,
    Tables,
    forecast,
    place,
    rows_around,
)


@dataclass(frozen=True, slots=True)
class Belief:
    """One memory model: how far it is believed (0 to 1), how it moves, and every card's memory under it.

    `stability` (days) and `difficulty` have shape (cards,), in the deck's order; nan for cards never seen.
    """

    weight: float
    motion: Motion
    stability: Numbers
    difficulty: Numbers


class Spread:
    """One belief spread over the deck. Kinds are counted among those that have cards, `used`."""

    def __init__(self, deck: Deck, belief: Belief, kinds: Counts, today: StudyDay, used: npt.NDArray[np.intp]) -> None:
        self.belief = belief
        self._seen: Booleans = (deck.state != CardState.NEW) & (kinds >= 0)
        self._columns = np.searchsorted(used, np.maximum(kinds, 0)).clip(0, len(used) - 1)
        new = (deck.state == CardState.NEW) & (kinds >= 0)
        self._unseen = np.bincount(self._columns[new], minlength=len(used)).astype(np.float32)
        rows, shares = rows_around(belief.stability[self._seen], belief.difficulty[self._seen])
        elapsed, later = place(np.maximum(today - deck.last_day[self._seen], 1), ELAPSED)
        at = self._columns[self._seen] * ROWS + rows
        self._spots = np.concatenate([at + elapsed * len(used) * ROWS, at + (elapsed + 1) * len(used) * ROWS])
        self._shares = np.concatenate([shares * (1 - later), shares * later])
        cells = np.bincount(self._spots.ravel(), self._shares.ravel(), minlength=len(ELAPSED) * len(used) * ROWS)
        self._cells: Floats = cells.reshape(len(ELAPSED), len(used), ROWS).astype(np.float32)

    @property
    def known_now(self) -> Numbers:
        """Cards of each used kind known today, weighed by belief."""
        known = (self._cells * self.belief.motion.recall).sum((0, 2))
        return np.asarray(self.belief.weight * known.astype(np.float64))

    def known(self, tables: Tables, seconds_per_day: Daily, *, reviews_first: bool = False) -> Numbers:
        """Cards of each used kind known on exam day, weighed by belief."""
        _, known = forecast(
            tables, self._cells, self._unseen, seconds_per_day=seconds_per_day, reviews_first=reviews_first
        )
        return self.belief.weight * known

    def known_by_plan(
        self,
        tables: Tables,
        seconds_per_day: Daily,
        *,
        alike: npt.NDArray[np.intp],
        values: Numbers,
        reviews_first: bool = False,
    ) -> Numbers:
        """The value of all cards known on exam day under each plan, weighed by belief: (plans,).

        `alike` has the column of each used kind, the same in every plan.
        """
        columns = int(alike.max()) + 1
        plans = len(tables.first_gain) // columns
        cells = np.zeros((len(ELAPSED), columns, ROWS), dtype=np.float32)
        unseen, value, cards = np.zeros((3, columns))
        for kind, column in enumerate(alike.tolist()):
            cells[:, column] += self._cells[:, kind]
            unseen[column] += self._unseen[kind]
            count = float(self._cells[:, kind].sum() + self._unseen[kind])
            value[column] += values[kind] * count
            cards[column] += count
        tiled = np.tile(cells, (1, plans, 1)), np.tile(unseen, plans).astype(np.float32)
        _, known = forecast(tables, *tiled, seconds_per_day=seconds_per_day, plans=plans, reviews_first=reviews_first)
        return np.asarray(self.belief.weight * known.reshape(plans, columns) @ (value / cards))

    def worth(self, tables: Tables) -> Numbers:
        """Gain per second of each card, were its value 1, weighed by belief: (cards,)."""
        worth = tables.first_gain.astype(np.float64)[self._columns]
        worth[self._seen] = (tables.gain.ravel()[self._spots] * self._shares).sum(0)
        return np.asarray(self.belief.weight * worth)
