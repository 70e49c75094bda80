"""The simulation under the names that learners written elsewhere rely on."""

from __future__ import annotations

from collections import Counter

import pytest

from cehrs_desktop.activities.simulation import POLICIES, SimulationResult, domains_in_proportion, policy, simulate
from cehrs_desktop.rules.study.course import ExamDay, Plain, Weighted
from cehrs_desktop.rules.study.worlds import Strength, World, learner


def test_policies_by_name() -> None:
    assert policy("plain", retention=0.85, new_per_day=7) == Plain(0.85, 7)
    assert policy("plain") == Plain(0.9, 20)
    assert policy("weighted") == Weighted()
    assert policy("exam-day") == ExamDay()
    with pytest.raises(ValueError, match="plain, weighted, exam-day"):
        policy("random")


def test_cards_are_divided_as_the_exam_is() -> None:
    assert Counter(domains_in_proportion(800)) == {1: 224, 2: 256, 3: 120, 4: 120, 5: 80}
    assert len(domains_in_proportion(37)) == 37


@pytest.mark.parametrize("name", POLICIES)
def test_a_course_under_the_exams_own_weights(name: str) -> None:
    result = simulate(
        policy(name),
        learner(World.FSRS, Strength.STRONG, seed=1),
        domains_in_proportion(60),
        days=8,
        minutes_per_day=3,
        seed=1,
    )
    assert isinstance(result, SimulationResult)
    assert 0 < result.weighted_recall < 1
    assert 0 < result.minutes < 8 * 3 + 8
    assert set(result.recall_by_domain) == {1, 2, 3, 4, 5}
