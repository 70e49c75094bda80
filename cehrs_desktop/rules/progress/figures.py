"""What the Progress page is drawn from: frozen figures of cards, time, questions and mocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cehrs_desktop.rules.content import Domain, DomainNumber, TopicId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.responses import AttemptId, Cause
from cehrs_desktop.rules.progress.readiness import DomainStanding, Readiness

MATURE_DAYS = 21.0
"""A card whose stability is at least this is called mature."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all."""

    hits: int
    count: int

    @property
    def part(self) -> float:
        """The part of 1; 0 of nothing."""
        return self.hits / self.count if self.count else 0.0


@dataclass(frozen=True, slots=True)
class CardCounts:
    """Where cards stand: never met, in steps of minutes, in review below and from MATURE_DAYS."""

    new: int = 0
    learning: int = 0
    young: int = 0
    mature: int = 0


@dataclass(frozen=True, slots=True)
class RecallFigure:
    """Answers whose recall was foretold about alike: how many, the mean foretold, and the part recalled."""

    count: int
    foretold: float
    recalled: float


@dataclass(frozen=True, slots=True)
class HourFigure:
    """Cards recalled of those asked in an hour of the day (0 to 23)."""

    hour: int
    share: Share


@dataclass(frozen=True, slots=True)
class DomainProgress:
    """One domain: standing from questions, and, apart, its cards.

    `recall_now`, `recall_exam_day`: mean of the cards met (None: none met, no date). `retention` of the last 90 days
    against `desired`. `minutes` spent so far.
    """

    domain: Domain
    standing: DomainStanding
    cards: CardCounts
    recall_now: float | None
    recall_exam_day: float | None
    retention: Share
    desired: float
    minutes: float


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """A topic with answers; `share` is drawn towards its domain's while there are few."""

    topic: TopicId
    name: str
    domain: DomainNumber
    right: int
    answered: int
    share: float


@dataclass(frozen=True, slots=True)
class StudiedMinutes:
    """A day's minutes of cards and questions, and those `planned`. `rest`: none were planned, which is a good day."""

    day: date
    minutes: float
    rest: bool
    planned: int


@dataclass(frozen=True, slots=True)
class ComingMinutes:
    """Minutes expected on a day to come: due reviews alone, and all that is planned (None without a plan)."""

    day: date
    reviews: float
    planned: int | None


@dataclass(frozen=True, slots=True)
class SatMock:
    """A full mock that was sat: numbered in the order they were."""

    id: AttemptId
    number: int
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class MockPacing:
    """A mock: seconds of each item with whether it was right, the seconds there were for each."""

    seconds: tuple[float, ...]
    right: tuple[bool, ...]
    budget: float


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Everything the Progress page shows at once. `topics` come weakest first, `mocks` newest first; `pacing` is the
    newest mock's.
    """

    day: date
    exam_date: date | None
    readiness: Readiness
    pass_mark: int
    domains: tuple[DomainProgress, ...]
    topics: tuple[TopicProgress, ...]
    studied: tuple[StudiedMinutes, ...]
    coming: tuple[ComingMinutes, ...]
    mocks: tuple[SatMock, ...]
    pacing: MockPacing | None
    confidence: Mapping[Confidence, Share]
    causes: Mapping[Cause, int]


@dataclass(frozen=True, slots=True)
class ProgressDetails:
    """What is shown under Details: worked out when it is opened."""

    recall: tuple[RecallFigure, ...]
    hours: tuple[HourFigure, ...]
