"""One card's best course at given prices, and what all of them come to."""

from __future__ import annotations

import numpy as np
import pytest

from cehrs_desktop.rules.study.forgetting import of_parameters, recall
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.programme import (
    DIFFICULTIES,
    ELAPSED,
    ROWS,
    STABILITIES,
    FirstSight,
    Tables,
    forecast,
    motion,
    place,
    programme,
    rows_around,
)

FIRST = FirstSight(np.array([0.26, 0.15, 0.5, 0.09]), 30.0)
MOTION = motion(of_parameters(ParameterSet()), passed=9.0, lapsed=26.0)
PLENTY = 1e9


def _tables(price: float, *, days: int = 20) -> Tables:
    return programme(MOTION, np.full((days, 1), price), FIRST)


def _cards(count: float, *, stability: float, elapsed: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    cells = _none_cells()
    rows, shares = rows_around(np.array([stability]), np.array([5.0]))
    cells[int(np.flatnonzero(elapsed == ELAPSED)[0]), 0, rows[:, 0]] = shares[:, 0] * count
    return cells


def _none() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.zeros(1, dtype=np.float32)


def test_every_cell_goes_somewhere_with_certainty() -> None:
    assert MOTION.moves.sum(2) == pytest.approx(1.0, abs=1e-5)
    assert MOTION.starts.sum(1) == pytest.approx(1.0, abs=1e-6)


def test_places_between_grid_points_give_the_value_back() -> None:
    lower, share = place(np.array([1.0, 8.2, 75.0, 500.0]), ELAPSED)
    assert ELAPSED[lower] * (1 - share) + ELAPSED[lower + 1] * share == pytest.approx([1.0, 8.2, 75.0, 75.0])
    rows, shares = rows_around(np.array([3.3]), np.array([6.0]))
    log = (np.log(STABILITIES[rows % len(STABILITIES)]) * shares).sum()
    assert np.exp(log) == pytest.approx(3.3)
    assert (DIFFICULTIES[rows // len(STABILITIES)] * shares).sum() == pytest.approx(6.0)


def test_when_a_second_costs_too_much_nothing_is_reviewed_and_a_card_is_worth_what_is_left_of_it() -> None:
    tables = _tables(10.0)
    wanted, known = forecast(
        tables, _cards(100, stability=10.0, elapsed=1), np.array([5.0], np.float32), seconds_per_day=PLENTY
    )
    assert wanted.sum() == pytest.approx(0.0, abs=1e-3)
    left = float(recall(of_parameters(ParameterSet()), 10.0, 21))
    assert known[0] == pytest.approx(100 * left, rel=0.02)


def test_the_cheaper_a_second_the_more_is_wanted_and_known() -> None:
    figures = [
        forecast(_tables(price), _none_cells(), np.array([100.0], np.float32), seconds_per_day=PLENTY)
        for price in (0.05, 0.02, 0.004, 0.0005)
    ]
    seconds = [float(wanted.sum()) for wanted, _ in figures]
    known = [float(each[0]) for _, each in figures]
    assert seconds == sorted(seconds)
    assert known == sorted(known)
    assert known[0] < 1
    assert known[-1] > 95


def _none_cells() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.zeros((len(ELAPSED), 1, ROWS), dtype=np.float32)


def test_value_is_recall_less_what_is_paid() -> None:
    tables = _tables(0.01)
    cards = _cards(1, stability=3.0, elapsed=4)
    wanted, known = forecast(tables, cards, _none(), seconds_per_day=PLENTY)
    value = float((tables.value * cards).sum())
    assert value == pytest.approx(float(known[0]) - 0.01 * float(wanted.sum()), abs=1e-4)


def test_no_day_takes_more_than_its_minutes_and_what_does_not_fit_is_lost() -> None:
    tables = _tables(0.004)
    unseen = np.array([400.0], np.float32)
    free = forecast(tables, _none_cells(), unseen, seconds_per_day=PLENTY)[1]
    tight = forecast(tables, _none_cells(), unseen, seconds_per_day=300)[1]
    assert tight[0] < 20 * 300 / 30 + 1  # an unseen card takes 30 s
    assert free[0] > 2 * tight[0]


def test_a_weak_memory_gains_more_than_a_strong_one() -> None:
    gain = _tables(0.01).gain
    weak, strong = (float((gain * _cards(1, stability=s, elapsed=4)).sum()) for s in (1.0, 300.0))
    assert weak > 5 * strong > 0


def test_plans_side_by_side_have_their_own_minutes_each() -> None:
    prices = np.concatenate([np.full((20, 1), 0.004), np.full((20, 1), 0.02)], 1)
    together = programme(MOTION, prices, FIRST)
    cells, unseen = np.zeros((len(ELAPSED), 2, ROWS), np.float32), np.array([300.0, 300.0], np.float32)
    _, known = forecast(together, cells, unseen, seconds_per_day=400, plans=2)
    alone = [forecast(_tables(price), _none_cells(), unseen[:1], seconds_per_day=400)[1][0] for price in (0.004, 0.02)]
    assert known == pytest.approx(alone, rel=1e-4)


def test_each_day_may_have_seconds_of_its_own() -> None:
    tables, unseen = _tables(0.004), np.array([400.0], np.float32)
    late = (300.0,) * 10 + (0.0,) * 10  # with 1 to 10 days left there is time, before there is none
    known = forecast(tables, _none_cells(), unseen, seconds_per_day=late)[1]
    assert 50 < known[0] < 10 * 300 / 30 + 1
    alike = forecast(tables, _none_cells(), unseen, seconds_per_day=(300.0,) * 20)[1]
    assert alike == pytest.approx(forecast(tables, _none_cells(), unseen, seconds_per_day=300.0)[1])


def test_with_reviews_first_what_was_learned_is_kept_on_crowded_days() -> None:
    tables = programme(MOTION, np.full((20, 2), 0.004), FIRST)
    cells, unseen = np.zeros((len(ELAPSED), 2, ROWS), np.float32), np.array([0.0, 4000.0], np.float32)
    cells[:, :1] = _cards(60, stability=6.0, elapsed=4)

    def known(seconds: float, *, reviews_first: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return forecast(tables, cells, unseen, seconds_per_day=seconds, reviews_first=reviews_first)[1]

    assert known(400, reviews_first=True)[0] > 1.1 * known(400, reviews_first=False)[0]
    assert known(PLENTY, reviews_first=True) == pytest.approx(known(PLENTY, reviews_first=False))
