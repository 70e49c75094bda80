"""What would come of other plans: minutes a day and an exam date give what would be known then, and an hour's worth."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from cehrs_desktop.activities.exam_ahead import ahead
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_facts import LONGEST_PLAN_DAYS
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.learner_day import date_of, study_day
from cehrs_desktop.rules.study.settings import GREATEST_MINUTES
from cehrs_desktop.rules.study.what_if import WhatIf, what_if
from cehrs_desktop.storage.cards import read_deck
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.review_log import read_review_log


def supposed(clock: Clock, *, blueprint: Blueprint, preferences: Preferences, minutes: int, exam: date) -> Ahead:
    """The course that is left with these minutes on usual days and this exam date; nothing is stored.

    Raises UserError, with a sentence for beside the fields, for a date or minutes that can't be planned with.
    """
    today = date_of(study_day(clock.now(), rollover_hour=preferences.study.rollover_hour))
    if exam <= today:
        raise UserError("This date has passed, or is today. Choose a later date for your exam.")
    if (exam - today).days > LONGEST_PLAN_DAYS:
        raise UserError("This date is more than two years away. Please check the year.")
    if not 1 <= minutes <= GREATEST_MINUTES:
        raise UserError("Choose from 1 to {most} minutes a day.", most=GREATEST_MINUTES)
    found = ahead(clock, blueprint=blueprint, preferences=with_plan(preferences, minutes=minutes, exam=exam))
    if found is None or not found.seconds_per_day:
        raise UserError("There is no day to study on before this date. Choose a later date, or give back a day off.")
    return found


def with_plan(preferences: Preferences, *, minutes: int | None = None, exam: date | None = None) -> Preferences:
    """The learner's choices with other minutes on usual days or another exam date, where they are given."""
    study = preferences.study if minutes is None else replace(preferences.study, minutes_per_day=minutes)
    return replace(preferences, study=study, exam_date=exam or preferences.exam_date)


def forecast(file: Path, plan: Ahead) -> WhatIf:
    """Forecast a plan (see `supposed`) from all answers so far.

    Slow work, a second or two, for the background: on a connection of its own. Changes nothing.
    """
    with closing(Database(file)) as database, database.reading() as connection:
        deck, log = read_deck(connection), read_review_log(connection)
    return what_if(deck, log, plan)
