"""One seeded learner, eighteen days into studying: whose screens the pictures show."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cehrs_desktop.activities.content_packs import install_if_changed, shipped_pack
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.preferences import load_preferences, save_preferences
from cehrs_desktop.rules.exam.events import Incident
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_record import objection_of
from cehrs_desktop.rules.exam.proctor_signals import Level, Signal
from cehrs_desktop.rules.preferences import ColorScheme, ExamPlace
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.storage.database import Database
from tests.activities.progress.answered import practice, sit
from tests.builders import the_blueprint
from tests.fakes import FakeClock

SEED = 20260615
FIRST_DAY = datetime(2026, 11, 30, 8, 20, tzinfo=ZoneInfo("America/New_York"))
EXAM_DATE = date(2027, 1, 27)
DAYS = 18
REST_DAYS = (5, 12)
DIAGNOSTIC_DAY, MOCK_DAY = 1, 16
SETS = {3: 0.60, 6: 0.65, 8: 0.65, 10: 0.70, 13: 0.70, 15: 0.75}
"""Days with a set of questions, and the share of them right."""
NOTICED = {
    31: Incident(Signal.FOCUS_LOST.value, "warn 1"),
    70: Incident(Signal.LOUD.value, "note 2"),
    71: objection_of(2),
}
"""What was noticed in the mock, by position."""


def make_example(data_dir: Path, *, scheme: ColorScheme = ColorScheme.LIGHT, text_percent: int = 100) -> FakeClock:
    """Let the learner study in `data_dir`; returns the clock, standing at the morning after."""
    clock = FakeClock(FIRST_DAY)
    dice = random.Random(SEED)
    database = open_learner_file(data_dir, clock)
    install_if_changed(database, shipped_pack(), clock)
    preferences = replace(
        load_preferences(database),
        exam_date=EXAM_DATE,
        place=ExamPlace.HOME,
        plan=PlanChoices(long_days=frozenset({5}), weekday_minutes=(None,) * 6 + (0,)),
        welcomed=True,
        ratings_explained=True,
        scheme=scheme,
        text_percent=text_percent,
    )
    preferences = replace(preferences, study=replace(preferences.study, minutes_per_day=15, new_per_day=8))
    save_preferences(database, preferences)
    for day in range(DAYS):
        if day not in REST_DAYS:
            # Some days are short.
            minutes = dice.choice((5, 10, 15, 15, 15))
            review = DailyReview(
                database, clock, blueprint=the_blueprint(), preferences=preferences, limit=Limit(minutes=minutes)
            )
            _study(review, clock, dice)
        _ask(database, clock, day)
        clock.set(_morning(day + 1))
    database.close()
    return clock


def _ask(database: Database, clock: FakeClock, day: int) -> None:
    if day == DIAGNOSTIC_DAY:
        sit(database, clock, FormKind.DIAGNOSTIC, right=0.56, seconds=48)
    if day == MOCK_DAY:
        sit(
            database,
            clock,
            FormKind.MOCK,
            right=0.72,
            seconds=50,
            uneven=True,
            lockdown=Level.REALISTIC,
            noticed=NOTICED,
        )
    if day in SETS:
        practice(database, clock, 14, right=SETS[day])


def _morning(day: int) -> datetime:
    return datetime.fromordinal(FIRST_DAY.toordinal() + day).replace(hour=8, minute=20, tzinfo=FIRST_DAY.tzinfo)


def _study(review: DailyReview, clock: FakeClock, dice: random.Random) -> None:
    while (shown := review.next()) is not None:
        seconds = dice.lognormvariate(2.6, 0.5)
        clock.advance(seconds=seconds)
        known = dice.random() < (0.55 if shown.card.state is CardState.NEW else 0.88)
        review.rate(shown, Rating.GOOD if known else Rating.AGAIN, seconds=seconds)
