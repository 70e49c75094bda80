"""Ability on the Rasch scale, and its agreement with an independent library."""

from __future__ import annotations

from itertools import pairwise, product

import mirt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mirt.backends.rust.scoring import compute_eap_scores

from cehrs_desktop.rules.measurement import (
    GRID,
    ability,
    chance_to_pass,
    chances_right,
    difficulties,
    posterior,
    predicted_scores,
    prior,
    quantile,
    score_chances,
    true_score,
)

CHANCES = st.lists(st.floats(0.05, 0.95), min_size=1, max_size=60)


@settings(deadline=None)
@given(CHANCES, st.data())
def test_ability_agrees_with_an_independent_library(expected: list[float], data: st.DataObject) -> None:
    b = difficulties(expected)
    right = np.array([data.draw(st.lists(st.booleans(), min_size=b.size, max_size=b.size))])
    means, sds = compute_eap_scores(right.astype(np.int32), GRID, prior(), np.ones(b.size), b)
    found = ability(posterior(int(right.sum()), b))
    assert (found.mean, found.sd) == pytest.approx((means[0], sds[0]), abs=1e-6)


@settings(deadline=None)
@given(CHANCES)
def test_predicted_scores_agree_with_an_independent_library(expected: list[float]) -> None:
    b = difficulties(expected)
    model = mirt.TwoParameterLogistic(n_items=b.size)
    model.set_parameters(discrimination=np.ones(b.size), difficulty=b)
    weights = posterior(b.size // 2, b)
    theirs = mirt.lord_wingersky_recursion(model, GRID, weights)
    np.testing.assert_allclose(predicted_scores(weights, b), theirs, rtol=0.0, atol=1e-6)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8))
def test_chances_of_scores_are_those_of_all_answer_patterns(right: list[float]) -> None:
    expected = np.zeros(len(right) + 1)
    for pattern in product([False, True], repeat=len(right)):
        chance = np.prod([p if hit else 1.0 - p for p, hit in zip(right, pattern, strict=True)])
        expected[sum(pattern)] += chance
    np.testing.assert_allclose(score_chances(np.array([right]))[0], expected, atol=1e-12)


@given(st.floats(0.001, 0.999))
def test_the_minimally_competent_candidate_is_the_zero_of_the_scale(expected: float) -> None:
    b = difficulties([expected])
    assert chances_right(np.zeros(1), b)[0, 0] == pytest.approx(expected)
    assert true_score(0.0, b) == pytest.approx(expected)


@pytest.mark.parametrize("expected", [0.0, 1.0, 1.2, float("nan")])
def test_a_sure_thing_has_no_difficulty(expected: float) -> None:
    with pytest.raises(ValueError, match="must lie between 0 and 1"):
        difficulties([0.5, expected])


@pytest.mark.parametrize("raw", [-1, 3])
def test_a_score_no_one_can_have_is_refused(raw: int) -> None:
    with pytest.raises(ValueError, match="2 items cannot have"):
        posterior(raw, difficulties([0.5, 0.5]))


def test_without_items_only_the_prior_is_known() -> None:
    b = difficulties([])
    np.testing.assert_allclose(posterior(0, b), prior())
    known = ability(prior())
    assert known.mean == pytest.approx(0.0, abs=1e-12)
    assert (known.low, known.high) == pytest.approx((-1.645, 1.645), abs=0.01)
    assert chance_to_pass(prior(), b, cut=0) == 1.0


@given(CHANCES)
def test_more_right_answers_mean_more_ability_and_a_better_chance_to_pass(expected: list[float]) -> None:
    b = difficulties(expected)
    cut = max(1, round(sum(expected)))
    posteriors = [posterior(raw, b) for raw in range(b.size + 1)]
    known = [ability(weights) for weights in posteriors]
    passing = [chance_to_pass(weights, b, cut=cut) for weights in posteriors]
    assert all(lower.mean < higher.mean for lower, higher in pairwise(known))
    assert all(lower <= higher + 1e-12 for lower, higher in pairwise(passing))
    assert all(each.low < each.mean < each.high for each in known)


@given(CHANCES, st.data())
def test_the_band_holds_nine_tenths(expected: list[float], data: st.DataObject) -> None:
    b = difficulties(expected)
    weights = posterior(data.draw(st.integers(0, b.size)), b)
    known = ability(weights)
    wholly_inside = weights[(known.low + 0.05 < GRID) & (known.high - 0.05 > GRID)].sum()
    touched = weights[(known.low - 0.051 < GRID) & (known.high + 0.051 > GRID)].sum()
    assert wholly_inside <= 0.9 + 1e-9
    assert touched >= 0.9 - 1e-9
    assert quantile(weights, 0.0) == GRID[0]
    assert quantile(weights, 1.0) == GRID[-1]
