"""What the learner wrote about a card beside its text: tags and a note."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

LONGEST_TAG = 24
LONGEST_NOTE = 4_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Remark:
    """The learner's tags on a card, sorted, and the note."""

    tags: tuple[str, ...] = ()
    note: str = ""

    def tagged(self, *, add: Collection[str] = (), remove: Collection[str] = ()) -> Remark:
        """With these tags more, and these less."""
        return Remark(tuple(sorted({*self.tags, *add} - set(remove), key=str.casefold)), self.note)


@dataclass(frozen=True, slots=True)
class TagsOfMany:
    """Every tag in use, and how many of some cards have it."""

    cards: int
    counts: dict[str, int]


def clean_tag(written: str) -> str:
    """A tag as it is kept: one word, as Anki has them; empty when nothing is left of it."""
    return "-".join(written.replace(",", " ").replace('"', " ").split())[:LONGEST_TAG].strip("-")
