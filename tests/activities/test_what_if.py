"""What would come of other plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from cehrs_desktop.activities.what_if import forecast, supposed, with_plan
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of
from cehrs_desktop.rules.study.what_if import weighted
from cehrs_desktop.storage.database import Database
from tests.builders import a_session, everything_in, the_blueprint
from tests.fakes import FakeClock


def _plan(clock: FakeClock, *, days: int = 20, minutes: float = 2) -> Ahead:
    today = day_of(clock.now().date())
    return Ahead(today, StudyDay(today + days), minutes * 60, the_blueprint().weights)


def test_more_minutes_more_recall_and_a_smaller_worth_of_one_more_hour(database: Database, clock: FakeClock) -> None:
    found = [forecast(database.path, _plan(clock, minutes=minutes)) for minutes in (0.5, 2.0, 10.0)]
    recalls = [weighted(each.exam_day, the_blueprint().weights) for each in found]
    assert recalls == sorted(recalls)
    assert recalls[-1] > recalls[0] + 0.1
    assert found[0].hour > found[-1].hour >= 0


def test_the_exam_day_order_is_forecast_above_plain_when_time_is_short(database: Database, clock: FakeClock) -> None:
    found = forecast(database.path, _plan(clock, minutes=1))
    weights = the_blueprint().weights
    assert set(found.plain) == set(found.exam_day) == set(DomainNumber)
    assert weighted(found.exam_day, weights) > weighted(found.plain, weights) > 0


def test_what_was_answered_counts_and_nothing_is_changed(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock, learning_steps=())
    while (shown := session.next()) is not None:
        session.rate(shown, Rating.EASY, seconds=5)
    clock.advance(days=1)
    before = everything_in(database.path)
    found = forecast(database.path, _plan(clock, days=3, minutes=0.2))
    assert everything_in(database.path) == before
    plain = weighted(found.plain, the_blueprint().weights)
    assert plain > 0.3
    assert weighted(found.exam_day, the_blueprint().weights) == pytest.approx(plain, abs=0.3)


def test_without_cards_there_is_nothing_to_forecast(database: Database, clock: FakeClock) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE card SET suspended = 1")
    found = forecast(database.path, _plan(clock))
    assert all(np.isnan(recall) for recall in found.plain.values())
    assert found.hour == 0
    assert weighted({}, the_blueprint().weights) == 0


def test_domains_pinned_up_are_forecast_higher(database: Database, clock: FakeClock) -> None:
    plan = _plan(clock, minutes=0.5)
    pinned = replace(plan, weights={**plan.weights, DomainNumber.REPORTING: 60.0})
    usual, more = (forecast(database.path, each).exam_day[DomainNumber.REPORTING] for each in (plan, pinned))
    assert more >= usual


MONDAY = date(2026, 11, 2)
NO_SUNDAYS = Preferences(exam_date=MONDAY + timedelta(days=90), plan=PlanChoices(weekday_minutes=(None,) * 6 + (0,)))


def _supposed(clock: FakeClock, *, minutes: int = 30, days: int = 14, chosen: Preferences = NO_SUNDAYS) -> Ahead:
    exam = MONDAY + timedelta(days=days)
    return supposed(clock, blueprint=the_blueprint(), preferences=chosen, minutes=minutes, exam=exam)


def test_what_is_supposed_keeps_weekdays_with_minutes_of_their_own(clock: FakeClock) -> None:
    found = _supposed(clock)
    assert found.exam - found.today == 14
    assert found.by_day == (*[1800] * 6, 0, *[1800] * 6, 0)


@pytest.mark.parametrize(
    ("supposed", "sentence"),
    [
        ({"days": 0}, "This date has passed, or is today"),
        ({"days": -5}, "This date has passed, or is today"),
        ({"days": 731}, "more than two years away"),
        ({"minutes": 0}, "Choose from 1 to 600 minutes a day"),
        ({"minutes": 601}, "Choose from 1 to 600 minutes a day"),
        ({"days": 1, "chosen": Preferences(plan=PlanChoices(days_off=frozenset({MONDAY})))}, "no day to study on"),
    ],
)
def test_what_can_not_be_planned_is_refused_with_a_sentence(
    clock: FakeClock, supposed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        _supposed(clock, **supposed)
    assert sentence in str(refused.value)


def test_what_is_put_in_force_is_minutes_or_date_and_nothing_else() -> None:
    assert with_plan(NO_SUNDAYS, exam=MONDAY) == replace(NO_SUNDAYS, exam_date=MONDAY)
    assert with_plan(NO_SUNDAYS, minutes=45) == replace(NO_SUNDAYS, study=replace(NO_SUNDAYS.study, minutes_per_day=45))


def test_an_hour_is_worth_most_when_time_is_short(database: Database, clock: FakeClock) -> None:
    hours = [forecast(database.path, _plan(clock, days=7, minutes=minutes)).hour for minutes in (0.2, 1.0, 60.0)]
    assert hours == sorted(hours, reverse=True)
    assert hours[0] > 0.1
    assert hours[-1] < 0.01
