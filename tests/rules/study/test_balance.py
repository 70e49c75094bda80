"""No domain starves, and the most valuable comes up most often."""

from __future__ import annotations

import numpy as np
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.balance import greatest_lift, next_lift, owed
from cehrs_desktop.rules.study.card_kinds import values_of_kinds
from cehrs_desktop.rules.study.memory import Numbers

WEIGHTS = dict(zip(DomainNumber, (28.0, 32.0, 15.0, 15.0, 10.0), strict=True))
MOST = greatest_lift(np.array(list(WEIGHTS.values())))
EQUAL = np.array([40, 0] * 5)
CLINICAL = 1
FINE = [0.6, 0.6, 0.6, 0.6, 0.6]


def _next(lift: Numbers, forecast: Numbers, now: Numbers, days_left: int) -> Numbers:
    return next_lift(lift, most=MOST, floor=np.ones(5), forecast=forecast, now=now, days_left=days_left)


def _lift(forecast: list[float], now: list[float], *, days_left: int = 20, rounds: int = 1) -> Numbers:
    lift = np.ones(5)
    for _ in range(rounds):
        lift = next_lift(
            lift, most=MOST, floor=np.ones(5), forecast=np.array(forecast), now=np.array(now), days_left=days_left
        )
    return lift


def test_domains_that_are_known_alike_are_not_lifted() -> None:
    assert _lift(FINE, FINE) == pytest.approx(1.0)


def test_a_domain_below_the_floor_is_lifted_the_more_the_longer_but_not_without_end() -> None:
    low = [0.6, 0.6, 0.6, 0.6, 0.35]
    once, twice, often = (float(_lift(low, low, rounds=rounds)[4]) for rounds in (1, 2, 50))
    assert 1.0 < once < twice < often
    assert often == pytest.approx(3.2)
    assert _lift(low, low)[:4] == pytest.approx(1.0)


def test_a_lift_is_taken_back_once_the_domain_has_caught_up() -> None:
    lift = next_lift(
        np.full(5, 3.0), most=MOST, floor=np.ones(5), forecast=np.array(FINE), now=np.array(FINE), days_left=20
    )
    assert (lift < 3.0).all()


def test_the_further_away_the_exam_the_more_counts_what_is_known_today() -> None:
    lifts = [_lift(FINE, [0.6, 0.6, 0.6, 0.6, 0.0], days_left=days)[4] for days in (1, 30, 60, 200)]
    assert lifts == sorted(lifts)
    assert lifts[0] == pytest.approx(1.0)
    assert lifts[-1] > 1.3


def test_a_domain_without_cards_has_no_lift() -> None:
    assert _lift([0.6, np.nan, 0.6, 0.6, 0.1], [0.6, np.nan, 0.6, 0.6, 0.1])[1] == 1.0
    assert _lift([np.nan] * 5, [np.nan] * 5).tolist() == [1.0] * 5


def test_clinical_operations_is_owed_answers_until_it_has_a_fifth_more_a_card_than_reporting() -> None:
    values = values_of_kinds(EQUAL, WEIGHTS)
    assert owed(values, EQUAL, [100, 100, 100, 100, 100]) == (CLINICAL, 27)  # 100 · 3.2^0.2 is 126.2
    assert owed(values, EQUAL, [100, 127, 100, 100, 100]) == (CLINICAL, 0)
    assert owed(values, EQUAL, [150, 127, 90, 90, 90]) == (CLINICAL, 28)  # Non-Clinical, nearly as heavy, 2.7 % less


def test_where_all_cards_are_worth_the_same_nothing_is_owed() -> None:
    counts = np.array([28, 0, 32, 0, 15, 0, 15, 0, 10, 0])
    assert owed(values_of_kinds(counts, WEIGHTS), counts, [100, 0, 100, 100, 100])[1] == 0
    assert owed(np.ones(10), np.zeros(10, dtype=np.int64), [0] * 5)[1] == 0
