"""What the Today page tells."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cehrs_desktop.activities.card_changes import bury, suspend
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.today import overview
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.cards import CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of
from cehrs_desktop.rules.study.overview import Overview
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.rules.study.settings import StudySettings
from cehrs_desktop.storage.cards import read_card, write_card
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_flashcard, a_session, the_blueprint
from tests.fakes import FakeClock

MONDAY = date(2026, 11, 2)


def _overview(
    database: Database, clock: FakeClock, *, exam: date | None = None, minutes: int = 20, new: int = 20
) -> Overview:
    preferences = Preferences(exam_date=exam, study=StudySettings(minutes_per_day=minutes, new_per_day=new))
    return overview(database, clock, blueprint=the_blueprint(), preferences=preferences)


def _make_due(database: Database, cards: range, *, day: date, last: date, stability: float = 10.0) -> None:
    with database.reading() as connection:
        before = [read_card(connection, CardId(card)) for card in cards]
    with database.changing() as connection:
        for card in before:
            known = replace(card, state=CardState.REVIEW, stability=stability, difficulty=5.0, reviews=2)
            write_card(connection, replace(known, due_day=day_of(day), last_day=day_of(last)))


def test_a_new_learner_has_new_cards_of_every_domain(database: Database, clock: FakeClock) -> None:
    today = _overview(database, clock, new=10)
    assert (today.reviews, today.new, today.waiting, today.later, today.cards) == (0, 10, 0, 0, 10)
    assert today.minutes == round(10 * (25 + 7.2) / 60)
    assert [d.domain.number for d in today.domains] == [1, 2, 3, 4, 5]
    assert [d.today for d in today.domains] == [3, 3, 2, 1, 1]
    assert [(d.met, d.recall) for d in today.domains] == [(0, None)] * 5
    assert [d.cards for d in today.domains] == [11, 13, 6, 6, 4]
    assert (today.answers_today, today.seconds_today, today.target_seconds) == (0, 0, 1200)
    assert (today.day, today.now) == (MONDAY, clock.now())


def test_recall_is_the_mean_of_the_cards_met(database: Database, clock: FakeClock) -> None:
    _make_due(database, range(1, 3), day=MONDAY, last=MONDAY - timedelta(days=10))
    today = _overview(database, clock, new=0)
    assert (today.reviews, today.new) == (2, 0)
    first, *others = today.domains
    assert (first.today, first.met, first.cards) == (2, 2, 11)
    assert first.recall == pytest.approx(0.9)
    assert all(each.recall is None for each in others)


def test_what_does_not_fit_today_is_told_as_later(database: Database, clock: FakeClock) -> None:
    _make_due(database, range(1, 41), day=MONDAY - timedelta(days=20), last=MONDAY - timedelta(days=30))
    today = _overview(database, clock, minutes=2)
    assert (today.reviews, today.later, today.minutes) == (10, 30, 2)


def test_answers_take_their_time_from_today(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    for _ in range(4):
        shown = session.next()
        assert shown is not None
        session.rate(shown, Rating.EASY, seconds=30)
    today = _overview(database, clock, minutes=3, new=6)
    assert (today.answers_today, today.seconds_today, today.target_seconds) == (4, 120, 180)
    assert today.new == 2  # six a day, four were met; and 60 s are left


def test_nothing_is_left_of_a_day_whose_time_is_used_up(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    shown = session.next()
    assert shown is not None
    session.rate(shown, Rating.EASY, seconds=90)
    today = _overview(database, clock, minutes=1)
    assert (today.cards, today.minutes, today.seconds_today) == (0, 0, 90)


def test_cards_in_steps_are_waiting(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    for _ in range(3):
        shown = session.next()
        assert shown is not None
        session.rate(shown, Rating.AGAIN, seconds=5)
    today = _overview(database, clock, new=3)
    assert (today.waiting, today.cards, today.minutes) == (3, 3, 1)
    assert sum(domain.today for domain in today.domains) == 3


def test_cards_put_aside_are_not_in_todays_list(database: Database, clock: FakeClock) -> None:
    _make_due(database, range(1, 4), day=MONDAY, last=MONDAY - timedelta(days=10))
    suspend(database, clock, card=CardId(1))
    bury(database, clock, card=CardId(2), day=day_of(MONDAY))
    assert _overview(database, clock, new=0).reviews == 1
    clock.advance(days=1)
    assert _overview(database, clock, new=0).reviews == 2


def test_the_week_runs_from_monday_to_sunday(database: Database, clock: FakeClock) -> None:
    clock.set(datetime(2026, 10, 31, 12, tzinfo=ZoneInfo("America/New_York")))
    for seconds in (100.0, 0.0, 20.0, 0.0, 40.0):  # Saturday, Sunday, Monday, Tuesday, Wednesday
        if seconds:
            session = a_session(database, clock)
            session.rate(session.show(CardId(1)), Rating.GOOD, seconds=seconds)
        clock.advance(days=1)
    today = _overview(database, clock)
    assert [each.day for each in today.week] == [MONDAY + timedelta(days=i) for i in range(7)]
    assert [each.seconds for each in today.week] == [20, 0, 40, 0, 0, 0, 0]
    assert [each.is_today for each in today.week] == [False, False, False, True, False, False, False]
    assert [each.is_future for each in today.week] == [False, False, False, False, True, True, True]


EXAMS = ((None, None), (MONDAY, 0), (date(2026, 12, 2), 30), (date(2026, 11, 1), None))


@pytest.mark.parametrize(("exam", "days"), EXAMS)
def test_days_are_counted_to_an_exam_that_is_ahead(
    database: Database, clock: FakeClock, exam: date | None, days: int | None
) -> None:
    assert _overview(database, clock, exam=exam).days_to_exam == days


def test_before_the_rollover_hour_it_is_still_yesterday(database: Database, clock: FakeClock) -> None:
    clock.set(datetime(2026, 11, 3, 3, 59, tzinfo=ZoneInfo("America/New_York")))
    today = _overview(database, clock, exam=date(2026, 11, 3))
    assert (today.day, today.days_to_exam) == (MONDAY, 1)


def test_the_next_day_is_the_first_on_which_a_card_is_due(database: Database, clock: FakeClock) -> None:
    for card in range(1, 41):
        if card > 3:
            suspend(database, clock, card=CardId(card))
    _make_due(database, range(1, 3), day=MONDAY + timedelta(days=9), last=MONDAY)
    _make_due(database, range(3, 4), day=MONDAY + timedelta(days=5), last=MONDAY)
    assert _overview(database, clock).next_day == MONDAY + timedelta(days=5)
    suspend(database, clock, card=CardId(3))
    assert _overview(database, clock).next_day == MONDAY + timedelta(days=9)


def test_the_next_day_is_tomorrow_while_new_cards_are_waiting(database: Database, clock: FakeClock) -> None:
    assert _overview(database, clock).next_day == MONDAY + timedelta(days=1)
    _make_due(database, range(1, 3), day=MONDAY + timedelta(days=9), last=MONDAY)
    assert _overview(database, clock).next_day == MONDAY + timedelta(days=1)


def test_cards_of_todays_list_do_not_make_a_next_day(database: Database, clock: FakeClock) -> None:
    _make_due(database, range(1, 3), day=MONDAY, last=MONDAY - timedelta(days=9))
    assert _overview(database, clock, new=0).next_day is None
    bury(database, clock, card=CardId(1), day=day_of(MONDAY))
    assert _overview(database, clock, new=0).next_day == MONDAY + timedelta(days=1)


def test_an_empty_deck_has_nothing_today_and_nothing_ahead(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        today = _overview(database, clock)
    assert (today.cards, today.minutes, today.later, today.next_day) == (0, 0, 0, None)
    assert [(d.today, d.met, d.cards, d.recall) for d in today.domains] == [(0, 0, 0, None)] * 5


def test_a_deck_of_retired_or_suspended_cards_has_nothing_ahead(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock, flashcards=[a_flashcard("one")])) as database:
        suspend(database, clock, card=CardId(1))
        today = _overview(database, clock)
        assert (today.cards, today.next_day) == (0, None)
        assert StudyDay(day_of(MONDAY)) == day_of(today.day)


WEEK = PlanChoices(weekday_minutes=(3, 0, None, None, None, None, 0), days_off=frozenset({MONDAY + timedelta(days=2)}))


def test_a_weekday_with_minutes_of_its_own_has_no_more_than_those(database: Database, clock: FakeClock) -> None:
    preferences = Preferences(study=StudySettings(minutes_per_day=20), plan=WEEK)
    today = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
    assert (today.target_seconds, today.is_rest) == (180, False)
    assert today.minutes <= 4  # one that has begun may end
    assert [d.target_seconds for d in today.week] == [180, 0, 0, 1200, 1200, 1200, 0]
    assert today.next_day == MONDAY + timedelta(days=3)  # after a weekday without minutes and a day off


def test_on_a_day_of_rest_nothing_is_asked_for(database: Database, clock: FakeClock) -> None:
    _make_due(database, range(1, 11), day=MONDAY, last=MONDAY - timedelta(days=10))
    preferences = Preferences(plan=replace(WEEK, days_off=frozenset({MONDAY})))
    today = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
    assert (today.is_rest, today.cards, today.minutes, today.later) == (True, 0, 0, 10)
    assert today.next_day == MONDAY + timedelta(days=2)


def test_who_has_no_time_at_all_is_promised_no_day(database: Database, clock: FakeClock) -> None:
    preferences = Preferences(plan=PlanChoices(weekday_minutes=(0,) * 7))
    assert overview(database, clock, blueprint=the_blueprint(), preferences=preferences).next_day is None


def test_in_the_last_48_hours_there_are_reviews_and_no_new_cards(database: Database, clock: FakeClock) -> None:
    _make_due(database, range(1, 4), day=MONDAY, last=MONDAY - timedelta(days=10))
    preferences = Preferences(exam_date=MONDAY + timedelta(days=2))
    today = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
    assert (today.reviews, today.new) == (3, 0)
    session = DailyReview(database, clock, blueprint=the_blueprint(), preferences=preferences, limit=Limit())
    assert (len(session.list()), session.summary().new_tomorrow) == (3, 0)
