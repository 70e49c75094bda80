"""What the blind key check saw of each item, as one line: its id, its key, and a hash of its text.

After the changed items were answered blind, `python -m tests.content.checked_items` writes the lines anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import Item

CHECKED = Path(__file__).with_name("checked_items.txt")
_DIGITS = 16


def shipped_items() -> tuple[Item, ...]:
    """The items of the bank, in its order."""
    return read_pack(resources_dir() / "content" / "cehrs-2020").items


def line_of(item: Item) -> str:
    """`id key hash`. The hash is over what a taker is shown: stem, exhibit and options. Nothing else counts."""
    (key,) = (option.id for option in item.options if option.key)
    shown = [item.stem, item.exhibit, [[option.id, option.text] for option in item.options]]
    return f"{item.id} {key} {sha256(json.dumps(shown).encode()).hexdigest()[:_DIGITS]}"


def unchecked(items: Iterable[Item], lines: Iterable[str]) -> set[str]:
    """Ids of the items of which text or key isn't what was checked, of new ones, and of checked ones that are gone."""
    return {line.split()[0] for line in {line_of(item) for item in items} ^ set(lines)}


if __name__ == "__main__":
    CHECKED.write_text("".join(f"{line_of(item)}\n" for item in shipped_items()), encoding="utf-8")
