"""The shapes of a pack's files: which keys there are and what kind of value each holds.

The only module that imports pydantic, which takes a while: import it only where a pack is really read.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cehrs_desktop.rules.content import (
    Cognitive,
    DomainNumber,
    Flashcard,
    FlashcardId,
    Item,
    ItemId,
    Option,
    OptionId,
    Pack,
    Source,
    SourceId,
    Topic,
    TopicId,
)

Lax = Field(strict=False)  # TOML has lists, our values are tuples
Count = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """Unknown keys are refused, nothing is converted, and white space around a text does not belong to it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class QuotasShape(Shape):
    """How many of each the pack holds, by domain number."""

    flashcards: Annotated[tuple[Count, ...], Lax]
    core: Annotated[tuple[Count, ...], Lax]
    items: Annotated[tuple[Count, ...], Lax] = (0, 0, 0, 0, 0)


class PackShape(Shape):
    """pack.toml."""

    id: str
    name: str
    version: str
    language: str
    license: str
    disclaimer: str
    quotas: QuotasShape

    def plain(self) -> Pack:
        """The pack without its lists."""
        return Pack(
            id=self.id,
            name=self.name,
            version=self.version,
            language=self.language,
            license=self.license,
            disclaimer=self.disclaimer,
            flashcard_quotas=self.quotas.flashcards,
            core_quotas=self.quotas.core,
            item_quotas=self.quotas.items,
            topics=(),
            sources=(),
            flashcards=(),
        )


class TopicShape(Shape):
    """One `[[topic]]`."""

    id: str
    domain: Annotated[int, Field(ge=1, le=5)]
    name: str
    share: Annotated[int, Field(ge=1, le=100)]

    def plain(self) -> Topic:
        """The topic."""
        return Topic(id=TopicId(self.id), domain=DomainNumber(self.domain), name=self.name, share=self.share)


class SourceShape(Shape):
    """One `[[source]]`."""

    id: str
    title: str
    citation: str
    publisher: str
    address: str
    as_of: str
    volatile: bool = False

    def plain(self) -> Source:
        """The source."""
        return Source(
            id=SourceId(self.id),
            title=self.title,
            citation=self.citation,
            publisher=self.publisher,
            address=self.address,
            as_of=self.as_of,
            volatile=self.volatile,
        )


class FlashcardShape(Shape):
    """One `[[flashcard]]`."""

    id: str
    topic: str
    front: str
    back: str
    why: str
    source: str
    core: bool = False
    group: str | None = None
    tags: Annotated[tuple[str, ...], Lax] = ()
    exhibit: str | None = None

    def plain(self) -> Flashcard:
        """The flashcard."""
        return Flashcard(
            id=FlashcardId(self.id),
            topic=TopicId(self.topic),
            front=self.front,
            back=self.back,
            why=self.why,
            source=SourceId(self.source),
            core=self.core,
            group=self.group,
            tags=self.tags,
            exhibit=self.exhibit,
        )


class OptionShape(Shape):
    """One `[[item.options]]`."""

    id: str
    text: str
    why: str
    key: bool = False

    def plain(self) -> Option:
        """The option."""
        return Option(id=OptionId(self.id), text=self.text, why=self.why, key=self.key)


class ItemShape(Shape):
    """One `[[item]]`."""

    id: str
    topic: str
    cognitive: Annotated[Cognitive, Lax]
    stem: str
    options: Annotated[tuple[OptionShape, ...], Lax]
    source: str
    expected: float
    teaches: Annotated[tuple[str, ...], Lax]
    exhibit: str | None = None
    computed: str | None = None
    fixed_order: bool = False
    enemies: Annotated[tuple[str, ...], Lax] = ()
    tags: Annotated[tuple[str, ...], Lax] = ()

    def plain(self) -> Item:
        """The item."""
        return Item(
            id=ItemId(self.id),
            topic=TopicId(self.topic),
            cognitive=self.cognitive,
            stem=self.stem,
            options=tuple(option.plain() for option in self.options),
            source=SourceId(self.source),
            expected=self.expected,
            teaches=tuple(FlashcardId(name) for name in self.teaches),
            exhibit=self.exhibit,
            computed=self.computed,
            fixed_order=self.fixed_order,
            enemies=tuple(ItemId(name) for name in self.enemies),
            tags=self.tags,
        )


class FileOfEntries(Shape):
    """A file that holds one list. Its entries are fitted one by one, so that one refused entry hides no other."""

    entries: Annotated[tuple[Any, ...], Lax]


class FileOfTopics(FileOfEntries):
    """topics.toml."""

    entries: Annotated[tuple[Any, ...], Lax, Field(alias="topic")]


class FileOfSources(FileOfEntries):
    """sources.toml."""

    entries: Annotated[tuple[Any, ...], Lax, Field(alias="source")]


class FileOfFlashcards(FileOfEntries):
    """flashcards/<domain>/<topic>.toml."""

    entries: Annotated[tuple[Any, ...], Lax, Field(alias="flashcard")]


class FileOfItems(FileOfEntries):
    """items/<domain>/<topic>.toml."""

    entries: Annotated[tuple[Any, ...], Lax, Field(alias="item")]


AnyShape = TypeVar("AnyShape", bound=Shape)


class Misfit(ValueError):
    """Something written that does not have the shape asked for; `sentences` say why, one for each fault."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def fit(shape: type[AnyShape], written: object) -> AnyShape:
    """`written` (as tomllib gives it) in the shape asked for. Raises Misfit."""
    try:
        return shape.model_validate(written)
    except ValidationError as error:
        raise Misfit(tuple(_sentence(fault["type"], fault) for fault in error.errors(include_url=False))) from error


_SENTENCES = {
    "missing": "{key} is missing.",
    "extra_forbidden": "{key} is not a known key.",
    "string_type": "{key} must be text.",
    "int_type": "{key} must be a whole number.",
    "float_type": "{key} must be a number.",
    "enum": "{key} must be {expected}.",
    "bool_type": "{key} must be true or false.",
    "tuple_type": "{key} must be a list.",
    "model_type": "{key} must be a table.",
    "greater_than_equal": "{key} must be at least {ge}.",
    "less_than_equal": "{key} must be at most {le}.",
}


def _sentence(kind: str, fault: Any) -> str:
    names = [part for part in fault["loc"] if isinstance(part, str)]
    places = [f", entry {part + 1}," for part in fault["loc"] if isinstance(part, int)]
    key = f"`{'.'.join(names)}`" if names else "This entry"
    sentence = _SENTENCES.get(kind, "{key} does not fit: {msg}.")
    return sentence.format(key=key + "".join(places), msg=fault["msg"], **fault.get("ctx", {}))
