"""After an exam: the cards it showed to be missing, spread over the days to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from cehrs_desktop.rules.study.learner_day import StudyDay, date_of

SHARE_OF_DAY = 0.5
"""What of a day's minutes cards from an exam may take; the rest is for what is due anyway."""

LONGEST_REST_DAYS = 366
"""After so many days in a row without minutes, cards come one a day: they are not put off for good."""


def cards_on(*, minutes: float, seconds_per_card: float) -> int:
    """How many cards of an exam come on a day with these minutes: at least 1, on a day of rest none."""
    return max(int(minutes * 60 * SHARE_OF_DAY / seconds_per_card), 1) if minutes > 0 else 0


def days_of_cards(
    count: int, *, today: StudyDay, minutes_on: Callable[[date], float], seconds_per_card: float
) -> tuple[StudyDay, ...]:
    """The study day each of so many cards comes on, from today on, as many a day as its minutes leave room for."""
    return tuple(islice(_days(today, minutes_on, seconds_per_card), count))


def _days(today: StudyDay, minutes_on: Callable[[date], float], seconds_per_card: float) -> Iterator[StudyDay]:
    day, rest = today, 0
    while True:
        room = cards_on(minutes=minutes_on(date_of(day)), seconds_per_card=seconds_per_card)
        rest = 0 if room else rest + 1
        yield from (day for _ in range(room or int(rest > LONGEST_REST_DAYS)))
        day = StudyDay(day + 1)
