"""Dataclasses to plain values and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import pytest

from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.plain_values import as_plain, from_plain


class Color(StrEnum):
    RED = "red"


class Size(IntEnum):
    LARGE = 3


@dataclass(frozen=True)
class Inner:
    color: Color
    size: Size | None = None


@dataclass(frozen=True)
class Outer:
    name: ItemId
    weight: float
    parts: tuple[Inner, ...]
    count: int = 1


OUTER = Outer(ItemId("one"), 2.0, (Inner(Color.RED), Inner(Color.RED, Size.LARGE)))


def test_a_dataclass_passes_through_json_unchanged() -> None:
    assert from_plain(Outer, json.loads(json.dumps(as_plain(OUTER)))) == OUTER
    assert from_plain(Outer, {"name": "one", "weight": 2, "parts": []}) == Outer(ItemId("one"), 2.0, ())


@pytest.mark.parametrize(
    "change",
    [{"name": 1}, {"count": "1"}, {"parts": [{"color": "blue"}]}, {"more": 1}, {"weight": "heavy"}, {"parts": None}],
)
def test_other_values_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="these are no values of Outer"):
        from_plain(Outer, {**as_plain(OUTER), **change})


def test_what_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="these are no values of Outer"):
        from_plain(Outer, {"name": "one"})
