"""Dice that fall the same everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.dice import scattered, seed_from

NAMES = st.lists(st.text("abcdef", min_size=1), unique=True, max_size=20)


@given(NAMES, st.integers())
def test_nothing_is_lost_and_a_name_taken_away_leaves_the_order_of_the_others(names: list[str], seed: int) -> None:
    order = scattered(names, seed)
    assert sorted(order) == sorted(names)
    assert scattered(names[1:], seed) == [name for name in order if name not in names[:1]]
    assert scattered(names[::-1], seed) == order


def test_the_order_is_this_one_on_every_machine() -> None:
    assert scattered(["one", "two", "three", "four"], 1, "x") == scattered(["four", "three", "two", "one"], "1", "x")
    assert scattered("abcdefgh", 7) != scattered("abcdefgh", 8)
    assert seed_from("sealed", "a-pack") == seed_from("sealed", "a-pack") != seed_from("sealed", "b-pack")
    assert 0 <= seed_from(1) < 2**63
