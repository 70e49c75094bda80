"""Which cards come today, and which comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.day import LEARN_AHEAD_SECONDS, Ranking, Today, cards_by_domain, day_list, next_card
from cehrs_desktop.rules.study.deck import NO_GROUP, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of
from cehrs_desktop.rules.study.pace import Pace
from tests.builders import a_deck, the_blueprint

MONDAY = day_of(date(2026, 11, 2))
NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)
PACE = Pace(new=24.0, review=10.0)  # 30 s for a new card with its repeats
WEIGHTS = {domain.number: float(domain.weight) for domain in the_blueprint().domains}


def _today(*, seconds: float = 24 * 3600, new: int = 500, reviews_done: int = 0, new_done: int = 0) -> Today:
    return Today(
        day=MONDAY,
        now=NOW.timestamp(),
        seconds_left=seconds,
        new_left=new,
        pace=PACE,
        weights=WEIGHTS,
        reviews_done=reviews_done,
        new_done=new_done,
    )


_ids = count(1)


def _new(domain: int = 2) -> Card:
    return Card(id=CardId(next(_ids)), domain=DomainNumber(domain))


def _due(domain: int = 2, *, days_ago: int = 0, last: int = 9) -> Card:
    return replace(
        _new(domain),
        state=CardState.REVIEW,
        stability=5.0,
        difficulty=5.0,
        due_day=StudyDay(MONDAY - days_ago),
        last_day=StudyDay(MONDAY - last),
    )


def _in_steps(*, minutes: float, last: int = 0, state: CardState = CardState.LEARNING) -> Card:
    due_at = NOW + timedelta(minutes=minutes)
    return replace(_new(), state=state, step=0, stability=0.5, due_at=due_at, last_day=StudyDay(MONDAY - last))


def _ids_of(deck: Deck, rows: Sequence[int] | np.ndarray) -> list[int]:
    return [int(deck.id[row]) for row in rows]


# --- new cards ---


def test_core_cards_are_introduced_before_all_others() -> None:
    cards = [_new(domain) for domain in (1, 2, 3, 4, 5) for _ in range(4)]
    deck = a_deck(cards, core=[i % 4 == 3 for i in range(20)])  # the last of each domain
    listed = day_list(deck, _today(new=7))
    assert sorted(_ids_of(deck, listed.new[:5])) == [card.id for card in cards[3::4]]
    assert not deck.core[listed.new[5:]].any()


def test_new_cards_come_from_the_domain_that_lags_furthest_behind_its_weight() -> None:
    deck = a_deck([_new(domain) for domain in (1, 2, 3, 4, 5) for _ in range(100)])
    listed = day_list(deck, _today(new=100))
    assert [int(deck.domain[row]) for row in listed.new[:10]] == [2, 1, 3, 4, 2, 1, 5, 2, 1, 3]
    assert cards_by_domain(deck, listed.new) == {1: 28, 2: 32, 3: 15, 4: 15, 5: 10}


@settings(max_examples=60, deadline=None)
@given(count=st.integers(1, 120))
def test_no_domain_strays_further_than_a_card_and_a_half_from_its_weight(count: int) -> None:
    deck = a_deck([_new(domain) for domain in (1, 2, 3, 4, 5) for _ in range(50)])
    shares = cards_by_domain(deck, day_list(deck, _today(new=count)).new)
    assert sum(shares.values()) == count
    for domain, cards in shares.items():
        assert abs(cards - count * WEIGHTS[domain] / 100) < 1.5


def test_cards_already_seen_count_toward_a_domains_share() -> None:
    seen = [replace(_due(2), due_day=StudyDay(MONDAY + 9)) for _ in range(10)]
    deck = a_deck([*seen, *(_new(domain) for domain in (1, 2, 3, 4, 5) for _ in range(5))])
    assert [int(deck.domain[row]) for row in day_list(deck, _today(new=6)).new] == [1, 1, 3, 4, 1, 5]


def test_within_a_domain_new_cards_come_in_the_order_of_the_pack() -> None:
    cards = [_new(3) for _ in range(6)]
    deck = a_deck(cards)
    assert _ids_of(deck, day_list(deck, _today(new=4)).new) == [card.id for card in cards[:4]]


LIMITS = (
    # seconds left, new cards left, due cards, new cards expected (30 s each), reviews expected (10 s each)
    (3600.0, 5, 0, 5, 0),
    (3600.0, 0, 3, 0, 3),
    (300.0, 99, 0, 10, 0),
    (301.0, 99, 0, 11, 0),  # one that has begun may end after the time is up
    (300.0, 99, 10, 7, 9),  # 200 s are left for new ones: 7 x 30 s; 90 s for reviews
    (300.0, 99, 30, 4, 18),  # reviews alone would fill the day: a third, begun ones included, is kept for new
    (300.0, 2, 99, 2, 24),
    (0.0, 99, 5, 0, 0),
    (-10.0, 99, 5, 0, 0),
)


@pytest.mark.parametrize(("seconds", "new_left", "due", "new", "reviews"), LIMITS)
def test_a_day_is_limited_by_its_time_and_by_its_count_of_new_cards(
    seconds: float, new_left: int, due: int, new: int, reviews: int
) -> None:
    deck = a_deck([*(_due() for _ in range(due)), *(_new() for _ in range(40))])
    listed = day_list(deck, _today(seconds=seconds, new=new_left))
    assert (len(listed.new), len(listed.reviews), listed.due) == (new, reviews, due)
    assert len(listed) == new + reviews


def test_cards_in_steps_take_their_time_first() -> None:
    deck = a_deck([*(_in_steps(minutes=-1) for _ in range(3)), *(_new() for _ in range(40))])
    assert len(day_list(deck, _today(seconds=60.0)).new) == 1
    assert len(day_list(deck, _today(seconds=30.0)).new) == 0


# --- missed days ---


@settings(max_examples=60, deadline=None)
@given(minutes=st.integers(1, 60), due=st.integers(0, 800), new=st.integers(0, 200), allowed=st.integers(0, 100))
def test_after_missed_days_today_is_a_normal_day_and_the_rest_stays_due(
    minutes: int, due: int, new: int, allowed: int
) -> None:
    deck = a_deck([*(_due(1 + i % 5, days_ago=i % 30) for i in range(due)), *(_new(1 + i % 5) for i in range(new))])
    listed = day_list(deck, _today(seconds=minutes * 60.0, new=allowed))
    expected = len(listed.reviews) * PACE.review + len(listed.new) * PACE.new_with_repeats
    assert expected < minutes * 60 + PACE.new_with_repeats + PACE.review  # each may begin a last one
    assert listed.due == due
    assert len(listed.reviews) <= due
    if new and allowed >= 100:
        fitting = min(new, minutes * 60 / 3 / PACE.new_with_repeats)
        assert len(listed.new) >= int(fitting)


def test_the_longest_overdue_come_first_and_on_one_day_the_heavier_domain() -> None:
    cards = [_due(5, days_ago=0), _due(2, days_ago=0), _due(5, days_ago=3), _due(1, days_ago=3), _due(3, days_ago=9)]
    deck = a_deck(cards)
    in_order = [cards[i].id for i in (4, 3, 2, 1, 0)]
    assert _ids_of(deck, day_list(deck, _today()).reviews) == in_order


def test_cards_not_due_yet_do_not_come() -> None:
    deck = a_deck([_due(days_ago=-1), _due(days_ago=0)])
    listed = day_list(deck, _today())
    assert listed.reviews.tolist() == [1]


def test_neighbors_in_the_pack_are_scattered_the_same_way_all_day_and_another_way_tomorrow() -> None:
    deck = a_deck([_due() for _ in range(50)])
    today, tomorrow = _today(), replace(_today(), day=StudyDay(MONDAY + 1))
    order = day_list(deck, today).reviews.tolist()
    assert order == day_list(deck, today).reviews.tolist()
    assert order != sorted(order)
    assert order != day_list(deck, tomorrow).reviews.tolist()


# --- what is put aside ---


@pytest.mark.parametrize("card", [_new(), _due(), _in_steps(minutes=-1), _in_steps(minutes=5)])
def test_suspended_and_buried_cards_do_not_come(card: Card) -> None:
    assert len(day_list(a_deck([card]), _today())) == 1
    assert len(day_list(a_deck([card], suspended=[True]), _today())) == 0
    assert len(day_list(a_deck([card], buried_day=[MONDAY]), _today())) == 0
    assert len(day_list(a_deck([card], buried_day=[MONDAY - 1]), _today())) == 1


# --- groups ---

Rows = st.lists(st.tuples(st.integers(0, 4), st.integers(NO_GROUP, 3), st.booleans()), max_size=25)


@settings(max_examples=150, deadline=None)
@given(rows=Rows)
def test_no_day_list_has_two_cards_of_one_group_that_could_meet_today(rows: list[tuple[int, int, bool]]) -> None:
    made = (_new, _due, lambda: _due(days_ago=4), lambda: _due(days_ago=-3), lambda: _due(days_ago=-3, last=0))
    deck = a_deck([made[kind]() for kind, _, _ in rows], group=[g for _, g, _ in rows], core=[c for *_, c in rows])
    listed = day_list(deck, _today())
    groups = deck.group[np.concatenate([listed.reviews, listed.new])]
    met_today = set(deck.group[deck.last_day == MONDAY].tolist())
    grouped = [int(group) for group in groups if group != NO_GROUP]
    assert max(Counter(grouped).values(), default=1) == 1
    assert not met_today & set(grouped)


def test_a_sibling_seen_today_keeps_the_others_away_but_may_finish_its_own_steps() -> None:
    in_steps, sibling, other = _in_steps(minutes=-1), _new(), _new()
    deck = a_deck([in_steps, sibling, other], group=[0, 0, NO_GROUP])
    listed = day_list(deck, _today())
    assert _ids_of(deck, listed.steps) == [in_steps.id]
    assert _ids_of(deck, listed.new) == [other.id]


def test_a_new_card_waits_for_its_due_sibling() -> None:
    due, sibling = _due(), _new()
    deck = a_deck([due, sibling], group=[4, 4])
    listed = day_list(deck, _today())
    assert _ids_of(deck, listed.reviews) == [due.id]
    assert len(listed.new) == 0


def test_of_two_new_siblings_the_core_card_comes() -> None:
    plain, core = _new(), _new()
    deck = a_deck([plain, core], group=[4, 4], core=[False, True])
    assert _ids_of(deck, day_list(deck, _today()).new) == [core.id]


# --- what comes next ---


def _session(deck: Deck, today: Today, answers: int) -> list[str]:
    """Kinds of card in the order they come, each answered so well that it doesn't come again."""
    shown = []
    for _ in range(answers):
        card = next_card(deck, today)
        if card is None:
            break
        is_new = deck.state[deck.row(card)] == CardState.NEW
        shown.append("new" if is_new else "review")
        known = replace(_due(), id=card, due_day=StudyDay(MONDAY + 5), last_day=MONDAY)
        deck = deck.with_card(known)
        today = replace(
            today,
            new_left=today.new_left - is_new,
            new_done=today.new_done + is_new,
            reviews_done=today.reviews_done + (not is_new),
        )
    return shown


