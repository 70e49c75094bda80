"""The deck: all cards as columns, changed one card at a time without touching the deck before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.deck import NO_DAY, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay
from tests.builders import a_deck

NEW = [Card(id=CardId(i), domain=DomainNumber.REPORTING) for i in (7, 3, 5)]


def _row(deck: Deck, card: int) -> tuple[float, ...]:
    row = deck.row(CardId(card))
    return (
        int(deck.state[row]),
        int(deck.due_day[row]),
        float(deck.due_at[row]),
        int(deck.last_day[row]),
        float(deck.stability[row]),
    )


def test_a_changed_card_changes_its_own_row_and_no_earlier_deck() -> None:
    before = a_deck(NEW)
    in_review = replace(NEW[1], state=CardState.REVIEW, stability=4.0, due_day=StudyDay(20), last_day=StudyDay(16))
    after = before.with_card(in_review)
    assert _row(after, 3)[:2] == (CardState.REVIEW, 20)
    assert np.isnan(_row(after, 3)[2])
    assert _row(after, 3)[3:] == (16, 4.0)
    assert after.count(CardState.REVIEW) == 1
    assert before.count(CardState.NEW) == 3
    assert _row(after, 7)[:2] == (CardState.NEW, NO_DAY)


def test_a_card_in_steps_has_its_moment() -> None:
    moment = datetime(2026, 11, 2, 14, 10, tzinfo=UTC)
    in_steps = replace(NEW[0], state=CardState.LEARNING, stability=0.2, due_at=moment, last_day=StudyDay(16))
    deck = a_deck(NEW).with_card(in_steps)
    assert _row(deck, 7)[1:3] == (NO_DAY, moment.timestamp())


def test_a_card_that_is_taken_back_to_new_has_no_days_left() -> None:
    in_review = replace(NEW[1], state=CardState.REVIEW, stability=4.0, due_day=StudyDay(20), last_day=StudyDay(16))
    deck = a_deck(NEW).with_card(in_review).with_card(NEW[1])
    state, due_day, due_at, last_day, stability = _row(deck, 3)
    assert (state, due_day, last_day) == (CardState.NEW, NO_DAY, NO_DAY)
    assert np.isnan(due_at)
    assert np.isnan(stability)


def test_marks_can_be_set_and_taken_off() -> None:
    deck = a_deck(NEW)
    buried = deck.with_buried(CardId(5), StudyDay(16))
    assert buried.buried_day.tolist() == [NO_DAY, NO_DAY, 16]
    assert buried.with_buried(CardId(5), None).buried_day.tolist() == [NO_DAY] * 3
    suspended = deck.with_suspended(CardId(7), suspended=True)
    assert suspended.suspended.tolist() == [True, False, False]
    assert suspended.with_suspended(CardId(7), suspended=False).suspended.tolist() == [False] * 3


def test_a_card_that_is_not_in_the_deck_has_no_row() -> None:
    with pytest.raises(KeyError):
        a_deck(NEW).row(CardId(99))
