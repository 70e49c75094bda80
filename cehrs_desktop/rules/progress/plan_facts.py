"""What a plan is made from: the time there is, what is left to learn, and what the learner told about themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from cehrs_desktop.rules.content import DomainNumber

DAYS_OF_WEEK = 7
LONGEST_PLAN_DAYS = 730

LAST_HOURS_DAYS = 2
"""In the last 48 hours: no new cards, no mock."""


class Background(StrEnum):
    """Where the learner comes from; what is usually missing follows from it until answers say more."""

    NOT_SAID = "not said"
    MEDICAL_OFFICE = "medical office"
    CAREER_CHANGER = "career changer"
    STUDENT = "student"


# The share of each domain's questions, 1 to 5, that is expected right before any was answered. Ours: those who work in
# an office tend to lack Compliance and Reporting, career-changers the clinic's daily flow.
EXPECTED_SHARE: Mapping[Background, tuple[float, ...]] = {
    Background.NOT_SAID: (0.55, 0.55, 0.55, 0.55, 0.55),
    Background.MEDICAL_OFFICE: (0.68, 0.62, 0.55, 0.45, 0.45),
    Background.CAREER_CHANGER: (0.48, 0.42, 0.50, 0.52, 0.55),
    Background.STUDENT: (0.58, 0.58, 0.55, 0.55, 0.52),
}

LEAST_NEED = 0.10
"""Even a domain that is known well keeps this need, so that it isn't forgotten."""


@dataclass(frozen=True, slots=True)
class Availability:
    """The learner's time: minutes on each weekday, Monday first, a hard ceiling; `days_off` have none.

    `long_days` are weekdays (0 Monday) with room for a sitting of a whole mock at a stretch.
    """

    minutes: tuple[int, ...]
    long_days: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.minutes) != DAYS_OF_WEEK or min(self.minutes) < 0 or max(self.minutes) > 24 * 60:
            raise ValueError("a week has seven days, with 0 to 1440 minutes each")
        if not self.long_days <= frozenset(range(DAYS_OF_WEEK)):
            raise ValueError("weekdays are 0 to 6")

    def on(self, day: date) -> int:
        """Minutes there are on a day, a mock's sitting apart."""
        return 0 if day in self.days_off else self.minutes[day.weekday()]

    def is_long(self, day: date) -> bool:
        """Whether a whole mock can be sat on a day."""
        return day not in self.days_off and day.weekday() in self.long_days


@dataclass(frozen=True, slots=True)
class Seconds:
    """What things take: seconds of a new card with its repeats on the first day, of a review, of a question."""

    new: float = 32.2
    review: float = 12.0
    question: float = 75.0


@dataclass(frozen=True, slots=True)
class MockTerms:
    """How mocks are sat: minutes of a whole one with the time granted, its parts, and minutes of the diagnostic."""

    minutes: int
    parts: int
    diagnostic_minutes: int

    @property
    def part_minutes(self) -> int:
        """Minutes of one part, rounded up."""
        return -(-self.minutes // self.parts)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Everything a plan follows from. `started` is the day the course began; phases are counted from it.

    By domain, 1 to 5: `weights` in percent; `share_right` expected of its questions now; `new_cards` never met, and of
    those `core_cards`. `due` forecasts reviews of cards already met: entry 0 today and overdue, 1 tomorrow, and so on.
    `questions` never met; `mocks_sat` on these days, `lockdown_sat` whether one was under lockdown; `moved` gives a
    planned mock's day the day the learner chose instead. `done_minutes` were studied today already. `new_per_day`
    is the most new cards a day.
    """

    today: date
    exam: date
    available: Availability
    weights: tuple[int, ...]
    share_right: tuple[float, ...]
    new_cards: tuple[int, ...]
    core_cards: tuple[int, ...]
    questions: int
    mock: MockTerms
    started: date | None = None
    due: tuple[int, ...] = ()
    seconds: Seconds = field(default_factory=Seconds)
    at_home: bool = False
    diagnostic_sat: bool = False
    mocks_sat: tuple[date, ...] = ()
    lockdown_sat: bool = False
    moved: Mapping[date, date] = field(default_factory=dict)
    done_minutes: int = 0
    new_per_day: int = 20

    def __post_init__(self) -> None:
        columns = (self.weights, self.share_right, self.new_cards, self.core_cards)
        if any(len(column) != len(DomainNumber) for column in columns):
            raise ValueError("each of the five domains has a weight, a share, and its cards")
        if not 0 < (self.exam - self.today).days <= LONGEST_PLAN_DAYS:
            raise ValueError("a plan leads to an exam after today and within two years")

    @property
    def days_left(self) -> int:
        """Days from today to the exam."""
        return (self.exam - self.today).days

    def days(self) -> Iterator[date]:
        """The days to study on, today first, the day before the exam last."""
        return (self.today + timedelta(days=n) for n in range(self.days_left))

    def minutes_on(self, day: date) -> int:
        """Minutes left for study on a day, a mock's sitting apart."""
        done = self.done_minutes if day == self.today else 0
        return max(self.available.on(day) - done, 0)

    @property
    def needs(self) -> tuple[float, ...]:
        """How much each domain still needs: the share of its questions that would be missed."""
        return tuple(max(1.0 - share, LEAST_NEED) for share in self.share_right)

    @property
    def wanted_shares(self) -> tuple[float, ...]:
        """The part of all study minutes each domain should get: weight × need, 1 together."""
        products = [weight * need for weight, need in zip(self.weights, self.needs, strict=True)]
        return tuple(product / sum(products) for product in products)
