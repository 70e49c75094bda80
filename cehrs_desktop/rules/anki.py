"""What an Anki collection holds, as its tables have it: the meaning of it is worked out by `content.exchange`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnkiTemplate:
    """How a card is made of a note's fields."""

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class AnkiNoteType:
    """Names of the fields and one template a card; a cloze type makes a card of each blank."""

    fields: tuple[str, ...]
    templates: tuple[AnkiTemplate, ...]
    is_cloze: bool


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One note. `fields` are parted by 0x1f, `tags` by spaces; `guid` is the same in every export of it."""

    id: int
    guid: str
    note_type: int
    tags: str
    fields: str


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """One card of a note. `due` is a position, a day since the collection began, or seconds, depending on `type`."""

    id: int
    note: int
    ordinal: int
    type: int
    queue: int
    due: int
    interval: int
    reviews: int
    lapses: int
    data: str


@dataclass(frozen=True, slots=True)
class AnkiReview:
    """One row of the review log: milliseconds since 1970, the rating 1 to 4, milliseconds taken, the kind of review."""

    at: int
    rating: int
    milliseconds: int
    kind: int


@dataclass(frozen=True, slots=True)
class AnkiTables:
    """A collection's tables. `models` is the JSON of schema 11; schema 18 has rows instead, with their raw settings."""

    created: int
    models: str | None
    note_types: tuple[tuple[int, bytes], ...]
    fields: tuple[tuple[int, str], ...]
    templates: tuple[tuple[int, bytes], ...]
    notes: tuple[AnkiNote, ...]
    cards: tuple[AnkiCard, ...]
    reviews: Mapping[int, tuple[AnkiReview, ...]]
