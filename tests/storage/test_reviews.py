"""Reading single things back from the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.storage.cards import read_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_edit, read_shown
from cehrs_desktop.storage.reviews import read_history, read_review
from tests.builders import a_session
from tests.fakes import FakeClock


@pytest.mark.parametrize("read", [read_card, read_shown, read_review])
def test_what_does_not_exist_cannot_be_read(database: Database, read: Callable[..., Any]) -> None:
    with database.reading() as connection, pytest.raises(KeyError):
        read(connection, 999)


def test_a_card_without_reviews_or_own_text_has_none(database: Database) -> None:
    with database.reading() as connection:
        assert read_history(connection, CardId(1)) == ()
        assert read_edit(connection, CardId(1)) is None


@pytest.mark.parametrize("rating", Rating)
def test_a_review_comes_back_as_it_was_given(database: Database, clock: FakeClock, rating: Rating) -> None:
    session = a_session(database, clock)
    session.rate(session.show(CardId(1)), Rating.AGAIN, seconds=5)  # in steps: the state before has a moment
    clock.advance(minutes=10, microseconds=123_456)
    shown = session.show(CardId(1))
    session.rate(shown, rating, seconds=7.25)
    with database.reading() as connection:
        review = read_review(connection, 2)
    assert review.before == shown.card
    assert review.before.due_at is not None
    assert (review.rating, review.seconds, review.study_day) == (rating, 7.25, session.day)
    assert review.reviewed_at == clock.now()
    assert review.predicted_recall == shown.outcomes.predicted_recall
    assert review.desired_retention == shown.outcomes.desired_retention
    undone = take_back(database)
    assert undone is not None
    assert undone.review == review
