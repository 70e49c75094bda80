"""The day's list and the next card when cards are ranked by worth instead of due date."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.day import Ranking, Today, day_list, next_card
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.pace import Pace
from tests.builders import a_deck

DAY = StudyDay(100)
TODAY = Today(
    day=DAY,
    now=0.0,
    seconds_left=3600.0,
    new_left=99,
    pace=Pace(new=24.0, review=10.0),
    weights=dict.fromkeys(DomainNumber, 1.0),
)
_ids = count(1)


def _new() -> Card:
    return Card(id=CardId(next(_ids)), domain=DomainNumber(1))


def _seen(*, due: int = 50, last: int = -9, state: CardState = CardState.REVIEW) -> Card:
    """A card due and last seen so many days from today."""
    day = StudyDay(DAY + due) if state is CardState.REVIEW else None
    return replace(_new(), state=state, stability=5.0, difficulty=5.0, due_day=day, last_day=StudyDay(DAY + last))


def _ranking(*worth: float) -> Ranking:
    return Ranking(np.array(worth))


def test_cards_come_by_worth_whether_they_are_due_or_new_or_neither() -> None:
    deck = a_deck([_seen(), _new(), _seen(due=-3), _new()])
    ranking = _ranking(0.3, 0.2, 0.1, 0.4)
    listed = day_list(deck, TODAY, ranking=ranking)
    assert listed.reviews.tolist() == [0, 2]
    assert listed.new.tolist() == [3, 1]
    assert listed.due == 1
    shown = []
    while (card := next_card(deck, TODAY, ranking=ranking)) is not None:
        shown.append(deck.row(card))
        deck = deck.with_card(replace(_seen(last=0), id=card))
    assert shown == [3, 0, 1, 2]


def test_what_is_worth_nothing_and_what_was_seen_today_does_not_come() -> None:
    deck = a_deck([_seen(), _seen(last=0), _new(), _new(), _seen()], suspended=[0, 0, 0, 1, 0])
    listed = day_list(deck, TODAY, ranking=_ranking(0.1, 0.9, 0.0, 0.9, -np.inf))
    assert listed.reviews.tolist() == [0]
    assert len(listed.new) == 0


def test_the_list_ends_with_the_minutes_and_the_limit_of_new_cards() -> None:
    deck = a_deck([_new(), _new(), _new(), _seen(), _seen()])
    ranking = _ranking(0.5, 0.4, 0.3, 0.2, 0.1)
    listed = day_list(deck, replace(TODAY, seconds_left=61.0), ranking=ranking)  # a new card takes 30 s with repeats
    assert (listed.new.tolist(), listed.reviews.tolist()) == ([0, 1, 2], [])
    listed = day_list(deck, replace(TODAY, seconds_left=61.0, new_left=1), ranking=ranking)
    assert (listed.new.tolist(), listed.reviews.tolist()) == ([0], [3, 4])


def test_of_a_group_the_one_worth_more_comes() -> None:
    deck = a_deck([_new(), _seen(), _new()], group=[7, 7, 7])
    listed = day_list(deck, TODAY, ranking=_ranking(0.1, 0.3, 0.2))
    assert (listed.new.tolist(), listed.reviews.tolist()) == ([], [1])


def test_a_card_in_steps_still_goes_first() -> None:
    step = replace(_seen(state=CardState.RELEARNING), step=0)
    deck = a_deck([_new(), step])
    deck.due_at[1] = -5.0
    assert next_card(deck, TODAY, ranking=_ranking(0.9, -np.inf)) == step.id


@pytest.mark.parametrize("seconds", [0.0, -5.0])
def test_nothing_comes_when_the_time_is_used_up(seconds: float) -> None:
    assert next_card(a_deck([_new()]), replace(TODAY, seconds_left=seconds), ranking=_ranking(1.0)) is None
