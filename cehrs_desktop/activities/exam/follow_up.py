"""Turning missed questions into review: the flashcards they teach come within the next days."""

from __future__ import annotations

from collections.abc import Sequence

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import FlashcardId
from cehrs_desktop.rules.exam.follow_up import days_of_cards
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.rules.study.pace import PACE_DAYS, pace
from cehrs_desktop.storage.cards import bring_forward
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.study_days import read_effort


def days_to_review(database: Database, clock: Clock, count: int, *, preferences: Preferences) -> tuple[StudyDay, ...]:
    """The day each of so many cards of an exam would come on, by the minutes of each day and the learner's pace."""
    day = study_day(clock.now(), rollover_hour=preferences.study.rollover_hour)
    with database.reading() as connection:
        each = pace(read_effort(connection, StudyDay(day - PACE_DAYS), day))
    return days_of_cards(count, today=day, minutes_on=preferences.minutes_on, seconds_per_card=each.new_with_repeats)


def add_to_review(
    database: Database, clock: Clock, cards: Sequence[FlashcardId], *, preferences: Preferences
) -> tuple[int, Changed]:
    """Have these cards come, the first first, spread over the next days; returns how many will come."""
    days = days_to_review(database, clock, len(cards), preferences=preferences)
    with database.changing() as connection:
        sooner = [
            bring_forward(connection, card, day, asked_at=clock.now()) for card, day in zip(cards, days, strict=True)
        ]
    return sum(sooner), Changed.CARDS
