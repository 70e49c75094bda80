"""Single rows written over a plain connection: what a learner does to one card, one choice, one attempt.

Columns are named by the caller as in `tables.py`; a name that isn't there, or one that is left out and must not be, is
refused by SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any


def insert_row(connection: sqlite3.Connection, table: str, columns: Mapping[str, Any]) -> int:
    """Write a new row; returns its row id."""
    row_id = connection.execute(_insertion(table, columns), tuple(columns.values())).lastrowid
    assert row_id is not None, "SQLite numbers every row it inserts"
    return row_id


def insert_rows(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows, all with the same columns."""
    if rows:
        connection.executemany(_insertion(table, rows[0]), [tuple(row.values()) for row in rows])


def put_row(connection: sqlite3.Connection, table: str, key: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Write a row under its key: a new one, or these columns of the one that is there."""
    whole = {**key, **columns}
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns)
    statement = f"{_insertion(table, whole)} ON CONFLICT ({_names(key)}) DO UPDATE SET {changes}"
    connection.execute(statement, tuple(whole.values()))


def update_row(connection: sqlite3.Connection, table: str, key: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Change these columns of the one row with this key. Raises KeyError when there is none."""
    changes = ", ".join(f'"{name}" = ?' for name in columns)
    where = " AND ".join(f'"{name}" = ?' for name in key)
    changed = connection.execute(f"UPDATE {table} SET {changes} WHERE {where}", (*columns.values(), *key.values()))
    if changed.rowcount != 1:
        raise KeyError(tuple(key.values()))


def written(moment: datetime | None) -> str | None:
    """An aware moment as SQLModel writes it: UTC, without saying so. `cards.moment` reads it."""
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _insertion(table: str, columns: Mapping[str, Any]) -> str:
    return f"INSERT INTO {table} ({_names(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _names(columns: Mapping[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