def test_new_cards_are_mixed_evenly_among_the_reviews() -> None:
    deck = a_deck([*(_due() for _ in range(20)), *(_new() for _ in range(5))])
    shown = _session(deck, _today(), 30)
    assert Counter(shown) == {"review": 20, "new": 5}
    places = [place for place, kind in enumerate(shown) if kind == "new"]
    assert [later - sooner for sooner, later in pairwise(places)] == pytest.approx([5] * 4, abs=1)


def test_with_reviews_only_or_new_cards_only_they_simply_follow_each_other() -> None:
    assert _session(a_deck([_due() for _ in range(3)]), _today(), 9) == ["review"] * 3
    assert _session(a_deck([_new() for _ in range(3)]), _today(), 9) == ["new"] * 3


def test_a_step_that_is_due_goes_first_the_oldest_before_the_others() -> None:
    late, later = _in_steps(minutes=-5), _in_steps(minutes=-1, state=CardState.RELEARNING)
    deck = a_deck([_due(), _new(), later, late])
    assert next_card(deck, _today()) == late.id
    assert _ids_of(deck, day_list(deck, _today()).steps) == [late.id, later.id]


def test_a_step_that_is_not_due_waits_while_there_is_something_else() -> None:
    due, waiting = _due(), _in_steps(minutes=1)
    assert next_card(a_deck([waiting, due]), _today()) == due.id


