"""Where the learner stands to the pass line, from every answer in the file."""

from __future__ import annotations

from dataclasses import dataclass

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import DomainNumber, Topic, TopicId
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.result import Result, result_from_json
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.advice import MockPace, TopicStanding
from cehrs_desktop.rules.progress.answers import as_columns
from cehrs_desktop.rules.progress.forecast import typical_form
from cehrs_desktop.rules.progress.readiness import Facts, Readiness, readiness
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of, study_day
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.progress import (
    read_chances,
    read_given_answers,
    read_last_mock,
    read_mock_days,
    read_topic_answers,
)
from cehrs_desktop.storage.topics import read_topics


@dataclass(frozen=True, slots=True)
class Standing:
    """Readiness with what it was worked out from that others show, too: topics and the last full mock."""

    readiness: Readiness
    topics: tuple[TopicStanding, ...]
    topic_names: dict[TopicId, str]
    last_mock: Result | None


def standing(database: Database, clock: Clock, *, blueprint: Blueprint, preferences: Preferences) -> Standing:
    """Where the learner stands now."""
    today = study_day(clock.now(), rollover_hour=preferences.study.rollover_hour)
    with database.reading() as connection:
        answers = as_columns(read_given_answers(connection))
        chances = read_chances(connection)
        stored = read_last_mock(connection)
        mock_days = [day for day, _ in read_mock_days(connection)]
        topics = read_topics(connection, blueprint.id)
        counts = read_topic_answers(connection)
    last_mock = None if stored is None else result_from_json(stored)
    standings = tuple(_topic(topic, *counts.get(topic.id, (0, 0))) for topic in topics)
    facts = Facts(
        answers=answers,
        form=typical_form(blueprint, chances),
        scale=blueprint.scale,
        today=today,
        first_day=StudyDay(min(int(answers.day[0]), today)) if len(answers) else today,
        exam_day=None if preferences.exam_date is None else day_of(preferences.exam_date),
        mock_days=tuple(mock_days),
        pace=None if last_mock is None else _pace(last_mock, blueprint),
        topics=standings,
    )
    return Standing(readiness(facts), standings, {topic.id: topic.name for topic in topics}, last_mock)


def _topic(topic: Topic, right: int, answered: int) -> TopicStanding:
    return TopicStanding(topic.id, DomainNumber(topic.domain), right, answered, topic.share / 100)


def _pace(last_mock: Result, blueprint: Blueprint) -> MockPace:
    unanswered = sum(outcome.chosen is None for outcome in last_mock.outcomes)
    return MockPace(unanswered, blueprint.minutes / 60)
