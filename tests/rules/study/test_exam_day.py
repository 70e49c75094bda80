"""What each card is worth today, with so many days and minutes left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.card_kinds import values_of_kinds
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.deck import Deck
from cehrs_desktop.rules.study.ensemble import ensemble_around
from cehrs_desktop.rules.study.exam_day import (
    GREATEST_FALL,
    LEAST_LEVEL,
    Outlook,
    Plan,
    Prices,
    TimeLeft,
    outlook,
)
from cehrs_desktop.rules.study.forgetting import of_parameters
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.programme import FirstSight, Motion, motion
from cehrs_desktop.rules.study.spread import Belief
from tests.builders import a_deck, the_blueprint

DAY = StudyDay(100)
WEIGHTS = {domain.number: float(domain.weight) for domain in the_blueprint().domains}
FSRS = motion(of_parameters(ParameterSet()), passed=9.0, lapsed=26.0)
FIRST = FirstSight(np.array([0.26, 0.15, 0.5, 0.09]), 28.0)


def _new(number: int, domain: int) -> Card:
    return Card(id=CardId(number), domain=DomainNumber(domain))


def _seen(number: int, domain: int, *, stability: float, days_ago: int = 5) -> Card:
    day = StudyDay(DAY - days_ago)
    return replace(
        _new(number, domain),
        state=CardState.REVIEW,
        stability=stability,
        difficulty=5.0,
        due_day=DAY,
        last_day=day,
    )


def _belief(deck: Deck, grid: Motion = FSRS, *, weight: float = 1.0) -> Belief:
    difficulty = np.where(np.isnan(deck.stability), np.nan, 5.0)
    return Belief(weight, grid, deck.stability, difficulty)


def _outlook(
    deck: Deck,
    *,
    minutes: float = 8.0,
    days: int = 20,
    beliefs: Sequence[Belief] = (),
    before: Plan | None = None,
    search: bool = True,
    answers: Mapping[DomainNumber, int] | None = None,
) -> Outlook:
    left = TimeLeft(
        today=DAY, days=days, seconds_per_day=minutes * 60, weights=WEIGHTS, answers=answers or {}, first=FIRST
    )
    return outlook(deck, beliefs or [_belief(deck)], left, before=before, search=search)


# --- values ---


def test_the_cards_of_a_domain_share_its_weight_and_core_cards_count_double() -> None:
    counts = np.array([100, 0, 50, 25, 0, 10, 0, 0, 400, 0])
    values = values_of_kinds(counts, WEIGHTS)
    of_domain = (values * counts).reshape(-1, 2).sum(1)
    assert of_domain.sum() == pytest.approx(counts.sum())
    present = np.array([28, 32, 15, 0, 10]) / 85
    assert of_domain / of_domain.sum() == pytest.approx(present)
    assert values[3] == pytest.approx(2 * values[2])


def test_a_lopsided_deck_does_not_distort_the_blueprint() -> None:
    deck = a_deck([*(_new(i, 5) for i in range(500)), *(_new(500 + i, 2) for i in range(100))])
    today = _outlook(deck, minutes=2.0)
    assert today.recall[DomainNumber(2)] > 2 * today.recall[DomainNumber(5)]
    assert today.ranking.worth[500:].min() > np.median(today.ranking.worth[:500])


# --- ranking ---


def test_a_core_card_comes_before_others_of_its_domain() -> None:
    deck = a_deck([_new(i, 2) for i in range(60)], core=[i % 6 == 5 for i in range(60)])
    worth = _outlook(deck, minutes=3.0).ranking.worth
    assert worth[deck.core].min() > worth[~deck.core].max()


def test_of_equals_new_cards_come_from_all_domains_evenly() -> None:
    deck = a_deck([_new(10 * d + i, d) for d in DomainNumber for i in range(2 * round(WEIGHTS[d]))])
    order = np.argsort(-_outlook(deck, minutes=2.0).ranking.worth, kind="stable")[:100]
    for domain in DomainNumber:
        assert np.count_nonzero(deck.domain[order] == domain) == pytest.approx(WEIGHTS[domain], abs=2)


def test_suspended_cards_are_neither_ranked_nor_planned_for() -> None:
    cards = [_new(1, 1), _new(2, 2), _seen(3, 3, stability=4.0)]
    deck = a_deck(cards, suspended=[0, 1, 0])
    worth = _outlook(deck).ranking.worth
    assert worth[1] == -np.inf
    assert np.isfinite(worth[[0, 2]]).all()


def test_a_card_that_lasts_until_the_exam_is_worth_less_than_one_that_will_be_forgotten() -> None:
    deck = a_deck([_seen(1, 2, stability=900.0), _seen(2, 2, stability=2.0)])
    worth = _outlook(deck).ranking.worth
    assert worth[1] > 5 * worth[0]


def test_worth_is_averaged_over_what_is_believed() -> None:
    deck = a_deck([*(_seen(i, 2, stability=3.0) for i in range(5)), *(_new(9 + i, 2) for i in range(50))])
    (exponential,) = (group for group in ensemble_around(ParameterSet()) if group.curve == "exponential")
    other = motion(exponential.models.only(0), passed=9.0, lapsed=26.0)
    one_price = Plan(Prices(0.02, 0.2))
    apart = [_outlook(deck, beliefs=[_belief(deck, grid)], before=one_price, search=False) for grid in (FSRS, other)]
    both = [_belief(deck, FSRS, weight=0.75), _belief(deck, other, weight=0.25)]
    together = _outlook(deck, beliefs=both, before=one_price, search=False)
    mean = 0.75 * apart[0].ranking.worth + 0.25 * apart[1].ranking.worth
    assert together.ranking.worth == pytest.approx(mean, rel=1e-4)
    assert together.recall[DomainNumber(2)] < apart[0].recall[DomainNumber(2)]


# --- prices ---


def test_prices_fall_with_the_days_left_and_their_neighbors_stay_within_bounds() -> None:
    prices = Prices(0.02, 0.3)
    assert prices.path(3) == pytest.approx([0.02, 0.02 / 2**0.3, 0.02 / 3**0.3])
    assert prices in prices.around()
    assert len(set(prices.around())) == 5
    edge = Prices(LEAST_LEVEL, GREATEST_FALL).around()
    assert min(each.level for each in edge) == LEAST_LEVEL
    assert max(each.fall for each in edge) == GREATEST_FALL


def test_the_more_minutes_the_more_is_forecast_and_the_less_an_hour_is_worth() -> None:
    deck = a_deck([_new(10 * i + d, d) for i in range(40) for d in DomainNumber])
    short, long = (_outlook(deck, minutes=minutes) for minutes in (2.0, 30.0))
    for domain in DomainNumber:
        assert long.recall[domain] > short.recall[domain] + 0.2
    assert long.worth_of_an_hour(200, days=20) < short.worth_of_an_hour(200, days=20)


def test_no_light_domain_starves() -> None:
    """Forty cards a domain: without a floor the heavy ones would take all of a few minutes."""
    deck = a_deck([_new(100 * d + i, d) for d in DomainNumber for i in range(40)])
    today = _outlook(deck, minutes=2.0)
    lightest = []
    for _ in range(20):
        today = _outlook(deck, minutes=2.0, before=today.plan)
        lightest.append(today.recall[DomainNumber(5)])
    assert np.mean(lightest) > 0.1
    assert 1.0 < max(today.plan.lift) <= 3.2


def test_the_most_valuable_cards_come_first_while_they_lag_behind_in_answers() -> None:
    deck = a_deck([_seen(100 * d + i, d, stability=3.0 + d) for d in DomainNumber for i in range(10)])
    answers = {DomainNumber(d): 50 for d in (1, 3, 4, 5)} | {DomainNumber(2): 58}
    order = np.argsort(-_outlook(deck, answers=answers).ranking.worth, kind="stable")
    assert set(deck.domain[order[:5]].tolist()) == {2}  # 50 · 3.2^0.2 is 63
