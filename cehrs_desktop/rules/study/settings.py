"""What the learner can set about studying, with defaults and limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.study.desired_retention import (
    GREATEST_RETENTION,
    LEAST_RETENTION,
)

LEAST_BASE_RETENTION = 0.80
GREATEST_BASE_RETENTION = 0.97
GREATEST_MAXIMUM_INTERVAL = 3650
MINUTES_IN_A_DAY = 24 * 60


class DomainBias(Enum):
    """How strongly a domain's exam weight moves its desired retention; the value is β of the formula."""

    OFF = 0.0
    BALANCED = 0.5
    STRONG = 1.0


@dataclass(frozen=True, slots=True)
class StudySettings:
    """The learner's choices. Steps and minutes are minutes; intervals are days; retentions are probabilities.

    Raises ValueError, with a sentence for the learner, when a value is out of its limits.
    """

    minutes_per_day: int = 20
    new_per_day: int = 20
    rollover_hour: int = 4
    base_retention: float = 0.90
    bias: DomainBias = DomainBias.BALANCED
    learning_steps: tuple[int, ...] = (10,)
    relearning_steps: tuple[int, ...] = (10,)
    maximum_interval: int = 365
    four_ratings: bool = False

    def __post_init__(self) -> None:
        _within("Minutes per day", self.minutes_per_day, least=1, greatest=600)
        _within("New cards per day", self.new_per_day, least=0, greatest=500)
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


def _within(name: str, value: float, *, least: float, greatest: float) -> None:
    if not least <= value <= greatest:
        raise ValueError(f"{name} must be between {least:g} and {greatest:g}.")


assert LEAST_RETENTION <= LEAST_BASE_RETENTION <= GREATEST_BASE_RETENTION <= GREATEST_RETENTION
