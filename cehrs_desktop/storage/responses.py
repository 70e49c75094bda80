"""Responses: what became of items, when each was last met, and which the learner flagged."""

from __future__ import annotations

import sqlite3
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, ItemHash, ItemId, OptionId, TopicId
from cehrs_desktop.rules.exam.bank import Met
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import AttemptId, Cause, Response
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.storage.rows import put_row, update_row

_COLUMNS = (
    "position, item_id, version, domain, topic_id, scored, expected, chosen, correct, seconds, times_met, study_day, "
    "confidence, cause"
)


def put_response(connection: sqlite3.Connection, attempt_id: AttemptId, response: Response) -> None:
    """Write what became of an item, or write it anew."""
    columns = {
        "item_id": response.item,
        "version": response.version,
        "domain": int(response.domain),
        "topic_id": response.topic,
        "scored": response.scored,
        "expected": response.expected,
        "chosen": response.chosen,
        "correct": response.correct,
        "confidence": None if response.confidence is None else response.confidence.value,
        "seconds": response.seconds,
        "times_met": response.times_met,
        "study_day": response.study_day,
        "cause": None if response.cause is None else response.cause.value,
    }
    put_row(connection, "response", {"attempt_id": attempt_id, "position": response.position}, columns)


def read_responses(connection: sqlite3.Connection, attempt_id: AttemptId) -> tuple[Response, ...]:
    """The responses of one attempt, by position."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM response WHERE attempt_id = ? ORDER BY position", (attempt_id,))
    return tuple(_response(row) for row in rows)


def read_all_responses(connection: sqlite3.Connection) -> tuple[Response, ...]:
    """Every response there is, oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM response ORDER BY attempt_id, position")
    return tuple(_response(row) for row in rows)


def _response(row: tuple[Any, ...]) -> Response:
    return Response(
        position=row[0],
        item=ItemId(row[1]),
        version=ItemHash(row[2]),
        domain=DomainNumber(row[3]),
        topic=TopicId(row[4]),
        scored=bool(row[5]),
        expected=row[6],
        chosen=None if row[7] is None else OptionId(row[7]),
        correct=bool(row[8]),
        seconds=row[9],
        times_met=row[10],
        study_day=StudyDay(row[11]),
        confidence=None if row[12] is None else Confidence(row[12]),
        cause=None if row[13] is None else Cause(row[13]),
    )


def write_cause(connection: sqlite3.Connection, attempt_id: AttemptId, position: int, cause: Cause | None) -> None:
    """Note why an item was missed. Raises KeyError when there is no such response."""
    key = {"attempt_id": attempt_id, "position": position}
    update_row(connection, "response", key, {"cause": None if cause is None else cause.value})


def read_history(connection: sqlite3.Connection) -> dict[ItemId, Met]:
    """Every item that was shown: how often, and on which study day last."""
    rows = connection.execute("SELECT item_id, count(*), max(study_day) FROM response GROUP BY item_id")
    return {ItemId(item): Met(times, StudyDay(day)) for item, times, day in rows}


def read_asked(connection: sqlite3.Connection, first: StudyDay, last: StudyDay, *, kind: FormKind) -> tuple[int, float]:
    """How many items of sittings of a kind were met on these study days, both included, and their seconds in all."""
    row = connection.execute(
        """SELECT count(*), ifnull(sum(seconds), 0) FROM response JOIN attempt ON attempt.id = attempt_id
           WHERE kind = ? AND response.study_day BETWEEN ? AND ?""",
        (kind.value, first, last),
    ).fetchone()
    return int(row[0]), float(row[1])


def read_flagged(connection: sqlite3.Connection) -> frozenset[ItemId]:
    """The items the learner flagged."""
    return frozenset(ItemId(item) for (item,) in connection.execute("SELECT item_id FROM item_mark WHERE flagged"))


def write_flag(connection: sqlite3.Connection, item: ItemId, *, flagged: bool) -> None:
    """Flag an item, or take its flag off."""
    put_row(connection, "item_mark", {"item_id": item}, {"flagged": flagged})
