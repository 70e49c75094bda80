"""Cards of missed questions: brought forward, spread over days, first in line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.follow_up import add_to_review, days_to_review
from cehrs_desktop.rules.content import FlashcardId
from cehrs_desktop.rules.exam.follow_up import LONGEST_REST_DAYS, cards_on, days_of_cards
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, study_day
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
    preferences = Preferences(study=StudySettings(minutes_per_day=2))
    promised = days_to_review(database, clock, 5, preferences=preferences)
    count, changed = add_to_review(database, clock, CARDS, preferences=preferences)
    assert (count, changed) == (5, Changed.CARDS)
    days = [card(database, number).due_day for number in range(1, 6)]
    a_day = days.count(today(clock))
    assert tuple(days) == promised == tuple(today(clock) + place // a_day for place in range(5))
    assert len(set(days)) > 1


def test_weekdays_of_their_own_minutes_and_days_off_hold(database: Database, clock: FakeClock) -> None:
    first = date_of(today(clock))
    of_its_own: list[int | None] = [None] * 7
    of_its_own[(first.weekday() + 1) % 7] = 0
    of_its_own[(first.weekday() + 3) % 7] = 60
    plan = PlanChoices(weekday_minutes=tuple(of_its_own), days_off=frozenset({first}))
    preferences = Preferences(study=StudySettings(minutes_per_day=1), plan=plan)
    add_to_review(database, clock, CARDS, preferences=preferences)
    days = [card(database, number).due_day for number in range(1, 6)]
    assert days == [today(clock) + after for after in (2, 3, 3, 3, 3)]


def test_without_any_minutes_cards_are_not_put_off_for_good() -> None:
    days = days_of_cards(2, today=StudyDay(20_000), minutes_on=lambda day: 0, seconds_per_card=30.0)
    assert days == (20_000 + LONGEST_REST_DAYS, 20_001 + LONGEST_REST_DAYS)


def test_they_come_first_and_nothing_is_left_of_it_once_rated(database: Database, clock: FakeClock) -> None:
    add_to_review(database, clock, CARDS[4:], preferences=Preferences())
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
    assert add_to_review(database, clock, CARDS[:2], preferences=Preferences())[0] == 2
    assert card(database, 1).due_day == today(clock) - 3
    assert card(database, 2).due_day == today(clock)


def test_suspended_cards_and_cards_in_steps_are_left_alone(database: Database, clock: FakeClock) -> None:
    put(database, replace(card(database, 1), state=CardState.LEARNING, step=0, stability=1.0, difficulty=5.0))
    with database.changing() as connection:
        connection.execute("UPDATE card SET suspended = 1 WHERE id = 2")
    unknown = FlashcardId("of-another-pack")
    assert add_to_review(database, clock, [*CARDS[:2], unknown], preferences=Preferences())[0] == 0


@pytest.mark.parametrize(
    ("minutes", "seconds", "expected"), [(20.0, 30.0, 20), (1.0, 60.0, 1), (10.0, 45.0, 6), (0.0, 30.0, 0)]
)
def test_half_of_the_minutes_go_to_them(minutes: float, seconds: float, expected: int) -> None:
    assert cards_on(minutes=minutes, seconds_per_card=seconds) == expected
