"""The exam-day order in the daily review: worked out from the file, followed, and explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cehrs_desktop.activities.card_info import card_info
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.exam_ahead import ahead
from cehrs_desktop.activities.exam_order import work_out
from cehrs_desktop.activities.today import overview
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.exam_order import ExamOrder
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.rules.study.settings import Pin, StudySettings
from cehrs_desktop.rules.study.why import Reason
from cehrs_desktop.storage.cards import read_card, write_card
from cehrs_desktop.storage.database import Database
from tests.builders import a_flashcard, a_pack, flashcards_in_proportion, install, the_blueprint
from tests.fakes import FakeClock

MONDAY = date(2026, 11, 2)
EXAM = MONDAY + timedelta(days=21)


def _preferences(*, exam: date | None = EXAM, **study: Any) -> Preferences:
    return Preferences(exam_date=exam, study=StudySettings(**{"minutes_per_day": 10, **study}))


def _order(database: Database, clock: FakeClock, preferences: Preferences) -> ExamOrder:
    wanted = ahead(clock, blueprint=the_blueprint(), preferences=preferences)
    assert wanted is not None
    return work_out(database.path, wanted)


def _session(database: Database, clock: FakeClock, preferences: Preferences, order: ExamOrder | None) -> DailyReview:
    limit = Limit(minutes=preferences.study.minutes_per_day)
    return DailyReview(database, clock, blueprint=the_blueprint(), preferences=preferences, limit=limit, order=order)


def _study(session: DailyReview, clock: FakeClock, *, most: int = 100, rating: Rating = Rating.GOOD) -> list[Card]:
    met: list[Card] = []
    while len(met) < most and (shown := session.next()) is not None:
        clock.advance(seconds=10)
        session.rate(shown, rating, seconds=10)
        met.append(shown.card)
    return met


def _put(database: Database, card: int, **changes: Any) -> None:
    with database.reading() as connection:
        before = read_card(connection, CardId(card))
    with database.changing() as connection:
        write_card(connection, replace(before, **changes))


# --- when there is one ---


@pytest.mark.parametrize(("exam", "days"), [(None, None), (MONDAY, None), (MONDAY - timedelta(1), None), (EXAM, 21)])
def test_there_is_an_order_only_for_an_exam_after_today(clock: FakeClock, exam: date | None, days: int | None) -> None:
    wanted = ahead(clock, blueprint=the_blueprint(), preferences=_preferences(exam=exam))
    assert (None if wanted is None else wanted.exam - wanted.today) == days


def test_an_order_is_for_the_minutes_of_each_day(clock: FakeClock) -> None:
    def wanted(plan: PlanChoices) -> Ahead:
        found = ahead(clock, blueprint=the_blueprint(), preferences=replace(_preferences(), plan=plan))
        assert found is not None
        return found

    assert (wanted(PlanChoices()).seconds_per_day, wanted(PlanChoices()).by_day) == (600, ())
    week = PlanChoices(weekday_minutes=(None, None, None, None, None, 30, 0), days_off=frozenset({MONDAY}))
    assert wanted(week).by_day == (0, 600, 600, 600, 600, 1800, 0, *[600, 600, 600, 600, 600, 1800, 0] * 2)
    assert wanted(week).seconds_per_day == pytest.approx(sum(wanted(week).by_day) / 21)


def test_on_weeks_with_days_of_rest_cards_are_ranked_too(database: Database, clock: FakeClock) -> None:
    for plan in (PlanChoices(weekday_minutes=(10, 0, 10, 0, 10, 0, 10)), PlanChoices(weekday_minutes=(0,) * 7)):
        order = _order(database, clock, replace(_preferences(), plan=plan))
        assert (order.outlook.ranking.worth > 0).any()


def test_the_same_answers_give_the_same_order(database: Database, clock: FakeClock) -> None:
    preferences = _preferences()
    _study(_session(database, clock, preferences, None), clock)
    clock.advance(days=2)
    one, other = _order(database, clock, preferences), _order(database, clock, preferences)
    assert one.outlook.ranking.worth.tolist() == other.outlook.ranking.worth.tolist()
    assert one.outlook.plan == other.outlook.plan


def test_an_empty_file_has_an_empty_order(data_dir: Any, clock: FakeClock, database: Database) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE flashcard SET retired = 1")
    order = _order(database, clock, _preferences())
    assert len(order.ids) == 0
    assert _session(database, clock, _preferences(), order).next() is None


# --- followed ---


def test_cards_come_by_worth_and_a_card_that_is_not_due_may_come(database: Database, clock: FakeClock) -> None:
    today = day_of(MONDAY)
    for card in range(1, 41):  # all are known and due after the exam; half will be forgotten by then
        _put(
            database,
            card,
            state=CardState.REVIEW,
            stability=4.0 if card % 2 else 2000.0,
            difficulty=5.0,
            due_day=StudyDay(today + 60),
            last_day=StudyDay(today - 9),
        )
    preferences = _preferences(minutes_per_day=2)
    assert _session(database, clock, preferences, None).next() is None
    order = _order(database, clock, preferences)
    session = _session(database, clock, preferences, order)
    met = _study(session, clock)
    assert len(met) > 5
    worth = dict(zip(order.ids.tolist(), order.outlook.ranking.worth.tolist(), strict=True))
    assert [worth[card.id] for card in met] == sorted((worth[card.id] for card in met), reverse=True)


def test_a_session_begins_in_due_order_and_follows_the_order_once_it_has_come(
    database: Database, clock: FakeClock
) -> None:
    preferences = _preferences(minutes_per_day=30, new_per_day=None)
    session = _session(database, clock, preferences, None)
    assert len(session.list().new) == 20
    order = _order(database, clock, preferences)
    session.follow(order)
    listed = session.list()
    assert len(listed.new) == 40  # as many as are worth it
    session.follow(None)
    assert len(session.list().new) == 20


def test_settings_cap_the_new_cards(database: Database, clock: FakeClock) -> None:
    preferences = _preferences(minutes_per_day=30, new_per_day=3)
    session = _session(database, clock, preferences, _order(database, clock, preferences))
    assert len(session.list().new) == 3
    assert len(_study(session, clock, rating=Rating.EASY)) == 3


def test_cards_that_came_after_the_order_wait_for_the_next(database: Database, clock: FakeClock) -> None:
    preferences = _preferences(minutes_per_day=60)
    order = _order(database, clock, preferences)
    more = [*flashcards_in_proportion(40), a_flashcard("later-1"), a_flashcard("later-2")]
    install(database, a_pack(more, version="2"), clock)
    session = _session(database, clock, preferences, order)
    assert len(session.list().new) == 40
    assert order.worth(CardId(41)) is None
    assert len(_order(database, clock, preferences).ids) == 42


def test_the_summary_knows_that_todays_cards_are_done(database: Database, clock: FakeClock) -> None:
    preferences = _preferences(minutes_per_day=4)
    session = _session(database, clock, preferences, _order(database, clock, preferences))
    met = _study(session, clock, rating=Rating.EASY)
    summary = session.summary()
    assert 0 < summary.new_tomorrow <= 40 - len(met)
    assert summary.reviews_tomorrow == 0


# --- until the exam, and after ---


def test_until_exam_day_a_button_promises_exam_day_at_the_latest_and_the_file_keeps_what_fsrs_says(
    database: Database, clock: FakeClock
) -> None:
    soon = _preferences(exam=MONDAY + timedelta(days=5))
    session = _session(database, clock, soon, None)
    shown = session.next()
    assert shown is not None
    easy = shown.outcomes[Rating.EASY]
    assert easy.days == 5
    session.rate(shown, Rating.EASY, seconds=8)
    with database.reading() as connection:
        stored = read_card(connection, shown.card.id)
    assert stored.due_day is not None
    assert stored.due_day > day_of(MONDAY) + 5
    info = card_info(database, clock, card=shown.card.id, preferences=soon)
    assert info.due_day == day_of(MONDAY) + 5


def test_on_exam_day_every_card_is_due_and_the_day_after_none_is_overdue(database: Database, clock: FakeClock) -> None:
    exam = MONDAY + timedelta(days=5)
    preferences = _preferences(exam=exam, new_per_day=6)
    met = _study(_session(database, clock, preferences, None), clock, rating=Rating.EASY)
    preferences = replace(preferences, study=replace(preferences.study, new_per_day=0))
    today = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
    assert today.next_day == exam
    clock.advance(days=5)
    morning = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
    assert (morning.reviews, morning.later) == (len(met), 0)
    clock.advance(days=1)
    after = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
    assert after.reviews < len(met)  # only those that FSRS has due by now
    assert after.later == 0


# --- Today ---


def test_today_shows_the_orders_list(database: Database, clock: FakeClock) -> None:
    preferences = _preferences(minutes_per_day=6)
    order = _order(database, clock, preferences)
    shown = overview(database, clock, blueprint=the_blueprint(), preferences=preferences, order=order)
    assert shown.new == len(_session(database, clock, preferences, order).list().new)
    assert (shown.later, shown.next_day) == (0, MONDAY + timedelta(days=1))


def test_a_pin_moves_a_domain_up_and_down(database: Database, clock: FakeClock) -> None:
    def reporting(pin: Pin) -> float:
        preferences = _preferences(
            minutes_per_day=1, exam=MONDAY + timedelta(days=6), pins=(*[Pin.AS_WEIGHED] * 4, pin)
        )
        return _order(database, clock, preferences).outlook.recall[DomainNumber.REPORTING]

    assert reporting(Pin.LESS) < reporting(Pin.MORE)


# --- why ---


def test_a_cards_info_has_the_numbers_behind_its_place(database: Database, clock: FakeClock) -> None:
    preferences = _preferences()
    order = _order(database, clock, preferences)
    _study(_session(database, clock, preferences, order), clock, most=10)
    clock.advance(days=3)
    order = _order(database, clock, preferences)
    known = next(int(card) for card, recall in zip(order.ids, order.unseen_again, strict=True) if recall > 0)
    info = card_info(database, clock, card=CardId(known), preferences=preferences, order=order)
    assert info.why.reason is Reason.EXAM_VALUE
    assert info.why.worth is not None
    assert info.why.worth.points_an_hour > 0
    assert 1 <= info.why.worth.place <= 40
    assert 0 < info.why.worth.unseen_again < 1
    assert card_info(database, clock, card=CardId(known), preferences=preferences).why.worth is None


def test_first_place_is_worth_most(database: Database, clock: FakeClock) -> None:
    order = _order(database, clock, _preferences())
    worths = [order.worth(CardId(int(card))) for card in order.ids]
    first = max((worth for worth in worths if worth is not None), key=lambda worth: worth.points_an_hour)
    assert first.place == 1
