"""Which day it is for the learner: a study day begins at the rollover hour, not at midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NewType

StudyDay = NewType("StudyDay", int)
"""Days since January 1, 1970, of the learner's own calendar."""

_EPOCH = date(1970, 1, 1).toordinal()


def study_day(local: datetime, *, rollover_hour: int) -> StudyDay:
    """The study day of a moment given in the learner's time zone.

    Wall-clock hours are shifted, not elapsed ones, so the day begins at the same hour also when clocks change.
    Raises ValueError for a datetime without a time zone, whose day nobody could know.
    """
    if local.tzinfo is None:
        raise ValueError("a moment needs its time zone to have a study day")
    return day_of((local.replace(tzinfo=None) - timedelta(hours=rollover_hour)).date())


def day_of(calendar_date: date) -> StudyDay:
    """The study day with this calendar date."""
    return StudyDay(calendar_date.toordinal() - _EPOCH)


def date_of(day: StudyDay) -> date:
    """The calendar date of a study day."""
    return date.fromordinal(day + _EPOCH)


def noon_utc(day: StudyDay) -> datetime:
    """The moment that stands for a study day before `fsrs`, which counts whole 24-hour periods in UTC."""
    return datetime.combine(date_of(day), time(12), tzinfo=UTC)
