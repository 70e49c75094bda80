"""The learner's memory of one flashcard, and the ratings that change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NewType

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.learner_day import StudyDay

CardId = NewType("CardId", int)

LEECH_LAPSES = 8
"""A card missed this often after it was once learned wants a better text, not a ninth try."""


class CardState(IntEnum):
    """Where a card stands; LEARNING and RELEARNING cards are in steps of minutes, REVIEW cards in days."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Rating(IntEnum):
    """What the learner says about one recall; numbers as in `fsrs`."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Card:
    """One card's memory. Stability in days, difficulty 1 to 10; both None while the card is new.

    A card in steps is due at a moment (`due_at`, aware UTC), one in review on a study day (`due_day`). A new card or
    one in review that has a `due_at` too was asked for by the learner: from its `due_day` on it comes before others.
    `reviews` counts all ratings, `lapses` those that missed a card in review.
    """

    id: CardId
    domain: DomainNumber
    state: CardState = CardState.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due_day: StudyDay | None = None
    due_at: datetime | None = None
    last_day: StudyDay | None = None
    reviews: int = 0
    lapses: int = 0

    @property
    def is_leech(self) -> bool:
        """Missed so often that its text should be rewritten."""
        return self.lapses >= LEECH_LAPSES