@pytest.mark.parametrize(("minutes", "comes"), [(1.0, True), (20.0, True), (20.1, False), (600.0, False)])
def test_when_nothing_else_is_left_a_step_may_come_twenty_minutes_early(minutes: float, comes: bool) -> None:
    card = _in_steps(minutes=minutes)
    assert next_card(a_deck([card]), _today()) == (card.id if comes else None)
    assert LEARN_AHEAD_SECONDS == 1200


def test_nothing_comes_when_the_time_is_used_up() -> None:
    deck = a_deck([_due(), _new(), _in_steps(minutes=-1)])
    assert next_card(deck, _today(seconds=0.0)) is None
    assert next_card(deck, _today(seconds=0.1)) is not None


def test_an_empty_deck_has_nothing_today() -> None:
    deck = a_deck([])
    assert len(day_list(deck, _today())) == 0
    assert next_card(deck, _today()) is None


def _asked_for(card: Card, *, in_days: int = 0) -> Card:
    return replace(card, due_day=StudyDay(MONDAY + in_days), due_at=NOW)


def test_what_the_learner_asked_for_comes_first_beyond_the_limit_of_new_cards() -> None:
    core, other, asked, later = _new(2), _new(1), _asked_for(_new(5)), _asked_for(_new(5), in_days=1)
    deck = a_deck([core, other, asked, later], core=[1, 0, 0, 0])
    assert [int(deck.id[row]) for row in day_list(deck, _today(new=0)).new] == [asked.id]
    assert [int(deck.id[row]) for row in day_list(deck, _today(new=2)).new] == [asked.id, core.id]
    assert next_card(deck, _today(new=0)) == asked.id


def test_a_review_that_was_asked_for_comes_before_others_that_are_due() -> None:
    others = [_due(days_ago=30) for _ in range(5)]
    asked = _asked_for(_due())
    deck = a_deck([*others, asked])
    assert int(deck.id[day_list(deck, _today()).reviews[0]]) == asked.id


def test_what_was_asked_for_comes_first_in_exam_day_order_too() -> None:
    worthy, asked_new, asked_review = _due(), _asked_for(_new()), _asked_for(_due())
    deck = a_deck([worthy, asked_new, asked_review])
    ranking = Ranking(np.array([9.0, 0.0, 0.1]))
    found = day_list(deck, _today(new=0), ranking=ranking)
    assert [int(deck.id[row]) for row in found.new] == [asked_new.id]
    assert [int(deck.id[row]) for row in found.reviews] == [asked_review.id, worthy.id]
    assert next_card(deck, _today(new=0), ranking=ranking) in (asked_new.id, asked_review.id)
    without = a_deck([worthy, asked_new])
    assert next_card(without, _today(new=0), ranking=Ranking(np.array([9.0, 0.1]))) == asked_new.id
