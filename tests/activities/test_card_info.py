"""All that is known of one card."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cehrs_desktop.activities.card_changes import flag
from cehrs_desktop.activities.card_info import card_info
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import CardId, CardState, Rating
from cehrs_desktop.storage.database import Database
from tests.builders import a_session
from tests.fakes import FakeClock

CARD = CardId(1)


def test_a_card_never_seen_has_neither_history_nor_recall(database: Database, clock: FakeClock) -> None:
    info = card_info(database, clock, card=CARD, preferences=Preferences())
    assert (info.recall_now, info.history) == (None, ())
    assert info.card.state is CardState.NEW
    assert info.flashcard.text.front == "What is card-1-0?"
    assert info.flashcard.source.citation == "1 CFR 1"


def test_history_is_told_oldest_first_with_the_recall_now(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    session.rate(session.show(CARD), Rating.GOOD, seconds=8)
    clock.advance(days=3)
    session = a_session(database, clock)
    session.rate(session.show(CARD), Rating.AGAIN, seconds=20)
    flag(database, clock, card=CARD)
    clock.advance(days=1)
    info = card_info(database, clock, card=CARD, preferences=Preferences())
    first, second = info.history
    assert (first.rating, first.seconds, first.stability_before, first.predicted_recall) == (Rating.GOOD, 8, None, None)
    assert first.reviewed_at == datetime(2026, 11, 2, 14, tzinfo=UTC)
    assert (second.rating, second.seconds, second.study_day) == (Rating.AGAIN, 20, first.study_day + 3)
    assert second.stability_before == pytest.approx(2.3065)
    assert second.predicted_recall == pytest.approx(0.88095, abs=1e-5)
    assert info.day == second.study_day + 1
    assert info.recall_now is not None
    assert 0 < info.recall_now < 1
    assert info.marks.flagged


def test_there_is_no_information_on_a_card_that_does_not_exist(database: Database, clock: FakeClock) -> None:
    with pytest.raises(KeyError):
        card_info(database, clock, card=CardId(999), preferences=Preferences())
