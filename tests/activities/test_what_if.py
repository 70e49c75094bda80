"""What would come of other plans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cehrs_desktop.activities.what_if import forecast
from cehrs_desktop.rules.content import DomainNumber
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
