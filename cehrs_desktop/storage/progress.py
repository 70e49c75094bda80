"""Sums over the learner's file for the Progress page: SQL adds up, rows stay where they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import AttemptId, Cause
from cehrs_desktop.rules.progress.answers import GivenAnswer
from cehrs_desktop.rules.progress.figures import CardCounts, HourFigure, RecallFigure, SatMock, Share
from cehrs_desktop.rules.progress.readiness import MOCK_ANSWERED
from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.storage.cards import moment


def read_given_answers(connection: sqlite3.Connection) -> list[GivenAnswer]:
    """Every answer to an item."""
    rows = connection.execute(
        "SELECT study_day, domain, expected, correct, times_met FROM response ORDER BY study_day, attempt_id, position"
    )
    return [
        GivenAnswer(StudyDay(day), DomainNumber(domain), expected, bool(correct), met)
        for day, domain, expected, correct, met in rows
    ]


def read_mock_days(connection: sqlite3.Connection) -> list[tuple[StudyDay, bool]]:
    """The days on which full mocks were ended, and whether each was under lockdown.

    One that was handed in with fewer than MOCK_ANSWERED of its scored items answered is none.
    """
    rows = connection.execute(
        """SELECT max(response.study_day), conditions FROM attempt JOIN response ON attempt_id = attempt.id
           WHERE kind = ? AND result IS NOT NULL GROUP BY attempt.id
           HAVING sum(scored AND chosen IS NOT NULL) >= ? * json_extract(result, '$.score.items')
           ORDER BY attempt.id""",
        (FormKind.MOCK.value, MOCK_ANSWERED),
    )
    return [(StudyDay(day), json.loads(conditions)["lockdown"] is not None) for day, conditions in rows]


def read_first_day(connection: sqlite3.Connection) -> StudyDay | None:
    """The first day with an answer, to a card or to an item."""
    (day,) = connection.execute(
        "SELECT min(day) FROM (SELECT min(study_day) AS day FROM study_day UNION SELECT min(study_day) FROM response)"
    ).fetchone()
    return None if day is None else StudyDay(day)


def has_diagnostic(connection: sqlite3.Connection) -> bool:
    """Whether the diagnostic was sat."""
    row = connection.execute(
        "SELECT 1 FROM attempt WHERE kind = ? AND result IS NOT NULL LIMIT 1", (FormKind.DIAGNOSTIC.value,)
    ).fetchone()
    return row is not None


def read_last_mock(connection: sqlite3.Connection) -> Mapping[str, Any] | None:
    """The stored result of the newest full mock."""
    row = connection.execute(
        "SELECT result FROM attempt WHERE kind = ? AND result IS NOT NULL ORDER BY id DESC LIMIT 1",
        (FormKind.MOCK.value,),
    ).fetchone()
    return None if row is None else json.loads(row[0])


def read_sat_mocks(connection: sqlite3.Connection) -> tuple[SatMock, ...]:
    """The full mocks with a result, newest first."""
    rows = connection.execute(
        """SELECT id, row_number() OVER (ORDER BY id), ended_at FROM attempt
           WHERE kind = ? AND result IS NOT NULL ORDER BY id DESC""",
        (FormKind.MOCK.value,),
    )
    return tuple(_sat_mock(*row) for row in rows)


def _sat_mock(attempt_id: int, number: int, ended_at: str) -> SatMock:
    ended = moment(ended_at)
    assert ended is not None
    return SatMock(AttemptId(attempt_id), number, ended)


def read_topic_answers(connection: sqlite3.Connection) -> dict[TopicId, tuple[int, int]]:
    """Right answers and all answers of each topic that has any."""
    rows = connection.execute("SELECT topic_id, sum(correct), count(*) FROM response GROUP BY topic_id")
    return {TopicId(topic): (right, count) for topic, right, count in rows}


def count_unmet_items(connection: sqlite3.Connection) -> int:
    """Items in use that were never shown."""
    row = connection.execute(
        "SELECT count(*) FROM item WHERE retired = 0 AND stable_id NOT IN (SELECT item_id FROM response)"
    ).fetchone()
    return int(row[0])


def read_chances(connection: sqlite3.Connection) -> dict[DomainNumber, list[int]]:
    """The expected chances of the items in use, in whole hundredths, by domain."""
    found: dict[DomainNumber, list[int]] = {}
    rows = connection.execute(
        """SELECT domain, CAST(round(expected * 100) AS INTEGER) FROM item
           JOIN item_version ON item_version.content_hash = item.content_hash WHERE retired = 0"""
    )
    for domain, hundredths in rows:
        found.setdefault(DomainNumber(domain), []).append(hundredths)
    return found


def read_card_counts(connection: sqlite3.Connection, *, mature_days: float) -> dict[DomainNumber, CardCounts]:
    """How many cards of each domain are new, in steps, young and mature; suspended ones count where they stand."""
    rows = connection.execute(
        """SELECT card.domain, sum(state = ?), sum(state IN (?, ?)), sum(state = ? AND stability < ?),
                  sum(state = ? AND stability >= ?)
           FROM flashcard CROSS JOIN card ON card.id = flashcard.id WHERE retired = 0 GROUP BY card.domain""",
        (
            int(CardState.NEW),
            int(CardState.LEARNING),
            int(CardState.RELEARNING),
            int(CardState.REVIEW),
            mature_days,
            int(CardState.REVIEW),
            mature_days,
        ),
    )
    return {DomainNumber(domain): CardCounts(*counts) for domain, *counts in rows}


def read_retention(connection: sqlite3.Connection, first: StudyDay) -> dict[DomainNumber, Share]:
    """Answers to cards in review since a day: how many were recalled, of all."""
    rows = connection.execute(
        """SELECT domain, sum(recalled), sum(recalled + missed) FROM study_day
           WHERE study_day >= ? GROUP BY domain""",
        (first,),
    )
    return {DomainNumber(domain): Share(recalled, count) for domain, recalled, count in rows if count}


def read_seconds_by_domain(connection: sqlite3.Connection) -> dict[DomainNumber, float]:
    """Seconds spent on cards and on questions of each domain."""
    rows = connection.execute(
        """SELECT domain, sum(seconds) FROM (
             SELECT domain, new_seconds + review_seconds AS seconds FROM study_day
             UNION ALL SELECT domain, seconds FROM response
           ) GROUP BY domain"""
    )
    return {DomainNumber(domain): seconds for domain, seconds in rows}


def read_confidence(connection: sqlite3.Connection) -> dict[Confidence, Share]:
    """Right answers of all, for each word of confidence."""
    rows = connection.execute(
        """SELECT confidence, sum(correct), count(*) FROM response
           WHERE confidence IS NOT NULL AND chosen IS NOT NULL GROUP BY confidence"""
    )
    return {Confidence(word): Share(right, count) for word, right, count in rows}


def read_causes(connection: sqlite3.Connection) -> dict[Cause, int]:
    """How often each cause was noted."""
    rows = connection.execute("SELECT cause, count(*) FROM response WHERE cause IS NOT NULL GROUP BY cause")
    return {Cause(cause): count for cause, count in rows}


_BINS = 20


def read_recall_figures(connection: sqlite3.Connection) -> tuple[tuple[RecallFigure, ...], tuple[HourFigure, ...]]:
    """Recall foretold against what came, in bins of 5 %, and recall by hour of the day; cards in review only."""
    rows = connection.execute(
        f"""SELECT min(CAST(predicted_recall * {_BINS} AS INTEGER), {_BINS - 1}), local_hour, count(*),
                   sum(predicted_recall), sum(rating > ?)
            FROM review WHERE state_before = ? AND predicted_recall IS NOT NULL GROUP BY 1, 2""",
        (int(Rating.AGAIN), int(CardState.REVIEW)),
    ).fetchall()
    bins: dict[int, list[float]] = {}
    hours: dict[int, list[int]] = {}
    for which, hour, count, foretold, recalled in rows:
        sums = bins.setdefault(which, [0, 0.0, 0])
        sums[0], sums[1], sums[2] = sums[0] + count, sums[1] + foretold, sums[2] + recalled
        by_hour = hours.setdefault(hour, [0, 0])
        by_hour[0], by_hour[1] = by_hour[0] + recalled, by_hour[1] + count
    return (
        tuple(
            RecallFigure(n, total / n, recalled / n)
            for _, (n, total, recalled) in sorted(bins.items())
            for n in [int(n)]
        ),
        tuple(HourFigure(hour, Share(*sums)) for hour, sums in sorted(hours.items())),
    )
