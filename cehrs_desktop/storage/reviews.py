"""Reviews: writing one with the state before it, taking it back, and a card's history."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.shown_card import PastReview
from cehrs_desktop.storage.cards import moment
from cehrs_desktop.storage.rows import insert_row, written


@dataclass(frozen=True, slots=True)
class Review:
    """One rating given to one card, and what was believed before it. `seconds` from shown to rated."""

    before: Card
    rating: Rating
    reviewed_at: datetime
    study_day: StudyDay
    seconds: float
    predicted_recall: float | None
    desired_retention: float
    parameter_set: int


def add_review(connection: sqlite3.Connection, review: Review) -> int:
    """Write one review; returns its id."""
    before = review.before
    columns = {
        "card_id": before.id,
        "reviewed_at": written(review.reviewed_at),
        "study_day": review.study_day,
        "local_hour": review.reviewed_at.hour,
        "domain": int(before.domain),
        "rating": int(review.rating),
        "seconds": review.seconds,
        "predicted_recall": review.predicted_recall,
        "desired_retention": review.desired_retention,
        "parameter_set_id": review.parameter_set,
        "state_before": int(before.state),
        "step_before": before.step,
        "stability_before": before.stability,
        "difficulty_before": before.difficulty,
        "due_day_before": before.due_day,
        "due_at_before": written(before.due_at),
        "last_day_before": before.last_day,
        "reviews_before": before.reviews,
        "lapses_before": before.lapses,
    }
    return insert_row(connection, "review", columns)


def read_review(connection: sqlite3.Connection, review_id: int) -> Review:
    """One review with the card as it was before it. Raises KeyError when there is no such review."""
    row = connection.execute(
        """SELECT card_id, domain, state_before, step_before, stability_before, difficulty_before, due_day_before,
                  due_at_before, last_day_before, lapses_before, rating, reviewed_at, study_day, seconds,
                  predicted_recall, desired_retention, parameter_set_id, reviews_before
           FROM review WHERE id = ?""",
        (review_id,),
    ).fetchone()
    if row is None:
        raise KeyError(review_id)
    reviewed_at = moment(row[11])
    assert reviewed_at is not None
    before = Card(
        id=CardId(row[0]),
        domain=DomainNumber(row[1]),
        state=CardState(row[2]),
        step=row[3],
        stability=row[4],
        difficulty=row[5],
        due_day=row[6],
        due_at=moment(row[7]),
        last_day=row[8],
        reviews=row[17],
        lapses=row[9],
    )
    return Review(
        before=before,
        rating=Rating(row[10]),
        reviewed_at=reviewed_at,
        study_day=StudyDay(row[12]),
        seconds=row[13],
        predicted_recall=row[14],
        desired_retention=row[15],
        parameter_set=row[16],
    )


def delete_review(connection: sqlite3.Connection, review_id: int) -> None:
    """Remove a review that is taken back."""
    connection.execute("DELETE FROM review WHERE id = ?", (review_id,))


def read_history(connection: sqlite3.Connection, card_id: CardId) -> tuple[PastReview, ...]:
    """All reviews of one card, oldest first."""
    rows = connection.execute(
        """SELECT reviewed_at, study_day, rating, seconds, stability_before, predicted_recall
           FROM review WHERE card_id = ? ORDER BY id""",
        (card_id,),
    )
    return tuple(
        PastReview(
            reviewed_at=datetime.fromisoformat(reviewed_at).replace(tzinfo=UTC),
            study_day=StudyDay(day),
            rating=Rating(rating),
            seconds=seconds,
            stability_before=stability,
            predicted_recall=predicted,
        )
        for reviewed_at, day, rating, seconds, stability, predicted in rows
    )
