"""The chain of hashes: what is changed afterwards is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.exam.chain import chain_start, first_broken, link

ROWS = st.lists(
    st.dictionaries(
        st.text(max_size=5),
        st.one_of(
            st.integers(),
            st.floats(allow_nan=False, allow_infinity=False),
            st.text(max_size=5),
            st.booleans(),
            st.none(),
        ),
        max_size=4,
    ),
    min_size=1,
    max_size=12,
)
START = chain_start({"form": 1})


def chained(rows: list[dict[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    linked: list[tuple[Mapping[str, Any], str]] = []
    previous = START
    for row in rows:
        previous = link(previous, row)
        linked.append((row, previous))
    return linked


@given(ROWS)
def test_an_untouched_chain_holds_also_after_a_passage_through_json(rows: list[dict[str, Any]]) -> None:
    linked = chained(rows)
    assert first_broken(START, linked) is None
    assert first_broken(START, [(json.loads(json.dumps(row)), stored) for row, stored in linked]) is None


@given(ROWS, st.data())
def test_a_changed_missing_or_added_row_is_found_where_it_is(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    linked = chained(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    row, stored = linked[at]
    changed = {**row, "one more": 1}
    assert first_broken(START, [*linked[:at], (changed, stored), *linked[at + 1 :]]) == at
    assert first_broken(START, [*linked[:at], (changed, link(stored, changed)), *linked[at:]]) == at
    if at + 1 < len(rows):
        assert first_broken(START, [*linked[:at], *linked[at + 1 :]]) == at


def test_a_chain_belongs_to_its_form() -> None:
    assert first_broken(chain_start({"form": 2}), chained([{"kind": "tick"}])) == 0
    assert first_broken(START, []) is None


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        link(START, {"at": float("nan")})
