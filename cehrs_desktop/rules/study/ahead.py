"""The course that is left: from today to exam day, with how much time a day, and what the exam weighs how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.learner_day import StudyDay


@dataclass(frozen=True, slots=True)
class Ahead:
    """From today to exam day, at least a day later, with so many seconds a day.

    `by_day` has each day's seconds, today first, where they are not all alike; `seconds_per_day` is then their mean.
    By domain: weights, and the part of the usual floor that is to be kept, 1 where not said.
    """

    today: StudyDay
    exam: StudyDay
    seconds_per_day: float
    weights: Mapping[DomainNumber, float]
    floor: Mapping[DomainNumber, float] = field(default_factory=dict)
    by_day: tuple[float, ...] = ()

    def seconds(self, days: int) -> tuple[float, ...]:
        """Seconds of each of the first `days` days, today first; those beyond what is said get the mean."""
        return (*self.by_day[:days], *(self.seconds_per_day,) * (days - len(self.by_day)))
