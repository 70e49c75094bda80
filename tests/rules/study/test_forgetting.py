"""The vectorized memory models: FSRS-6 itself where they claim to be, and what may differ from it."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study import forgetting, memory
from cehrs_desktop.rules.study.cards import Card, CardId, Rating
from cehrs_desktop.rules.study.ensemble import ensemble_around
from cehrs_desktop.rules.study.forgetting import NEAR_EXPONENTIAL, Models, of_parameters
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.scheduling import outcomes
from cehrs_desktop.rules.study.settings import StudySettings

DEFAULT = of_parameters(ParameterSet())
WITHOUT_STEPS = StudySettings(learning_steps=(), relearning_steps=())


@pytest.mark.parametrize("seed", range(20))
def test_a_random_history_gives_the_memory_that_fsrs_gives(seed: int) -> None:
    dice = Random(seed)
    card, day = Card(id=CardId(1), domain=DomainNumber(1)), StudyDay(0)
    s = d = np.array(np.nan)
    for step in range(12):
        rating = dice.choice(list(Rating))
        elapsed = 0 if step == 0 else dice.choice((0, 1, 2, 7, 30))
        day = StudyDay(day + elapsed)
        card = outcomes(card, day, retention=0.9, parameters=ParameterSet(), settings=WITHOUT_STEPS)[rating].card
        if step == 0:
            s, d = forgetting.first_stability(DEFAULT, rating), forgetting.first_difficulty(DEFAULT, rating)
        else:
            s = _after(s, d, elapsed, rating)
            d = forgetting.next_difficulty(DEFAULT, d, rating)
        assert float(s) == pytest.approx(card.stability, rel=1e-9)
        assert float(d) == pytest.approx(card.difficulty, rel=1e-9)


def _after(s: memory.Numbers, d: memory.Numbers, elapsed: int, rating: Rating) -> memory.Numbers:
    if elapsed == 0:
        return forgetting.after_repeat(DEFAULT, s, rating=rating)
    r = forgetting.recall(DEFAULT, s, elapsed)
    if rating is Rating.AGAIN:
        return forgetting.after_lapse(DEFAULT, s, d, r)
    return forgetting.after_pass(DEFAULT, s, d, r, rating=rating)


def test_the_curve_is_the_one_used_everywhere_else() -> None:
    days = np.arange(0, 400, 7.0)
    ours = forgetting.recall(DEFAULT, 12.0, days)
    assert ours == pytest.approx(memory.recall(12.0, days, decay=ParameterSet().decay), rel=1e-12)


def test_a_great_decay_is_nearly_exponential() -> None:
    exponential = Models(np.array([*ParameterSet().weights[:20], NEAR_EXPONENTIAL]), np.array(1.0))
    days = np.linspace(0, 60, 100)
    assert np.abs(forgetting.recall(exponential, 2.0, days) - 0.9 ** (days / 2.0)).max() < 0.006


def test_with_little_spacing_successes_count_alike_and_at_ninety_percent_as_in_fsrs() -> None:
    w = np.array(ParameterSet().weights)
    alike = Models(w, np.array(0.1))
    r = np.array([0.5, 0.9, 0.97])
    fsrs_growth = forgetting.after_pass(DEFAULT, 4.0, 5.0, r) / 4.0 - 1
    growth = forgetting.after_pass(alike, 4.0, 5.0, r) / 4.0 - 1
    assert growth[1] == pytest.approx(fsrs_growth[1])
    assert growth.max() / growth.min() < 1.5
    assert fsrs_growth.max() / fsrs_growth.min() > 10


def test_many_models_are_worked_out_at_once_as_each_alone() -> None:
    models = ensemble_around(ParameterSet())[0].models
    assert isinstance(models, Models)
    s = np.array([[0.5], [3.0], [40.0]])
    r = forgetting.recall(models, s, 5)
    together = forgetting.after_pass(models, s, 4.0, r)
    assert together.shape == (3, len(models))
    for model in (0, len(models) // 2, len(models) - 1):
        alone = forgetting.after_pass(models.only(model), s[:, 0], 4.0, r[:, model])
        assert together[:, model] == pytest.approx(alone)
