"""What the learner studies: domains, topics, sources, flashcards, items, and the pack that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NewType

FlashcardId = NewType("FlashcardId", str)
ItemId = NewType("ItemId", str)
ItemHash = NewType("ItemHash", str)
OptionId = NewType("OptionId", str)
TopicId = NewType("TopicId", str)
SourceId = NewType("SourceId", str)


class DomainNumber(IntEnum):
    """The exam's five content domains by their official number; names and weights come from the blueprint."""

    NON_CLINICAL_OPERATIONS = 1
    CLINICAL_OPERATIONS = 2
    REVENUE_CYCLE = 3
    REGULATORY_COMPLIANCE = 4
    REPORTING = 5


@dataclass(frozen=True, slots=True)
class Domain:
    """A content domain with its weight: the percentage of scored items it has on the exam."""

    number: DomainNumber
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Our subdivision of a domain; `share` is its part of 100 within the domain."""

    id: TopicId
    domain: DomainNumber
    name: str
    share: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is written down. `as_of` is a year and month, e.g. 2026-11."""

    id: SourceId
    title: str
    citation: str
    publisher: str
    address: str
    as_of: str
    volatile: bool = False


@dataclass(frozen=True, slots=True)
class Flashcard:
    """A recall prompt and its answer, with a reason and a source. Texts are Markdown.

    Blanks of one cloze text share a `group`; they never meet on one day.
    """

    id: FlashcardId
    topic: TopicId
    front: str
    back: str
    why: str
    source: SourceId
    core: bool = False
    group: str | None = None
    tags: tuple[str, ...] = ()
    exhibit: str | None = None


class Cognitive(StrEnum):
    """What an item asks for."""

    RECALL = "recall"
    APPLICATION = "application"
    ANALYSIS = "analysis"


@dataclass(frozen=True, slots=True)
class Option:
    """One of an item's four answers. `why` says why the key is best, or why a distractor tempts and fails."""

    id: OptionId
    text: str
    why: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A single-best-answer exam question. Texts are Markdown.

    `expected` is the probability that a minimally competent candidate is right; `teaches` names the flashcards that
    hold the fact; `enemies` are items that give this one away; `computed` is an expression over the exhibit that gives
    the key (see docs/content-format.md). Options are shuffled for each attempt unless `fixed_order`.
    """

    id: ItemId
    topic: TopicId
    cognitive: Cognitive
    stem: str
    options: tuple[Option, ...]
    source: SourceId
    expected: float
    teaches: tuple[FlashcardId, ...]
    exhibit: str | None = None
    computed: str | None = None
    fixed_order: bool = False
    enemies: tuple[ItemId, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> Option:
        """The best answer."""
        return next(option for option in self.options if option.key)


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """An item as it is shown, or was at one time: with its domain and its source. `content_hash` is over all of it."""

    content_hash: ItemHash
    domain: DomainNumber
    item: Item
    source: Source


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of text content. Quotas are lists by domain number, 1 to 5; a pack need not hold items."""

    id: str
    name: str
    version: str
    language: str
    license: str
    disclaimer: str
    flashcard_quotas: tuple[int, ...]
    core_quotas: tuple[int, ...]
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    flashcards: tuple[Flashcard, ...]
    item_quotas: tuple[int, ...] = (0, 0, 0, 0, 0)
    items: tuple[Item, ...] = ()
