"""Attempts: the frozen form, the log of what happened, and what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exam.form import Form, FormKind, form_from_json
from cehrs_desktop.rules.exam.responses import AttemptId, Conditions, conditions_from_json
from cehrs_desktop.rules.exam.sealing import SealedName
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.storage.cards import moment
from cehrs_desktop.storage.rows import insert_row, update_row, written


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sitting of a form. `ended_at`, `ended_by` and `result` are there once it has ended; discarded, no result."""

    id: AttemptId
    form: Form
    conditions: Conditions
    sealed: SealedName | None
    study_day: StudyDay
    started_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class EndedSet:
    """What a list says of an ended attempt: right of so many, seconds on the screen, where its items belong."""

    id: AttemptId
    ended_at: datetime
    conditions: Conditions
    right: int
    items: int
    seconds: float
    domains: frozenset[DomainNumber]
    topics: frozenset[TopicId]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One row of an attempt's log, `number` from 0. `payload` is canonical JSON, as it was hashed."""

    number: int
    active: float
    happened_at: datetime
    kind: str
    payload: str
    hash: str


def add_attempt(
    connection: sqlite3.Connection,
    form: Form,
    *,
    conditions: Conditions,
    sealed: SealedName | None,
    day: StudyDay,
    started_at: datetime,
) -> Attempt:
    """Freeze a form and begin its sitting."""
    columns = {
        "kind": form.kind.value,
        "sealed": None if sealed is None else sealed.value,
        "form": json.dumps(form.as_json(), separators=(",", ":")),
        "conditions": json.dumps(conditions.as_json(), sort_keys=True),
        "study_day": day,
        "started_at": written(started_at),
    }
    attempt_id = AttemptId(insert_row(connection, "attempt", columns))
    connection.executemany(
        "INSERT INTO attempt_item (attempt_id, position, version) VALUES (?, ?, ?)",
        [(attempt_id, item.position, item.version) for item in form.items],
    )
    return Attempt(attempt_id, form, conditions, sealed, day, started_at)


def close_attempt(
    connection: sqlite3.Connection,
    attempt_id: AttemptId,
    *,
    ended_at: datetime,
    ended_by: str,
    result: Mapping[str, Any] | None,
) -> None:
    """End an attempt with what came of it. Raises KeyError when there is no such attempt."""
    stored = None if result is None else json.dumps(result, sort_keys=True)
    columns = {"ended_at": written(ended_at), "ended_by": ended_by, "result": stored}
    update_row(connection, "attempt", {"id": attempt_id}, columns)


_ATTEMPT = "SELECT id, form, conditions, sealed, study_day, started_at, ended_at, ended_by, result FROM attempt"


def read_attempt(connection: sqlite3.Connection, attempt_id: AttemptId) -> Attempt:
    """One attempt. Raises KeyError when there is no such attempt."""
    row = connection.execute(f"{_ATTEMPT} WHERE id = ?", (attempt_id,)).fetchone()
    if row is None:
        raise KeyError(attempt_id)
    return _attempt(row)


def read_open_attempts(connection: sqlite3.Connection, *kinds: FormKind) -> tuple[Attempt, ...]:
    """The attempts at forms of these kinds that haven't ended, oldest first."""
    return _read(connection, "ended_at IS NULL", kinds)


def read_ended_attempts(connection: sqlite3.Connection, *kinds: FormKind) -> tuple[Attempt, ...]:
    """The attempts at forms of these kinds that have a result, oldest first."""
    return _read(connection, "result IS NOT NULL", kinds)


def read_closed_attempts(connection: sqlite3.Connection, *kinds: FormKind) -> tuple[Attempt, ...]:
    """The attempts at forms of these kinds that have ended, discarded ones too, oldest first."""
    return _read(connection, "ended_at IS NOT NULL", kinds)


def read_ended_sets(connection: sqlite3.Connection, kind: FormKind) -> tuple[EndedSet, ...]:
    """The attempts at forms of this kind that have a result, oldest first, without their forms."""
    rows = connection.execute(
        """SELECT attempt.id, ended_at, conditions, json_extract(result, '$.score.raw'),
                  json_extract(result, '$.score.items'), sum(seconds), json_group_array(DISTINCT domain),
                  json_group_array(DISTINCT topic_id)
           FROM attempt JOIN response ON response.attempt_id = attempt.id
           WHERE kind = ? AND result IS NOT NULL GROUP BY attempt.id ORDER BY attempt.id""",
        (kind.value,),
    )
    return tuple(_ended_set(*row) for row in rows)


def _ended_set(
    attempt_id: int,
    ended_at: str,
    conditions: str,
    right: int,
    items: int,
    seconds: float,
    domains: str,
    topics: str,
) -> EndedSet:
    ended = moment(ended_at)
    assert ended is not None
    return EndedSet(
        id=AttemptId(attempt_id),
        ended_at=ended,
        conditions=conditions_from_json(json.loads(conditions)),
        right=right,
        items=items,
        seconds=seconds,
        domains=frozenset(map(DomainNumber, json.loads(domains))),
        topics=frozenset(map(TopicId, json.loads(topics))),
    )


def read_attempt_of_day(connection: sqlite3.Connection, kind: FormKind, day: StudyDay) -> Attempt | None:
    """The newest attempt at a form of this kind that was begun on a study day, ended or not; None if there is none."""
    row = connection.execute(
        f"{_ATTEMPT} WHERE kind = ? AND study_day = ? ORDER BY id DESC LIMIT 1", (kind.value, day)
    ).fetchone()
    return None if row is None else _attempt(row)


def _read(connection: sqlite3.Connection, which: str, kinds: tuple[FormKind, ...]) -> tuple[Attempt, ...]:
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(f"{_ATTEMPT} WHERE {which} AND kind IN ({marks}) ORDER BY id", kinds)
    return tuple(_attempt(row) for row in rows)


def _attempt(row: tuple[Any, ...]) -> Attempt:
    attempt_id, form, conditions, sealed, day, started_at, ended_at, ended_by, result = row
    started = moment(started_at)
    assert started is not None
    return Attempt(
        id=AttemptId(attempt_id),
        form=form_from_json(json.loads(form)),
        conditions=conditions_from_json(json.loads(conditions)),
        sealed=None if sealed is None else SealedName(sealed),
        study_day=StudyDay(day),
        started_at=started,
        ended_at=moment(ended_at),
        ended_by=ended_by,
        result=None if result is None else json.loads(result),
    )


def append_event(connection: sqlite3.Connection, attempt_id: AttemptId, event: StoredEvent) -> None:
    """Write the next event of an attempt. Raises sqlite3.IntegrityError when its number is taken."""
    connection.execute(
        """INSERT INTO attempt_event (attempt_id, number, active, happened_at, kind, payload, hash)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            attempt_id,
            event.number,
            event.active,
            written(event.happened_at),
            event.kind,
            event.payload,
            event.hash,
        ),
    )


def read_events(connection: sqlite3.Connection, attempt_id: AttemptId) -> tuple[StoredEvent, ...]:
    """All events of an attempt, in order."""
    rows = connection.execute(
        """SELECT number, active, happened_at, kind, payload, hash FROM attempt_event
           WHERE attempt_id = ? ORDER BY number""",
        (attempt_id,),
    )
    return tuple(_event(*row) for row in rows)


def _event(number: int, active: float, happened_at: str, kind: str, payload: str, link: str) -> StoredEvent:
    at = moment(happened_at)
    assert at is not None
    return StoredEvent(number, active, at, kind, payload, link)
