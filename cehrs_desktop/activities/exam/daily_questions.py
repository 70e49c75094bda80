"""The day's few questions: which they are, and answering them; one attempt a study day, gone on with any time."""

from __future__ import annotations

from collections import Counter

from cehrs_desktop.activities.exam.practice import open_questions
from cehrs_desktop.activities.exam.prepare import prepare_practice
from cehrs_desktop.activities.exam.question_session import QuestionSession
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.practice import daily_questions, expected_seconds, questions_a_day
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, study_day
from cehrs_desktop.rules.study.overview import TodaysQuestions
from cehrs_desktop.rules.study.pace import PACE_DAYS
from cehrs_desktop.storage.attempts import Attempt, read_attempt_of_day, read_open_attempts
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.responses import read_asked, read_responses


def seconds_a_question(database: Database, clock: Clock, *, rollover_hour: int) -> float:
    """How long one of the day's questions should take, its reasons included."""
    day = study_day(clock.now(), rollover_hour=rollover_hour)
    with database.reading() as connection:
        return expected_seconds(*read_asked(connection, StudyDay(day - PACE_DAYS), day, kind=FormKind.DAILY))


def todays_questions(
    database: Database, clock: Clock, *, blueprint: Blueprint, preferences: Preferences
) -> TodaysQuestions:
    """What is left of today's questions; nothing is begun by looking."""
    day = study_day(clock.now(), rollover_hour=preferences.study.rollover_hour)
    each = seconds_a_question(database, clock, rollover_hour=preferences.study.rollover_hour)
    with database.reading() as connection:
        begun = read_attempt_of_day(connection, FormKind.DAILY, day)
        answered = set() if begun is None else {r.position for r in read_responses(connection, begun.id)}
    if begun is not None:
        left = [] if begun.ended_at else [item for item in begun.form.items if item.position not in answered]
        return TodaysQuestions(Counter(item.domain for item in left), each)
    found = open_questions(database, blueprint=blueprint)
    items = daily_questions(
        found.bank,
        blueprint,
        count=questions_a_day(preferences.minutes_on(date_of(day))),
        day=day,
        records=found.records,
        closed=found.closed,
    )
    return TodaysQuestions(Counter(found.bank.domain_of(item) for item in items), each)


def begin_daily_questions(
    database: Database, clock: Clock, *, blueprint: Blueprint, preferences: Preferences
) -> QuestionSession | None:
    """Take up today's questions, or begin them; None when none are left. Those of an earlier day are ended."""
    rollover_hour = preferences.study.rollover_hour
    day = study_day(clock.now(), rollover_hour=rollover_hour)
    with database.reading() as connection:
        begun = read_attempt_of_day(connection, FormKind.DAILY, day)
        earlier = [each for each in read_open_attempts(connection, FormKind.DAILY) if each.study_day != day]

    def session(attempt: Attempt) -> QuestionSession:
        return QuestionSession(database, clock, attempt.id, blueprint=blueprint, rollover_hour=rollover_hour)

    for attempt in earlier:
        session(attempt).finish()
    if begun is not None:
        return None if begun.ended_at else session(begun)
    found = open_questions(database, blueprint=blueprint)
    count = questions_a_day(preferences.minutes_on(date_of(day)))
    items = daily_questions(found.bank, blueprint, count=count, day=day, records=found.records, closed=found.closed)
    if not items:
        return None
    conditions = Conditions(feedback=True)
    return session(
        prepare_practice(
            database,
            clock,
            items,
            blueprint=blueprint,
            conditions=conditions,
            rollover_hour=rollover_hour,
            kind=FormKind.DAILY,
        )
    )
