"""Today at a glance, as the Today page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cehrs_desktop.rules.content import Domain, DomainNumber


@dataclass(frozen=True, slots=True)
class TodaysQuestions:
    """How many questions are left today, by domain, and the seconds one should take."""

    by_domain: Mapping[DomainNumber, int] = field(default_factory=dict)
    seconds_each: float = 0.0

    @property
    def left(self) -> int:
        """Questions left today."""
        return sum(self.by_domain.values())

    @property
    def seconds(self) -> float:
        """Seconds they should take in all."""
        return self.left * self.seconds_each


NO_QUESTIONS = TodaysQuestions()


@dataclass(frozen=True, slots=True)
class DomainToday:
    """One domain: cards of it in today's list, cards met of all, and mean recall of those met (None: none met).

    `questions` are those of it that are left today.
    """

    domain: Domain
    today: int
    met: int
    cards: int
    recall: float | None
    questions: int = 0


@dataclass(frozen=True, slots=True)
class StudiedDay:
    """A day of the present week: seconds studied, those planned (0: a day of rest), and where it lies."""

    day: date
    seconds: float
    target_seconds: float
    is_today: bool
    is_future: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the Today page shows. `minutes` is the expected time of today's list.

    `later` counts due cards that don't fit today and come on the following days; `waiting` cards in steps.
    `next_day`: the first study day after today with a card that isn't in today's list; None when there is none.
    """

    now: datetime
    day: date
    exam_date: date | None
    reviews: int
    new: int
    waiting: int
    later: int
    minutes: int
    answers_today: int
    seconds_today: float
    domains: tuple[DomainToday, ...]
    week: tuple[StudiedDay, ...]
    target_seconds: float
    next_day: date | None

    @property
    def cards(self) -> int:
        """Cards in today's list."""
        return self.reviews + self.new + self.waiting

    @property
    def is_rest(self) -> bool:
        """Whether today is a day off that was planned."""
        return self.target_seconds == 0

    @property
    def questions(self) -> int:
        """Questions left today."""
        return sum(domain.questions for domain in self.domains)

    @property
    def days_to_exam(self) -> int | None:
        """Days until the exam, 0 on its day; None when it isn't booked or is past."""
        if self.exam_date is None or self.exam_date < self.day:
            return None
        return (self.exam_date - self.day).days
