"""Turning missed questions into review: the flashcards they teach come within the next days."""

from __future__ import annotations

from collections.abc import Sequence

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import FlashcardId
from cehrs_desktop.rules.exam.follow_up import cards_a_day
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.rules.study.pace import PACE_DAYS, pace
from cehrs_desktop.rules.study.settings import StudySettings
from cehrs_desktop.storage.cards import bring_forward
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.study_days import read_effort


def spread_a_day(database: Database, clock: Clock, *, settings: StudySettings) -> int:
    """How many cards of an exam the learner's minutes and pace leave room for on one day."""
    day = study_day(clock.now(), rollover_hour=settings.rollover_hour)
    with database.reading() as connection:
        each = pace(read_effort(connection, StudyDay(day - PACE_DAYS), day))
    return cards_a_day(minutes_per_day=settings.minutes_per_day, seconds_per_card=each.new_with_repeats)


def add_to_review(
    database: Database, clock: Clock, cards: Sequence[FlashcardId], *, settings: StudySettings
) -> tuple[int, Changed]:
    """Have these cards come, the first first, spread over the next days; returns how many will come."""
    day = study_day(clock.now(), rollover_hour=settings.rollover_hour)
    a_day = spread_a_day(database, clock, settings=settings)
    with database.changing() as connection:
        sooner = [
            bring_forward(connection, card, StudyDay(day + place // a_day), asked_at=clock.now())
            for place, card in enumerate(cards)
        ]
    return sum(sooner), Changed.CARDS
