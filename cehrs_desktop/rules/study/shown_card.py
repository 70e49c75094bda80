"""A card as the learner sees it: its text, what was decided about it, its history, and what each rating would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cehrs_desktop.rules.content import DomainNumber, FlashcardId, Source
from cehrs_desktop.rules.study.cards import Card, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.remark import Remark
from cehrs_desktop.rules.study.scheduling import Outcomes
from cehrs_desktop.rules.study.why import Why


@dataclass(frozen=True, slots=True)
class Text:
    """What a card says: Markdown."""

    front: str
    back: str
    why: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the learner decided about a card, apart from its memory. `buried_day`: put off for that study day."""

    suspended: bool = False
    flagged: bool = False
    buried_day: StudyDay | None = None


@dataclass(frozen=True, slots=True)
class ShownFlashcard:
    """A flashcard as it is shown: `text` is the learner's own where there is one, `pack_text` the pack's.

    `pack_changed` tells that the pack's text is not the one the learner replaced.
    """

    id: FlashcardId
    domain: DomainNumber
    topic: str
    text: Text
    pack_text: Text
    exhibit: str | None
    source: Source
    edited: bool
    pack_changed: bool


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card on the screen: what it says, what was decided about it, and what each rating would do."""

    flashcard: ShownFlashcard
    marks: Marks
    outcomes: Outcomes

    @property
    def card(self) -> Card:
        """The card's memory before it is rated."""
        return self.outcomes.before


@dataclass(frozen=True, slots=True)
class PastReview:
    """A line of a card's history."""

    reviewed_at: datetime
    study_day: StudyDay
    rating: Rating
    seconds: float
    stability_before: float | None
    predicted_recall: float | None


@dataclass(frozen=True, slots=True)
class CardInfo:
    """One card in full. `recall_now` is None for a card never seen. `due_day` is on exam day at the latest.

    `curve` is the recall from the first answer until today, as it was believed: (day, 0 to 1), two on days of answers.
    """

    flashcard: ShownFlashcard
    card: Card
    marks: Marks
    day: StudyDay
    recall_now: float | None
    history: tuple[PastReview, ...]
    why: Why
    due_day: StudyDay | None
    remark: Remark
    curve: tuple[tuple[StudyDay, float], ...]
