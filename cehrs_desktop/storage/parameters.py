"""Parameter sets: FSRS parameters with their model version and date, as JSON."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
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


def add_parameters(session: Session, parameters: ParameterSet, *, created_at: datetime) -> ParameterSet:
    """Store a parameter set and put it in use; returns it with its id."""
    from cehrs_desktop.storage.tables import ParameterSetRow

    row = ParameterSetRow(model=parameters.model, weights=json.dumps(parameters.weights), created_at=created_at)
    session.add(row)
    session.flush()
    assert row.id is not None
    return ParameterSet(id=row.id, model=parameters.model, weights=parameters.weights)
