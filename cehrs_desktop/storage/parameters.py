"""Parameter sets: FSRS parameters with their model version and date, as JSON."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cehrs_desktop.rules.study.memory import ParameterSet

if TYPE_CHECKING:
    from sqlmodel import Session


def read_parameters(connection: sqlite3.Connection) -> ParameterSet | None:
    """The parameter set in use: the newest active one; None in a file that has none yet."""
    row = connection.execute(
        "SELECT id, model, weights FROM parameter_set WHERE active ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return ParameterSet(id=row[0], model=row[1], weights=tuple(json.loads(row[2])))


@dataclass(frozen=True, slots=True)
class KeptSets:
    """When the set in use and the newest set of all were made (UTC), and how many there are to go back to."""

    in_use_since: datetime
    newest_since: datetime
    earlier: int


def read_kept_sets(connection: sqlite3.Connection) -> KeptSets:
    """Raises TypeError in a file that has no set yet."""
    made = "SELECT max(created_at) FROM parameter_set"
    (in_use,) = connection.execute("SELECT created_at FROM parameter_set WHERE active ORDER BY id DESC").fetchone()
    (newest,), (active,) = (
        connection.execute(question).fetchone() for question in (made, "SELECT sum(active) FROM parameter_set")
    )
    in_use, newest = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (in_use, newest))
    return KeptSets(in_use, newest, active - 1)


def give_up(session: Session, parameters: ParameterSet) -> None:
    """Take a set out of use; reviews scheduled with it still name it."""
    from cehrs_desktop.storage.tables import ParameterSetRow

    session.get_one(ParameterSetRow, parameters.id).active = False


def add_parameters(session: Session, parameters: ParameterSet, *, created_at: datetime) -> ParameterSet:
    """Store a parameter set and put it in use; returns it with its id."""
    from cehrs_desktop.storage.tables import ParameterSetRow

    row = ParameterSetRow(model=parameters.model, weights=json.dumps(parameters.weights), created_at=created_at)
    session.add(row)
    session.flush()
    assert row.id is not None
    return ParameterSet(id=row.id, model=parameters.model, weights=parameters.weights)
