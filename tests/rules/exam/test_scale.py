"""The raw cut and the scale around it."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.scale import raw_cut, scaled, scaled_true_score

SCALE = Scale(lowest=200, highest=500, pass_mark=390)
FORMS = st.integers(4, 150).flatmap(lambda items: st.tuples(st.just(items), st.integers(2, items - 1)))


@pytest.mark.parametrize(
    ("hundredths", "cut"),
    [
        ([70] * 100, 70),
        ([70] * 99 + [71], 71),
        ([70] * 99 + [69], 70),
        ([29, 58, 57, 56], 2),
        ([1] * 10, 2),
        ([99] * 10, 9),
        ([57] * 100, 57),  # 0.57 × 100 is 56.99999999999999 in binary
    ],
)
def test_the_cut_is_the_sum_of_expected_chances_rounded_up_within_2_and_all_but_one(
    hundredths: list[int], cut: int
) -> None:
    assert raw_cut(hundredths) == cut


def test_too_few_items_have_no_cut() -> None:
    with pytest.raises(ValueError, match="too few"):
        raw_cut([50, 50, 50])


@given(FORMS)
def test_the_scale_has_four_fixed_points_and_rises_between_them(form: tuple[int, int]) -> None:
    items, cut = form
    scores = [scaled(raw, cut=cut, items=items, scale=SCALE) for raw in range(items + 1)]
    assert (scores[0], scores[cut - 1], scores[cut], scores[items]) == (200, 389, 390, 500)
    assert all(lower <= higher for lower, higher in pairwise(scores))
    assert [score >= 390 for score in scores] == [raw >= cut for raw in range(items + 1)]


@given(FORMS, st.data())
def test_scaled_scores_are_the_formula_of_the_design_rounded_half_up(
    form: tuple[int, int], data: st.DataObject
) -> None:
    items, cut = form
    raw = data.draw(st.integers(0, items))
    exact = (
        390 + Fraction((raw - cut) * 110, items - cut)
        if raw >= cut
        else 389 - Fraction(((cut - 1) - raw) * 189, cut - 1)
    )
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator) + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    assert scaled(raw, cut=cut, items=items, scale=SCALE) == int(rounded)


@given(FORMS, st.data())
def test_a_score_between_two_whole_ones_lies_between_them_on_the_scale(
    form: tuple[int, int], data: st.DataObject
) -> None:
    items, cut = form
    score = data.draw(st.floats(-1.0, items + 1.0))
    found = scaled_true_score(score, cut=cut, items=items, scale=SCALE)
    whole = min(max(int(score), 0), items)
    above = min(whole + 1, items)
    assert scaled(whole, cut=cut, items=items, scale=SCALE) <= found <= scaled(above, cut=cut, items=items, scale=SCALE)


@pytest.mark.parametrize(("raw", "cut", "items"), [(-1, 5, 10), (11, 5, 10), (5, 1, 10), (5, 10, 10)])
def test_scores_that_belong_to_no_form_are_refused(raw: int, cut: int, items: int) -> None:
    with pytest.raises(ValueError, match="do not belong"):
        scaled(raw, cut=cut, items=items, scale=SCALE)
