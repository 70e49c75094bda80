"""A pack as it was read, before anything has vouched for its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from cehrs_desktop.rules.content import Flashcard, Item, Pack, Source, Topic

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Kind]):
    """A value and the file it was written in, relative to the pack's folder."""

    file: str
    value: Kind


@dataclass(frozen=True, slots=True)
class Listed(Generic[Kind]):
    """All entries of one kind, in the order they are written.

    `ids` holds every id found, also of entries whose shape was refused: a reference to one of those is no second
    problem. `whole` is False when a file or an entry was refused: then counts and absences say nothing.
    """

    entries: tuple[Placed[Kind], ...]
    ids: frozenset[str]
    whole: bool

    @property
    def values(self) -> tuple[Kind, ...]:
        """The entries without their places."""
        return tuple(entry.value for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read of a pack.

    `folder` is the name of its folder; `head` is pack.toml without the lists, None when it was refused;
    `flashcard_files` and `item_files` are all files found in the place of one, empty and refused ones too.
    """

    folder: str
    head: Pack | None
    topics: Listed[Topic]
    sources: Listed[Source]
    flashcards: Listed[Flashcard]
    flashcard_files: tuple[str, ...]
    items: Listed[Item]
    item_files: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether everything that is written in the pack is in this draft."""
        lists = (self.topics, self.sources, self.flashcards, self.items)
        return self.head is not None and all(listed.whole for listed in lists)
