"""Scores, their words and bands, and whether the bands and chances hold for simulated candidates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.exam.scale import raw_cut
from cehrs_desktop.rules.exam.scoring import Score, Standing, Verdict, domain_verdict, score
from cehrs_desktop.rules.measurement import chances_right, difficulties
from tests.rules.exam.banks import BLUEPRINT
from tests.rules.exam.test_form import a_form

SCALE = BLUEPRINT.scale
EXPECTED = st.lists(st.integers(1, 99), min_size=4, max_size=120)
MOCK = [item.expected for item in a_form(1).scored]


def standing(raw: int, hundredths: list[int]) -> Standing:
    found = score(raw, hundredths, scale=SCALE).standing
    assert found is not None
    return found


@settings(deadline=None)
@given(EXPECTED, st.data())
def test_score_scale_and_word_never_contradict_each_other(hundredths: list[int], data: st.DataObject) -> None:
    raw = data.draw(st.integers(0, len(hundredths)))
    found = score(raw, hundredths, scale=SCALE)
    assert found.standing is not None
    assert found.standing.passed == (raw >= raw_cut(hundredths)) == (found.standing.scaled.points >= 390)
    assert found.standing.verdict != (Verdict.BELOW if found.standing.passed else Verdict.ABOVE)
    assert 200 <= found.standing.scaled.low <= found.standing.scaled.high <= 500
    assert 0.0 <= found.band.low <= found.band.high <= len(hundredths)
    assert 0.0 <= found.standing.chance <= 1.0


@pytest.mark.parametrize(
    ("raw", "passed", "word"),
    [
        (40, False, Verdict.BELOW),
        (60, False, Verdict.BELOW),
        (68, False, Verdict.TOO_CLOSE),
        (72, True, Verdict.TOO_CLOSE),
        (79, True, Verdict.ABOVE),
        (100, True, Verdict.ABOVE),
    ],
)
def test_a_word_is_said_only_when_the_whole_band_lies_on_one_side(raw: int, passed: bool, word: Verdict) -> None:
    found = standing(raw, MOCK)
    assert (found.passed, found.verdict) == (passed, word)


def test_at_the_cut_the_chance_to_pass_again_is_about_one_half() -> None:
    cut = raw_cut(MOCK)
    assert standing(cut - 1, MOCK).chance < 0.5 < standing(cut + 2, MOCK).chance
    assert standing(cut + 15, MOCK).chance > 0.97


def test_without_a_scale_or_with_too_few_items_there_is_no_standing() -> None:
    assert score(3, [70] * 10, scale=None).standing is None
    assert score(3, [70] * 3, scale=SCALE).standing is None
    assert score(0, [], scale=SCALE).items == 0


def test_a_domain_with_too_few_items_carries_no_verdict() -> None:
    assert domain_verdict(10, [70] * 10) is None
    assert domain_verdict(0, [70] * 14) is None
    assert domain_verdict(4, [70] * 15) is Verdict.BELOW
    assert domain_verdict(15, [70] * 15) is Verdict.ABOVE
    assert domain_verdict(11, [70] * 15) is Verdict.TOO_CLOSE


def simulated(people: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Abilities of a standard normal population, their raw scores on a mock, and on another of equal difficulties."""
    dice = np.random.default_rng(seed)
    abilities = dice.normal(size=people)
    right = chances_right(abilities, difficulties(np.array(MOCK) / 100))
    first, second = ((dice.random(right.shape) < right).sum(axis=1) for _ in range(2))
    return abilities, first, second


def calibration_error(chances: np.ndarray, happened: np.ndarray) -> float:
    """Expected calibration error in ten bins of equal width."""
    bins = np.minimum((chances * 10).astype(int), 9)
    off = [
        (bins == each).mean() * abs(chances[bins == each].mean() - happened[bins == each].mean())
        for each in np.unique(bins)
    ]
    return float(sum(off))


def table() -> list[Score]:
    return [score(raw, MOCK, scale=SCALE) for raw in range(len(MOCK) + 1)]


def test_bands_and_chances_hold_for_two_thousand_simulated_candidates() -> None:
    scores = table()
    abilities, first, second = simulated(2000, seed=20_240_601)
    low = np.array([each.ability.low for each in scores])[first]
    high = np.array([each.ability.high for each in scores])[first]
    assert 0.87 <= ((low <= abilities) & (abilities <= high)).mean() <= 0.93
    chances = np.array([each.standing.chance for each in scores if each.standing is not None])[first]
    assert calibration_error(chances, second >= raw_cut(MOCK)) <= 0.05


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100))
def test_bands_and_chances_hold_for_other_candidates_too(seed: int) -> None:
    scores = table()
    abilities, first, second = simulated(2000, seed=seed)
    low = np.array([each.ability.low for each in scores])[first]
    high = np.array([each.ability.high for each in scores])[first]
    covered = ((low <= abilities) & (abilities <= high)).mean()
    chances = np.array([each.standing.chance for each in scores if each.standing is not None])[first]
    error = calibration_error(chances, second >= raw_cut(MOCK))
    assert 0.87 <= covered <= 0.93, f"seed {seed}"
    assert error <= 0.05, f"seed {seed}"
