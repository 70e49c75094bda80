"""All cards at once, as numpy columns: what the day is chosen from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.learner_day import StudyDay

NO_GROUP = -1
NO_DAY = np.iinfo(np.int32).max
"""Stands for a day that a card doesn't have."""

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Deck:
    """One row a card, in the order new cards are introduced; all columns have the same length.

    id int64 (ascending is not required) · domain int8 · state int8 · due_day, last_day, buried_day int32 (study days;
    NO_DAY for none) · due_at float64 (seconds since 1970 UTC; nan for none) · stability float64 (days; nan for none) ·
    group int32 (NO_GROUP for none) · core, suspended bool.
    """

    id: npt.NDArray[np.int64]
    domain: npt.NDArray[np.int8]
    state: npt.NDArray[np.int8]
    due_day: npt.NDArray[np.int32]
    due_at: npt.NDArray[np.float64]
    last_day: npt.NDArray[np.int32]
    buried_day: npt.NDArray[np.int32]
    stability: npt.NDArray[np.float64]
    group: npt.NDArray[np.int32]
    core: Booleans
    suspended: Booleans

    def __len__(self) -> int:
        return len(self.id)

    def __contains__(self, card: CardId) -> bool:
        """Whether the card's flashcard is in use."""
        return card in self._row_by_id

    @cached_property
    def _row_by_id(self) -> dict[int, int]:
        return {card: row for row, card in enumerate(self.id.tolist())}

    def row(self, card: CardId) -> int:
        """Where a card stands. Raises KeyError for one that isn't in the deck."""
        return self._row_by_id[card]

    def with_card(self, card: Card) -> Deck:
        """The deck after one card's memory has changed."""
        row = self.row(card.id)
        return self._with(
            row,
            state=int(card.state),
            due_day=NO_DAY if card.due_day is None else card.due_day,
            due_at=np.nan if card.due_at is None else card.due_at.timestamp(),
            last_day=NO_DAY if card.last_day is None else card.last_day,
            stability=np.nan if card.stability is None else card.stability,
        )

    def with_buried(self, card: CardId, day: StudyDay | None) -> Deck:
        """The deck with one card put off for a study day, or (None) no longer put off."""
        return self._with(self.row(card), buried_day=NO_DAY if day is None else day)

    def with_suspended(self, card: CardId, *, suspended: bool) -> Deck:
        """The deck with one card taken out of study, or back in."""
        return self._with(self.row(card), suspended=suspended)

    def _with(self, row: int, **cells: float) -> Deck:
        changed = {}
        for name, value in cells.items():
            column = getattr(self, name).copy()
            column[row] = value
            changed[name] = column
        deck = replace(self, **changed)
        deck.__dict__["_row_by_id"] = self._row_by_id  # rows stay where they are
        return deck

    def count(self, state: CardState) -> int:
        """How many cards stand there."""
        return int(np.count_nonzero(self.state == state))
