"""The Progress page's figures: standing, cards, time and mocks; SQL adds up, only cards are read as columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import numpy as np

from cehrs_desktop.activities.readiness import Standing
from cehrs_desktop.activities.study_plan import PlannedCourse, planned_course
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import Domain, DomainNumber
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.exam.result import Result, result_from_json
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.advice import weakest_first
from cehrs_desktop.rules.progress.figures import (
    MATURE_DAYS,
    CardCounts,
    ComingMinutes,
    DomainProgress,
    MockPacing,
    ProgressDetails,
    ProgressReport,
    Share,
    StudiedMinutes,
    TopicProgress,
)
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.deck import NO_DAY, Deck
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of, study_day
from cehrs_desktop.rules.study.memory import ParameterSet, recall
from cehrs_desktop.rules.study.pace import PACE_DAYS, Pace, pace
from cehrs_desktop.storage.attempts import read_attempt
from cehrs_desktop.storage.cards import read_deck
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.parameters import read_parameters
from cehrs_desktop.storage.progress import (
    read_card_counts,
    read_causes,
    read_confidence,
    read_recall_figures,
    read_retention,
    read_sat_mocks,
    read_seconds_by_domain,
)
from cehrs_desktop.storage.study_days import read_effort, read_question_seconds, read_seconds_by_day

HEATMAP_WEEKS = 26
RETENTION_DAYS = 90
FORECAST_DAYS = 30


def progress_report(
    database: Database, clock: Clock, *, blueprint: Blueprint, preferences: Preferences
) -> ProgressReport:
    """Everything the page shows at once."""
    today = study_day(clock.now(), rollover_hour=preferences.study.rollover_hour)
    first = _first_monday(today)
    with database.reading() as connection:
        deck = read_deck(connection)
        counts = read_card_counts(connection, mature_days=MATURE_DAYS)
        retention = read_retention(connection, StudyDay(today - RETENTION_DAYS))
        seconds = read_seconds_by_domain(connection)
        by_day = read_seconds_by_day(connection, first, today)
        questions_by_day = read_question_seconds(connection, first, today)
        mocks = read_sat_mocks(connection)
        confidence, causes = read_confidence(connection), read_causes(connection)
        parameters = read_parameters(connection)
        takes = pace(read_effort(connection, StudyDay(today - PACE_DAYS), today))
    assert parameters is not None, "the file is opened with a parameter set"
    course = planned_course(database, clock, blueprint=blueprint, preferences=preferences, deck=deck, with_goal=False)
    recall_on = _recaller(deck, parameters)
    exam = preferences.exam_date
    on_exam_day = recall_on(day_of(exam)) if exam is not None and day_of(exam) >= today else {}
    return ProgressReport(
        day=date_of(today),
        exam_date=exam,
        readiness=course.standing.readiness,
        pass_mark=blueprint.scale.pass_mark,
        domains=_domains(
            blueprint, preferences, course.standing, counts, retention, seconds, now=recall_on(today), later=on_exam_day
        ),
        topics=_topics(course.standing),
        studied=_studied(first, today, by_day, questions_by_day, preferences),
        coming=_coming(deck, today, takes, course),
        mocks=mocks,
        pacing=None if course.standing.last_mock is None else _pacing(course.standing.last_mock, blueprint),
        confidence=confidence,
        causes=causes,
    )


def mock_pacing(database: Database, mock: AttemptId, *, blueprint: Blueprint) -> MockPacing:
    """The pacing of one of the report's mocks."""
    with database.reading() as connection:
        stored = read_attempt(connection, mock).result
    assert stored is not None, "a mock that was sat has a result"
    return _pacing(result_from_json(stored), blueprint)


def progress_details(database: Database) -> ProgressDetails:
    """Calibration of recall, and recall by hour of the day."""
    with database.reading() as connection:
        return ProgressDetails(*read_recall_figures(connection))


def _first_monday(today: StudyDay) -> StudyDay:
    return StudyDay(today - date_of(today).weekday() - 7 * (HEATMAP_WEEKS - 1))


