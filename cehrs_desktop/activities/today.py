"""What the Today page tells: what today is made of, where each domain stands, and the week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.day import DayList, Today, cards_by_domain, day_list
from cehrs_desktop.rules.study.deck import NO_DAY, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of, study_day
from cehrs_desktop.rules.study.memory import ParameterSet, recall
from cehrs_desktop.rules.study.overview import NO_QUESTIONS, DomainToday, Overview, StudiedDay, TodaysQuestions
from cehrs_desktop.rules.study.pace import PACE_DAYS, Pace, pace
from cehrs_desktop.storage.cards import read_deck
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.parameters import read_parameters
from cehrs_desktop.storage.study_days import read_effort, read_question_seconds, read_seconds_by_day

if TYPE_CHECKING:
    from cehrs_desktop.rules.study.exam_order import ExamOrder


_LONGEST_REST_DAYS = 366


def overview(
    database: Database,
    clock: Clock,
    *,
    blueprint: Blueprint,
    preferences: Preferences,
    order: ExamOrder | None = None,
    questions: TodaysQuestions = NO_QUESTIONS,
) -> Overview:
    """The present state of today, in the exam-day order if there is one by now.

    `questions` are those left; with what was answered they count in its minutes.
    """
    now = clock.now()
    day = study_day(now, rollover_hour=preferences.study.rollover_hour)
    monday = StudyDay(day - date_of(day).weekday())
    with database.reading() as connection:
        deck = read_deck(connection)
        done = read_effort(connection, day, day)
        effort = read_effort(connection, StudyDay(day - PACE_DAYS), day)
        seconds_by_day = read_seconds_by_day(connection, monday, day)
        question_seconds = read_question_seconds(connection, monday, day)
        parameters = read_parameters(connection)
    assert parameters is not None, "the file is opened with a parameter set"
    seconds_by_day = {
        each: seconds_by_day.get(each, 0.0) + question_seconds.get(each, 0.0)
        for each in map(StudyDay, range(monday, day + 1))
    }
    asked = question_seconds.get(day, 0.0)
    ranking = None if order is None else order.ranking(deck)
    target = preferences.minutes_on(date_of(day)) * 60.0
    each = pace(effort)
    facts = Today(
        day=day,
        now=now.timestamp(),
        seconds_left=max(target - done.seconds - asked - questions.seconds, 0.0),
        new_left=max(preferences.most_new_on(date_of(day), by_worth=ranking is not None) - done.new, 0),
        pace=each,
        weights=preferences.study.weights(blueprint.weights),
        reviews_done=done.reviews,
        new_done=done.new,
        exam=None if preferences.exam_date is None else day_of(preferences.exam_date),
    )
    listed = day_list(deck, facts, ranking=ranking)
    return Overview(
        now=now,
        day=date_of(day),
        exam_date=preferences.exam_date,
        reviews=len(listed.reviews),
        new=len(listed.new),
        waiting=len(listed.steps) + len(listed.steps_later),
        later=0 if ranking is not None or facts.exam == day else listed.due - len(listed.reviews),
        minutes=_minutes(listed, each, questions),
        answers_today=done.answers,
        seconds_today=done.seconds + asked,
        domains=_domains(deck, listed, questions, blueprint=blueprint, parameters=parameters, day=day),
        week=tuple(_studied(StudyDay(monday + i), day, seconds_by_day, preferences) for i in range(7)),
        target_seconds=target,
        next_day=_next_day(deck, listed, facts, preferences=preferences, ranked=ranking is not None),
    )


def _minutes(listed: DayList, each: Pace, questions: TodaysQuestions) -> int:
    repeats = len(listed.reviews) + len(listed.steps) + len(listed.steps_later)
    seconds = repeats * each.review + len(listed.new) * each.new_with_repeats + questions.seconds
    return max(round(seconds / 60), 1) if len(listed) or questions.left else 0


def _domains(
    deck: Deck,
    listed: DayList,
    questions: TodaysQuestions,
    *,
    blueprint: Blueprint,
    parameters: ParameterSet,
    day: StudyDay,
) -> tuple[DomainToday, ...]:
    rows = np.concatenate([listed.steps, listed.reviews, listed.new, listed.steps_later])
    today = cards_by_domain(deck, rows)
    is_met = deck.last_day != NO_DAY
    met = cards_by_domain(deck, np.flatnonzero(is_met))
    in_all = cards_by_domain(deck, np.arange(len(deck)))
    recalls = np.zeros(len(deck))
    recalls[is_met] = recall(deck.stability[is_met], day - deck.last_day[is_met], decay=parameters.decay)
    return tuple(
        DomainToday(
            domain=domain,
            today=today[domain.number],
            met=met[domain.number],
            cards=in_all[domain.number],
            recall=_mean(recalls[is_met & (deck.domain == domain.number)]),
            questions=questions.by_domain.get(domain.number, 0),
        )
        for domain in blueprint.domains
    )


def _mean(recalls: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    return float(recalls.mean()) if len(recalls) else None


def _studied(
    day: StudyDay, today: StudyDay, seconds_by_day: dict[StudyDay, float], preferences: Preferences
) -> StudiedDay:
    return StudiedDay(
        day=date_of(day),
        seconds=seconds_by_day.get(day, 0.0),
        target_seconds=preferences.minutes_on(date_of(day)) * 60.0,
        is_today=day == today,
        is_future=day > today,
    )


def _next_day(deck: Deck, listed: DayList, today: Today, *, preferences: Preferences, ranked: bool) -> date | None:
    """The first day after today with a card that isn't in today's list; new and overdue ones come tomorrow.

    In the exam-day order (`ranked`) there is something every day. Cards due after an exam ahead come on its day.
    Nothing comes on days of rest.
    """
    day, exam = today.day, today.exam
    if ranked and not deck.suspended.all():
        return _first_with_time(date_of(StudyDay(day + 1)), preferences)
    left = ~deck.suspended
    left[np.concatenate([listed.reviews, listed.new])] = False
    days = [int(due) for due in deck.due_day[left & (deck.state == CardState.REVIEW)]]
    if (
        preferences.most_new_on(date_of(StudyDay(day + 1)), by_worth=False) > 0
        and (left & (deck.state == CardState.NEW)).any()
    ):
        days.append(day)
    if not days:
        return None
    if exam is not None and exam > day:
        days.append(exam)
    return _first_with_time(date_of(StudyDay(max(min(days), day + 1))), preferences)


def _first_with_time(day: date, preferences: Preferences) -> date | None:
    """This day, or the first one after it that is no day of rest; None when there is none within a year."""
    available = preferences.available
    days = (day + timedelta(days=n) for n in range(_LONGEST_REST_DAYS))
    return next((each for each in days if available.on(each)), None)
