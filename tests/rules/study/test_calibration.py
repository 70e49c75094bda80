"""Parameters fitted to one learner."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from fsrs import Scheduler

from cehrs_desktop.rules.study.calibration import fit, log_loss, refit
from cehrs_desktop.rules.study.forgetting import Models
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.replay import followed, newest
from cehrs_desktop.rules.study.review_log import ReviewLog

CARDS = 150


def _log(*, first: float, growth: float = 0.0, days: int = 60, seed: int = 1) -> ReviewLog:
    """A learner whose memories last `first` times as long at first, and grow e^growth times as much."""
    w = np.array(ParameterSet().weights)
    w[:4] *= first
    w[8] += growth
    one, dice = Models(w, np.array(1.0)), random.Random(seed)
    rows: list[tuple[int, int, int, float]] = []
    for card in range(CARDS):
        day, s, d = card * days // CARDS // 2, *one.first(3)
        rows.append((card, day, 3, 8.0))
        while (gap := max(round(float(s) * dice.uniform(0.6, 2.0)), 1)) + day < days:
            day += gap
            r = one.recall(s, d, gap)
            rating = 3 if dice.random() < float(r) else 1
            rows.append((card, day, rating, 8.0))
            s, d = one.reviewed(s, d, rating, recall=r, days=gap)
    rows.sort(key=lambda row: row[1])
    card_, day_, rating_, seconds = (np.array(column) for column in zip(*rows, strict=True))
    return ReviewLog(card_, day_, rating_, seconds)


def _loss(log: ReviewLog, parameters: ParameterSet) -> float:
    return log_loss(log, parameters, cards=CARDS, among=np.ones(len(log), dtype=np.bool_))


@pytest.mark.parametrize(("first", "growth"), [(0.2, -0.6), (4.0, 0.3)])
def test_a_learner_unlike_the_defaults_is_predicted_better_after_a_fit(first: float, growth: float) -> None:
    fitted = fit(_log(first=first, growth=growth), cards=CARDS)
    other = _log(first=first, growth=growth, seed=2)
    assert _loss(other, fitted) < 0.97 * _loss(other, ParameterSet())
    assert (fitted.weights[2] < ParameterSet().weights[2]) == (first < 1)
    Scheduler(parameters=fitted.weights)  # within the bounds of fsrs


def test_a_learner_like_the_defaults_keeps_nearly_to_them() -> None:
    fitted = fit(_log(first=1.0), cards=CARDS)
    other = _log(first=1.0, seed=2)
    assert _loss(other, fitted) < 1.01 * _loss(other, ParameterSet())


def test_few_answers_move_little_and_none_nothing() -> None:
    log = _log(first=0.2, growth=-0.6)
    usual = ParameterSet().weights[2]
    moved = [abs(np.log(fit(log.only(np.arange(len(log)) < n), cards=CARDS).weights[2] / usual)) for n in (20, 400)]
    assert moved[0] < moved[1]
    assert fit(log.only(log.turn == 0), cards=CARDS).weights == pytest.approx(ParameterSet().weights)


def test_a_refit_is_judged_by_the_latest_answers() -> None:
    log = _log(first=0.2, growth=-0.6)
    found = refit(log, ParameterSet(), cards=CARDS)
    assert found is not None
    assert found.is_better
    again = refit(log, found.parameters, cards=CARDS)
    assert again is not None
    assert again.loss == pytest.approx(again.loss_in_use)
    assert not replace(found, loss=found.loss_in_use).is_better


def test_fewer_than_fifty_answers_after_a_day_make_no_refit() -> None:
    log = _log(first=1.0)
    few = log.only(np.cumsum(log.elapsed > 0) < 50)
    assert refit(few, ParameterSet(), cards=CARDS) is None


def test_of_a_long_log_the_cards_answered_last_are_fitted() -> None:
    log = _log(first=1.0)
    part = newest(log, cards=CARDS, most=100)
    assert 50 < len(part) <= 100
    assert part.day.max() == log.day.max()


def test_following_a_log_tells_the_chance_each_answer_had() -> None:
    log = ReviewLog(np.array([0, 0, 0]), np.array([1, 1, 5]), np.array([3, 3, 1]), np.full(3, 8.0))
    found = followed(Models(np.array(ParameterSet().weights), np.array(1.0)), log, cards=2)
    assert np.isnan(found.recall[:2, 0]).all()
    assert 0.5 < found.recall[2, 0] < 1
    assert np.isnan(found.stability[1, 0])