def _recaller(deck: Deck, parameters: ParameterSet) -> Callable[[StudyDay], dict[DomainNumber, float]]:
    met = (deck.last_day != NO_DAY) & ~deck.suspended

    def on(day: StudyDay) -> dict[DomainNumber, float]:
        """Mean recall of the cards met, if they weren't seen again until that day."""
        recalls = recall(deck.stability[met], day - deck.last_day[met], decay=parameters.decay)
        domains = deck.domain[met]
        return {d: float(recalls[domains == d].mean()) for d in DomainNumber if (domains == d).any()}

    return on


def _domains(
    blueprint: Blueprint,
    preferences: Preferences,
    stands: Standing,
    counts: Mapping[DomainNumber, CardCounts],
    retention: Mapping[DomainNumber, Share],
    seconds: Mapping[DomainNumber, float],
    *,
    now: Mapping[DomainNumber, float],
    later: Mapping[DomainNumber, float],
) -> tuple[DomainProgress, ...]:
    study = preferences.study
    weights = {domain.number: float(domain.weight) for domain in blueprint.domains}
    desired = retention_by_domain(weights, base=study.base_retention, beta=study.bias.value)

    def of(domain: Domain) -> DomainProgress:
        number = domain.number
        return DomainProgress(
            domain=domain,
            standing=stands.readiness.domains[number - 1],
            cards=counts.get(number, CardCounts()),
            recall_now=now.get(number),
            recall_exam_day=later.get(number),
            retention=retention.get(number, Share(0, 0)),
            desired=desired[number],
            minutes=seconds.get(number, 0.0) / 60,
        )

    return tuple(of(domain) for domain in blueprint.domains)


def _topics(stands: Standing) -> tuple[TopicProgress, ...]:
    right: dict[DomainNumber, list[float]] = {}
    for topic in stands.topics:
        sums = right.setdefault(topic.domain, [0.0, 0.0])
        sums[0], sums[1] = sums[0] + topic.right, sums[1] + topic.answered
    shares = {domain: hits / count if count else 0.5 for domain, (hits, count) in right.items()}
    return tuple(
        TopicProgress(
            topic.topic,
            stands.topic_names[topic.topic],
            topic.domain,
            int(topic.right),
            int(topic.answered),
            topic.share(shares[topic.domain]),
        )
        for topic in weakest_first(stands.topics)
    )


def _studied(
    first: StudyDay,
    today: StudyDay,
    cards: Mapping[StudyDay, float],
    questions: Mapping[StudyDay, float],
    preferences: Preferences,
) -> tuple[StudiedMinutes, ...]:
    available = preferences.available
    days = (StudyDay(day) for day in range(first, today + 1))
    begun = min([*cards, *questions], default=today)
    return tuple(
        StudiedMinutes(
            date_of(day),
            (cards.get(day, 0.0) + questions.get(day, 0.0)) / 60,
            rest=day >= begun and available.on(date_of(day)) == 0,
            planned=available.on(date_of(day)),
        )
        for day in days
    )


def _coming(deck: Deck, today: StudyDay, takes: Pace, course: PlannedCourse) -> tuple[ComingMinutes, ...]:
    in_review = (deck.state == CardState.REVIEW) & ~deck.suspended
    ahead = np.maximum(deck.due_day[in_review].astype(np.int64) - today, 0)
    due = np.bincount(np.minimum(ahead, FORECAST_DAYS), minlength=FORECAST_DAYS + 1)
    planned = {} if course.plan is None else {day.day: day.all_minutes for day in course.plan.days}
    days = [date_of(today) + timedelta(days=n) for n in range(FORECAST_DAYS)]
    return tuple(ComingMinutes(day, float(due[n]) * takes.review / 60, planned.get(day)) for n, day in enumerate(days))


def _pacing(sat: Result, blueprint: Blueprint) -> MockPacing:
    outcomes = sat.outcomes
    used, left = sat.pacing.used, sat.pacing.left
    whole = blueprint.minutes * 60.0 if left is None else used + left
    return MockPacing(
        tuple(outcome.seconds for outcome in outcomes),
        tuple(outcome.right for outcome in outcomes),
        whole / len(outcomes),
    )
