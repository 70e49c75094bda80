"""What is asked at every start, in SQL alone, so that nothing else need be loaded for it."""

from __future__ import annotations

import sqlite3


def has_cut_short_exam(connection: sqlite3.Connection) -> bool:
    """Whether an open mock or diagnostic has events, the newest of which didn't stop its clock."""
    return _is_true(
        connection,
        """SELECT EXISTS (
             SELECT 1 FROM attempt WHERE ended_at IS NULL AND kind IN ('mock', 'diagnostic')
             AND (SELECT kind FROM attempt_event WHERE attempt_id = attempt.id ORDER BY number DESC LIMIT 1) != 'leave'
           )""",
    )


def has_items_but_no_exam(connection: sqlite3.Connection) -> bool:
    """Whether there are items in use, and neither a mock nor a diagnostic was ever begun."""
    return _is_true(
        connection,
        """SELECT EXISTS (SELECT 1 FROM item WHERE retired = 0)
           AND NOT EXISTS (SELECT 1 FROM attempt WHERE kind IN ('mock', 'diagnostic'))""",
    )


def has_outcome(connection: sqlite3.Connection) -> bool:
    """Whether an outcome of the real exam was entered."""
    return _is_true(connection, "SELECT EXISTS (SELECT 1 FROM exam_outcome)")


def _is_true(connection: sqlite3.Connection, question: str) -> bool:
    (answer,) = connection.execute(question).fetchone()
    return bool(answer)
