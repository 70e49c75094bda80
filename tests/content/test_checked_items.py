"""The bank is the one whose keys were checked blind: an item that was changed since is to be answered again."""

from __future__ import annotations

from dataclasses import replace

from cehrs_desktop.rules.content import Cognitive, ItemId
from tests.builders import an_item
from tests.content.checked_items import CHECKED, line_of, shipped_items, unchecked

ITEM = replace(an_item("an-item"), exhibit="A table", computed="a")


def test_every_item_stands_as_it_was_answered_blind() -> None:
    lines = CHECKED.read_text(encoding="utf-8").splitlines()

    # Changed, new or gone since the check that docs/content-review.md records: have these answered blind again.
    assert unchecked(shipped_items(), lines) == set()


def test_a_changed_text_a_moved_key_and_a_new_or_missing_item_are_told() -> None:
    first, second, *others = ITEM.options
    checked = [line_of(ITEM)]
    for changed in (
        replace(ITEM, stem="Another question?"),
        replace(ITEM, exhibit="Another table"),
        replace(ITEM, options=(replace(first, text="Another answer"), second, *others)),
        replace(ITEM, options=(replace(first, key=not first.key), replace(second, key=not second.key), *others)),
    ):
        assert unchecked([changed], checked) == {"an-item"}
    assert unchecked([ITEM, replace(ITEM, id=ItemId("new"))], checked) == {"new"}
    assert unchecked([], checked) == {"an-item"}


def test_what_takers_are_not_shown_does_not_count() -> None:
    first, *others = ITEM.options
    options = (replace(first, why="For another reason."), *others)
    changed = replace(ITEM, computed="b", expected=0.5, cognitive=Cognitive.RECALL, options=options)

    assert unchecked([changed], [line_of(ITEM)]) == set()
