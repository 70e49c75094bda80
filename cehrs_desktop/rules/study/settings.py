"""What the learner can set about studying, with defaults and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.desired_retention import (
    GREATEST_RETENTION,
    LEAST_RETENTION,
)

LEAST_BASE_RETENTION = 0.80
GREATEST_BASE_RETENTION = 0.97
GREATEST_MAXIMUM_INTERVAL = 3650
MINUTES_IN_A_DAY = 24 * 60
GREATEST_MINUTES = 600
MOST_NEW_PER_DAY = 500

NEW_IN_DUE_ORDER = 20
"""New cards a day where nothing else decides how many."""


class DomainBias(Enum):
    """How strongly a domain's exam weight moves its desired retention; the value is β of the formula."""

    OFF = 0.0
    BALANCED = 0.5
    STRONG = 1.0


class Pin(Enum):
    """A domain that the learner wants more or less of than its exam weight says; the value multiplies that weight."""

    LESS = 0.5
    AS_WEIGHED = 1.0
    MORE = 2.0


@dataclass(frozen=True, slots=True)
class StudySettings:
    """The learner's choices. Steps and minutes are minutes; intervals are days; retentions are probabilities.

    `new_per_day` is a ceiling; None leaves the number to the exam-day order, or makes it 20 where there is none.
    `pins` has one for each domain, in order.
    Raises ValueError, with a sentence for the learner, when a value is out of its limits.
    """

    minutes_per_day: int = 20
    new_per_day: int | None = None
    rollover_hour: int = 4
    base_retention: float = 0.90
    bias: DomainBias = DomainBias.BALANCED
    learning_steps: tuple[int, ...] = (10,)
    relearning_steps: tuple[int, ...] = (10,)
    maximum_interval: int = 365
    four_ratings: bool = False
    pins: tuple[Pin, ...] = (Pin.AS_WEIGHED,) * len(DomainNumber)

    def __post_init__(self) -> None:
        _within("Minutes per day", self.minutes_per_day, least=1, greatest=GREATEST_MINUTES)
        if self.new_per_day is not None:
            _within("New cards per day", self.new_per_day, least=0, greatest=MOST_NEW_PER_DAY)
        _within("The hour the day begins", self.rollover_hour, least=0, greatest=23)
        _within(
            "Base retention",
            self.base_retention,
            least=LEAST_BASE_RETENTION,
            greatest=GREATEST_BASE_RETENTION,
        )
        _within(
            "The longest interval",
            self.maximum_interval,
            least=1,
            greatest=GREATEST_MAXIMUM_INTERVAL,
        )
        for step in (*self.learning_steps, *self.relearning_steps):
            _within("A step", step, least=1, greatest=MINUTES_IN_A_DAY - 1)
        if len(self.pins) != len(DomainNumber):
            raise ValueError("There is one pin for each domain.")

    def most_new(self, *, by_worth: bool) -> int:
        """New cards a day at most, in the exam-day order (`by_worth`) or in due order."""
        if self.new_per_day is None:
            return MOST_NEW_PER_DAY if by_worth else NEW_IN_DUE_ORDER
        return self.new_per_day

    @property
    def floor(self) -> dict[DomainNumber, float]:
        """The part of what every domain is guaranteed: less for one the learner wants less of."""
        return {domain: min(self.pins[domain - 1].value, 1.0) for domain in DomainNumber}

    def weights(self, exam: Mapping[DomainNumber, float]) -> dict[DomainNumber, float]:
        """The exam's weights as the learner's pins change them."""
        return {domain: weight * self.pins[domain - 1].value for domain, weight in exam.items()}


def _within(name: str, value: float, *, least: float, greatest: float) -> None:
    if not least <= value <= greatest:
        raise ValueError(f"{name} must be between {least:g} and {greatest:g}.")


assert LEAST_RETENTION <= LEAST_BASE_RETENTION <= GREATEST_BASE_RETENTION <= GREATEST_RETENTION
