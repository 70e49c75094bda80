"""Cards of missed questions: brought forward, spread over days, first in line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.follow_up import add_to_review, spread_a_day
from cehrs_desktop.rules.content import FlashcardId
from cehrs_desktop.rules.exam.follow_up import cards_a_day, days_needed
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.rules.study.settings import StudySettings
from cehrs_desktop.storage.cards import read_card, write_card
from cehrs_desktop.storage.database import Database
from tests.builders import a_session
from tests.fakes import FakeClock

CARDS = [FlashcardId(f"card-{domain}") for domain in range(1, 6)]


def card(database: Database, number: int) -> Card:
    with database.reading() as connection:
        return read_card(connection, CardId(number))


def put(database: Database, changed: Card) -> None:
    with database.changing() as connection:
        write_card(connection, changed)


def today(clock: FakeClock) -> StudyDay:
    return study_day(clock.now(), rollover_hour=4)


def test_cards_are_spread_within_the_minutes(database: Database, clock: FakeClock) -> None:
    settings = StudySettings(minutes_per_day=2)
    a_day = spread_a_day(database, clock, settings=settings)
    count, changed = add_to_review(database, clock, CARDS, settings=settings)
    assert (count, changed) == (5, Changed.CARDS)
    days = [card(database, number).due_day for number in range(1, 6)]
    assert days == [today(clock) + place // a_day for place in range(5)]
    assert len(set(days)) == days_needed(5, a_day=a_day) > 1


def test_they_come_first_and_nothing_is_left_of_it_once_rated(database: Database, clock: FakeClock) -> None:
    add_to_review(database, clock, CARDS[4:], settings=StudySettings())
    session = a_session(database, clock)
    shown = session.next()
    assert shown is not None
    assert shown.flashcard.id == "card-5"
    assert card(database, 5).due_at is not None
    session.rate(shown, Rating.EASY, seconds=5)
    assert card(database, 5).due_at is None


def test_a_card_that_is_due_earlier_stays_so(database: Database, clock: FakeClock) -> None:
    known = replace(
        card(database, 1),
        state=CardState.REVIEW,
        stability=5.0,
        difficulty=5.0,
        due_day=StudyDay(today(clock) - 3),
        last_day=StudyDay(today(clock) - 9),
    )
    put(database, known)
    put(database, replace(known, id=CardId(2), domain=card(database, 2).domain, due_day=StudyDay(today(clock) + 50)))
    assert add_to_review(database, clock, CARDS[:2], settings=StudySettings())[0] == 2
    assert card(database, 1).due_day == today(clock) - 3
    assert card(database, 2).due_day == today(clock)


def test_suspended_cards_and_cards_in_steps_are_left_alone(database: Database, clock: FakeClock) -> None:
    put(database, replace(card(database, 1), state=CardState.LEARNING, step=0, stability=1.0, difficulty=5.0))
    with database.changing() as connection:
        connection.execute("UPDATE card SET suspended = 1 WHERE id = 2")
    unknown = FlashcardId("of-another-pack")
    assert add_to_review(database, clock, [*CARDS[:2], unknown], settings=StudySettings())[0] == 0


@pytest.mark.parametrize(("minutes", "seconds", "expected"), [(20.0, 30.0, 20), (1.0, 60.0, 1), (10.0, 45.0, 6)])
def test_half_of_the_minutes_go_to_them(minutes: float, seconds: float, expected: int) -> None:
    assert cards_a_day(minutes_per_day=minutes, seconds_per_card=seconds) == expected
