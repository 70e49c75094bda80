"""The roll-up of study days by domain: kept in step with reviews, read for pace, Today and the week."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.pace import Effort
from cehrs_desktop.storage.reviews import Review

if TYPE_CHECKING:
    from sqlmodel import Session

_SUMS = "ifnull(sum(new), 0), ifnull(sum(new_seconds), 0), ifnull(sum(reviews), 0), ifnull(sum(review_seconds), 0)"


def effort_of(review: Review) -> Effort:
    """One review as effort."""
    if review.before.state is CardState.NEW:
        return Effort(new=1, new_seconds=review.seconds)
    return Effort(reviews=1, review_seconds=review.seconds)


def count_review(session: Session, review: Review, *, sign: int = 1) -> None:
    """Add a review to its day and domain, or (sign −1) take it out again, leaving no trace of an empty day."""
    from cehrs_desktop.storage.tables import StudyDayRow

    before = review.before
    key = (review.study_day, int(before.domain))
    row = session.get(StudyDayRow, key)
    if row is None:
        row = StudyDayRow(study_day=key[0], domain=key[1])
        session.add(row)
    effort = effort_of(review)
    row.new += sign * effort.new
    row.new_seconds = round(row.new_seconds + sign * effort.new_seconds, 3)  # exact when taken back
    row.reviews += sign * effort.reviews
    row.review_seconds = round(row.review_seconds + sign * effort.review_seconds, 3)
    if before.state is CardState.REVIEW:
        row.recalled += sign * (review.rating is not Rating.AGAIN)
        row.missed += sign * (review.rating is Rating.AGAIN)
    if row.new == row.reviews == 0:
        session.flush()
        session.delete(row)


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
