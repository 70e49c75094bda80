"""Why a card comes today, or doesn't."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.study.cards import Card, CardState
from cehrs_desktop.rules.study.learner_day import StudyDay


class Reason(Enum):
    """What brings a card."""

    IN_STEPS = "in steps"
    NEW = "new"
    DUE = "due"
    EXAM_VALUE = "exam value"
    NOT_TODAY = "not today"


@dataclass(frozen=True, slots=True)
class CardWorth:
    """Why a card comes when it does.

    `points_an_hour`: weighted recall on exam day, in percentage points, that an hour of such reviews would add ·
    `place` among all cards, from 1 · `unseen_again`: its own recall on exam day if it isn't met before.
    """

    points_an_hour: float
    place: int
    unseen_again: float


@dataclass(frozen=True, slots=True)
class Why:
    """The reason, with the numbers behind it where an exam-day order is in force."""

    reason: Reason
    worth: CardWorth | None


def why(card: Card, day: StudyDay, *, exam: StudyDay | None, worth: CardWorth | None) -> Why:
    """Why this card would come on this day; `worth` is None in due order."""
    if card.state in (CardState.LEARNING, CardState.RELEARNING):
        return Why(Reason.IN_STEPS, worth)
    if card.state is CardState.NEW:
        return Why(Reason.NEW, worth)
    if worth is not None:
        pays = worth.points_an_hour > 0 and card.last_day != day
        return Why(Reason.EXAM_VALUE if pays else Reason.NOT_TODAY, worth)
    is_due = card.due_day is not None and (card.due_day <= day or exam == day)
    return Why(Reason.DUE if is_due else Reason.NOT_TODAY, None)
