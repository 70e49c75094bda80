"""Dividing a whole number by shares."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.apportionment import largest_remainder

SHARES = st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any)
TOTALS = st.integers(0, 100_000)


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    assert largest_remainder([22, 21, 21, 14, 11, 11], 45) == (10, 10, 9, 6, 5, 5)


def test_a_tie_goes_to_the_lower_position() -> None:
    assert largest_remainder([1, 1, 1], 2) == (1, 1, 0)
    assert largest_remainder([1, 2, 1], 2) == (1, 1, 0)


def test_weights_of_the_domains_are_what_their_scored_items_say() -> None:
    assert largest_remainder([28, 32, 15, 15, 10], 100) == (28, 32, 15, 15, 10)


@given(SHARES, TOTALS)
def test_the_parts_add_up_to_the_total(shares: list[int], total: int) -> None:
    assert sum(largest_remainder(shares, total)) == total


@given(SHARES, TOTALS)
def test_every_part_is_its_exact_quota_rounded_up_or_down(shares: list[int], total: int) -> None:
    for share, part in zip(shares, largest_remainder(shares, total), strict=True):
        assert abs(Fraction(total * share, sum(shares)) - part) < 1


@given(SHARES, TOTALS)
def test_a_larger_share_never_gets_less_and_an_equal_one_first_gets_no_less(shares: list[int], total: int) -> None:
    parts = largest_remainder(shares, total)
    for (first, part), (second, later) in zip(
        zip(shares, parts, strict=True), list(zip(shares, parts, strict=True))[1:], strict=False
    ):
        if first >= second:
            assert part >= later


@given(SHARES, TOTALS, st.integers(1, 50))
def test_only_the_proportion_of_shares_counts(shares: list[int], total: int, factor: int) -> None:
    assert largest_remainder([share * factor for share in shares], total) == largest_remainder(shares, total)


@pytest.mark.parametrize(("shares", "total"), [([], 1), ([0, 0], 1), ([1, -1, 3], 1), ([1], -1)])
def test_what_cannot_be_divided_is_refused(shares: list[int], total: int) -> None:
    with pytest.raises(ValueError, match="Cannot divide"):
        largest_remainder(shares, total)
