"""The roll-up of study days by domain: kept in step with reviews, read for pace, Today and the week."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.pace import Effort
from cehrs_desktop.storage.reviews import Review
from cehrs_desktop.storage.rows import put_row

_SUMS = "ifnull(sum(new), 0), ifnull(sum(new_seconds), 0), ifnull(sum(reviews), 0), ifnull(sum(review_seconds), 0)"


def effort_of(review: Review) -> Effort:
    """One review as effort."""
    if review.before.state is CardState.NEW:
        return Effort(new=1, new_seconds=review.seconds)
    return Effort(reviews=1, review_seconds=review.seconds)


_COLUMNS = ("new", "new_seconds", "reviews", "review_seconds", "recalled", "missed")


def count_review(connection: sqlite3.Connection, review: Review, *, sign: int = 1) -> None:
    """Add a review to its day and domain, or (sign −1) take it out again, leaving no trace of an empty day."""
    _count(connection, (review.study_day, int(review.before.domain)), _sums_of(review), sign=sign)


def count_reviews(connection: sqlite3.Connection, reviews: Iterable[Review]) -> None:
    """Add many reviews to their days and domains, each of which is written once."""
    sums: dict[tuple[int, int], tuple[float, ...]] = {}
    for review in reviews:
        key = (int(review.study_day), int(review.before.domain))
        had = sums.get(key, (0,) * len(_COLUMNS))
        sums[key] = tuple(before + more for before, more in zip(had, _sums_of(review), strict=True))
    for key, more in sums.items():
        _count(connection, key, more, sign=1)


def _sums_of(review: Review) -> tuple[float, ...]:
    effort, asked = effort_of(review), review.before.state is CardState.REVIEW
    return (
        effort.new,
        effort.new_seconds,
        effort.reviews,
        effort.review_seconds,
        asked and review.rating is not Rating.AGAIN,
        asked and review.rating is Rating.AGAIN,
    )


def _count(connection: sqlite3.Connection, key: tuple[int, int], more: Sequence[float], *, sign: int) -> None:
    where = "WHERE study_day = ? AND domain = ?"
    there = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM study_day {where}", key).fetchone()
    sums = [round(had + sign * add, 3) for had, add in zip(there or [0] * len(more), more, strict=True)]  # exact
    columns = dict(zip(_COLUMNS, sums, strict=True))
    if columns["new"] == columns["reviews"] == 0:
        connection.execute(f"DELETE FROM study_day {where}", key)
    else:
        put_row(connection, "study_day", {"study_day": key[0], "domain": key[1]}, columns)


def read_effort(connection: sqlite3.Connection, first: StudyDay, last: StudyDay) -> Effort:
    """What was done from one study day to another, both included."""
    row = connection.execute(f"SELECT {_SUMS} FROM study_day WHERE study_day BETWEEN ? AND ?", (first, last)).fetchone()
    return Effort(*row)


def read_seconds_by_day(connection: sqlite3.Connection, first: StudyDay, last: StudyDay) -> dict[StudyDay, float]:
    """Seconds studied on each study day that has any, both ends included."""
    rows = connection.execute(
        """SELECT study_day, sum(new_seconds + review_seconds) FROM study_day
           WHERE study_day BETWEEN ? AND ? GROUP BY study_day""",
        (first, last),
    )
    return {StudyDay(day): seconds for day, seconds in rows}


def read_question_seconds(connection: sqlite3.Connection, first: StudyDay, last: StudyDay) -> dict[StudyDay, float]:
    """Seconds spent on questions of every kind on each study day that has any, both ends included."""
    rows = connection.execute(
        "SELECT study_day, sum(seconds) FROM response WHERE study_day BETWEEN ? AND ? GROUP BY study_day",
        (first, last),
    )
    return {StudyDay(day): seconds for day, seconds in rows}
