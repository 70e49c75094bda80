"""Every answer as numpy columns, for what is learned from all of them."""

from __future__ import annotations

import sqlite3

import numpy as np

from cehrs_desktop.rules.study.review_log import ReviewLog

_LOG = "SELECT card_id * 8 + rating, study_day, seconds FROM review ORDER BY id"
_ROWS_AT_ONCE = 1000


def read_review_log(connection: sqlite3.Connection) -> ReviewLog:
    """All answers in the order they were given; 20,000 of them in some 20 ms."""
    cursor = connection.execute(_LOG)
    parts = [np.empty((0, 3))]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        parts.append(np.array(rows, dtype=np.float64))  # ids stay exact up to 2^50
    packed, day, seconds = np.concatenate(parts).T
    return ReviewLog(packed.astype(np.int64) >> 3, day.astype(np.int64), packed.astype(np.int64) & 7, seconds)
