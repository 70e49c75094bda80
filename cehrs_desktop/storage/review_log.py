"""Every answer as numpy columns, for what is learned from all of them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.review_log import Integers, ReviewLog

_LOG = "SELECT (card_id * 8 + rating) * 2 + (state_before = 0), study_day, seconds FROM review ORDER BY id"
_BEGUN_ANEW = "SELECT id FROM card WHERE state = 0 AND id IN (SELECT card_id FROM review)"
_ROWS_AT_ONCE = 1000

_SINCE = "SELECT count(*), sum(reviewed_at > ?) FROM review"
_FORETOLD = """SELECT count(*), avg(predicted_recall), avg(rating > 1) FROM review
               WHERE predicted_recall IS NOT NULL AND study_day > last_day_before"""


def read_review_log(connection: sqlite3.Connection) -> ReviewLog:
    """All answers in the order they were given; 20,000 of them in some 20 ms.

    Answers from before a card was begun anew are those of another card, whose id is the negative: they tell of the
    learner's memory, but not of this card's.
    """
    cursor = connection.execute(_LOG)
    parts = [np.empty((0, 3))]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        parts.append(np.array(rows, dtype=np.float64))  # ids stay exact up to 2^49
    packed, day, seconds = np.concatenate(parts).T
    numbers = packed.astype(np.int64)
    anew = np.array([row[0] for row in connection.execute(_BEGUN_ANEW)], dtype=np.int64)
    card = _of_earlier_lives(numbers >> 4, first=(numbers & 1).astype(np.bool_), anew=anew)
    return ReviewLog(card, day.astype(np.int64), numbers >> 1 & 7, seconds)


def _of_earlier_lives(card: Integers, *, first: npt.NDArray[np.bool_], anew: Integers) -> Integers:
    """Card ids, negative for answers before the last one that found its card new, or of cards that are new now."""
    beginnings = np.flatnonzero(first)
    if len(np.unique(card[beginnings])) == len(beginnings) and not len(anew):
        return card
    last = np.zeros(int(card.max(initial=0)) + 1, dtype=np.int64)
    last[card[beginnings]] = beginnings  # of several the last one stays
    last[anew] = len(card)
    return np.where(np.arange(len(card)) < last[card], -card, card)


def count_answers(connection: sqlite3.Connection, *, since: datetime) -> tuple[int, int]:
    """All answers, and those given after a moment (UTC)."""
    total, later = connection.execute(_SINCE, (since.strftime("%Y-%m-%d %H:%M:%S.%f"),)).fetchone()
    return total, later or 0


def read_foretold(connection: sqlite3.Connection) -> tuple[int, float, float]:
    """Answers given after a day or more, the mean recall that was predicted for them, and the part recalled."""
    answers, predicted, actual = connection.execute(_FORETOLD).fetchone()
    return answers, predicted or 0.0, actual or 0.0
