"""What the learner tells about their time and themselves, for the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cehrs_desktop.rules.progress.plan_facts import DAYS_OF_WEEK, Availability, Background


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """`weekday_minutes`, Monday first, None where the usual minutes a day count; 0 is a day without study.

    `long_days` are weekdays (0 Monday) with room for a whole mock; `moved` gives a planned mock's day the one the
    learner chose.
    """

    weekday_minutes: tuple[int | None, ...] = (None,) * DAYS_OF_WEEK
    long_days: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()
    background: Background = Background.NOT_SAID
    moved: Mapping[date, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.available(1)  # raises ValueError for a week that makes no sense

    def available(self, usual_minutes: int) -> Availability:
        """The time there is, with the usual minutes a day where a weekday has none of its own."""
        minutes = tuple(usual_minutes if own is None else own for own in self.weekday_minutes)
        return Availability(minutes, self.long_days, self.days_off)
