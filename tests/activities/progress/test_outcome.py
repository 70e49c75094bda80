"""A real exam's outcome keeps what readiness said of it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from cehrs_desktop.activities.credential import enter_outcome, fresh_mocks, road
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.storage.database import Database
from tests.builders import the_blueprint
from tests.fakes import FakeClock


def test_the_forecast_of_the_day_is_kept_beside_the_outcome(asked: Database, clock: FakeClock) -> None:
    outcome = ExamOutcome(clock.now().date(), passed=False, score=380)
    enter_outcome(asked, clock, outcome, blueprint=the_blueprint(), preferences=Preferences())
    clock.advance(days=30)
    with closing(Database(asked.path)) as reopened:
        (kept,) = road(reopened, clock, preferences=Preferences()).outcomes
    assert kept.forecast is not None
    assert 200 <= kept.forecast.low <= kept.forecast.points <= kept.forecast.high <= 500
    assert kept.forecast.items == (28, 32, 15, 15, 10)
    assert any(expected is not None for expected in kept.forecast.domains)


def test_an_exam_of_long_ago_has_no_forecast(asked: Database, clock: FakeClock) -> None:
    outcome = ExamOutcome(clock.now().date() - timedelta(days=300), passed=False)
    enter_outcome(asked, clock, outcome, blueprint=the_blueprint(), preferences=Preferences())
    (kept,) = road(asked, clock, preferences=Preferences()).outcomes
    assert kept.forecast is None


def test_a_mock_that_was_sat_is_used(asked: Database, untouched: Database) -> None:
    assert fresh_mocks(asked, blueprint=the_blueprint()) < 2
    assert fresh_mocks(untouched, blueprint=the_blueprint()) <= 2
