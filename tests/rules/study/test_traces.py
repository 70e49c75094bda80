"""Memory as decaying traces."""

from __future__ import annotations

import numpy as np
import pytest

from cehrs_desktop.rules.study.ensemble import FIRST_DAY_LOGITS, ensemble_around
from cehrs_desktop.rules.study.memory import Numbers, ParameterSet
from cehrs_desktop.rules.study.traces import Traces

ONE = Traces(np.array(0.18), np.array(0.25), np.array(-1.8))


def _after(gaps: list[float], *, rating: int = 3) -> tuple[Numbers, Numbers]:
    memory = ONE.first(3)
    for gap in gaps:
        memory = ONE.reviewed(*memory, rating, recall=np.array(0.5), days=gap)
    return memory


def _recall(memory: tuple[Numbers, Numbers], days: float) -> float:
    return float(ONE.recall(*memory, days))


def test_recall_falls_with_time_and_rises_with_every_meeting() -> None:
    recalls = [_recall(ONE.first(3), days) for days in (1, 3, 10, 40)]
    assert recalls == sorted(recalls, reverse=True)
    assert _recall(_after([3.0]), 3) > recalls[1]


def test_a_miss_leaves_as_much_as_a_success() -> None:
    assert _recall(_after([4.0], rating=1), 5) == pytest.approx(_recall(_after([4.0], rating=3), 5))


def test_spaced_meetings_last_longer_than_crammed_ones() -> None:
    assert _recall(_after([7.0, 7.0, 7.0]), 30) > _recall(_after([1.0, 1.0, 1.0]), 30)


def test_a_better_first_rating_means_a_better_memory() -> None:
    recalls = [_recall(ONE.first(rating), 2) for rating in (1, 2, 3, 4)]
    assert recalls == sorted(recalls)


def test_a_second_look_on_one_day_helps_a_little() -> None:
    first = ONE.first(1)
    assert _recall(first, 2) < _recall(ONE.repeated(*first, 3), 2) < _recall(_after([5.0]), 2)


def test_the_shared_scales_give_back_what_they_were_given() -> None:
    strength = ONE.strength(*ONE.from_strength(np.array(-0.7), np.array(0.22)))
    assert [float(each) for each in strength] == pytest.approx([-0.7, 0.22])


def test_the_ensembles_traces_begin_with_the_recall_they_are_named_for() -> None:
    (group,) = (group for group in ensemble_around(ParameterSet()) if group.curve == "traces")
    recall = group.models.recall(*group.models.first(3), 1)
    logits = np.log(recall / (1 - recall))
    assert sorted({round(float(each), 6) for each in logits}) == pytest.approx(FIRST_DAY_LOGITS)
