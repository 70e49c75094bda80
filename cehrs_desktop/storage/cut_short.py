"""Exams that the program's end cut short."""

from __future__ import annotations

import sqlite3


def has_cut_short_exam(connection: sqlite3.Connection) -> bool:
    """Whether an open mock or diagnostic has events, the newest of which didn't stop its clock."""
    found = connection.execute(
        """SELECT 1 FROM attempt WHERE ended_at IS NULL AND kind IN ('mock', 'diagnostic')
           AND (SELECT kind FROM attempt_event WHERE attempt_id = attempt.id ORDER BY number DESC LIMIT 1) != 'leave'
           LIMIT 1"""
    )
    return found.fetchone() is not None
