"""Where a session of the daily review stands, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import CardId


@dataclass(frozen=True, slots=True)
class Limit:
    """When a session ends: its minutes, and how many new cards it may bring (None: what the day's limit leaves).

    `questions`: how many of the day's questions come among the cards.
    """

    minutes: float = 24 * 60
    new: int | None = None
    questions: int = 0


class StepKind(Enum):
    """What a step did that can be taken back."""

    REVIEW = "review"
    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    EDIT = "edit"
    MARKS = "marks"  # of many cards at once
    MEMORIES = "memories"  # of many cards at once
    REMARKS = "remarks"  # on many cards at once
    ADD = "add"
    DELETE = "delete"
    REWRITE = "rewrite"  # of an own card: its words, its place, cards for more blanks
    IMPORT = "import"
    QUESTION_NOTE = "question_note"


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """Where a session stands. `seconds_left` is what the cards to come should take at the learner's pace."""

    done: int
    total: int
    seconds_left: float


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a session did, by domain; missed cards; cards still in steps; and what the next study day brings."""

    answers_by_domain: dict[DomainNumber, int]
    seconds: float
    missed: int
    in_steps: int
    reviews_tomorrow: int
    new_tomorrow: int
    minutes_tomorrow: int
    leeches: tuple[CardId, ...]
