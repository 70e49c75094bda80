"""The figures of a pack: what it holds, how it reads, how old its facts are. Keys: docs/content-format.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cehrs_desktop.content.item_statistics import ItemFigures, item_figures
from cehrs_desktop.content.near_duplicates import SimilarPair, similar_fronts
from cehrs_desktop.content.quotas import topic_quotas
from cehrs_desktop.content.reading_grade import reading_grade
from cehrs_desktop.content.spread import NEAREST_PAIRS, WORTH_SHOWING, Spread, spread
from cehrs_desktop.content.text_checks import word_count
from cehrs_desktop.rules.content import DomainNumber, Pack, Source

OLD_MONTHS = 12
"""A volatile fact older than this should be looked up again."""


@dataclass(frozen=True, slots=True)
class DomainFigures:
    """One domain: what it has and what its quotas are."""

    number: int
    flashcards: int
    quota: int
    core: int
    core_quota: int


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic."""

    id: str
    domain: int
    flashcards: int
    quota: int
    core: int


@dataclass(frozen=True, slots=True)
class FlashcardFigures:
    """All flashcards of a pack. Words and reading grades are per flashcard; grades are of the fronts."""

    count: int
    core: int
    with_exhibit: int
    in_groups: int
    groups: int
    without_tags: int
    without_question_mark: int
    domains: tuple[DomainFigures, ...]
    topics: tuple[TopicFigures, ...]
    front_words: Spread
    back_words: Spread
    reading_grade: Spread
    nearest_fronts: tuple[SimilarPair, ...]


@dataclass(frozen=True, slots=True)
class PublisherFigures:
    """The sources of one publisher, and the flashcards and items that rest on them."""

    publisher: str
    sources: int
    flashcards: int
    items: int


@dataclass(frozen=True, slots=True)
class VolatileFigures:
    """A source whose facts change, its age in months, and the flashcards and items that rest on it."""

    id: str
    as_of: str
    age_months: int
    old: bool
    flashcards: int
    items: int


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """All sources of a pack; `volatile` goes from the oldest to the newest."""

    count: int
    publishers: tuple[PublisherFigures, ...]
    volatile: tuple[VolatileFigures, ...]
    volatile_old: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one pack."""

    id: str
    version: str
    flashcards: FlashcardFigures
    items: ItemFigures
    sources: SourceFigures

    def as_dict(self) -> dict[str, Any]:
        """The same as plain dictionaries, ready for JSON."""
        return asdict(self)


def statistics(pack: Pack, today: date) -> Statistics:
    """The figures of a pack; `today` dates its volatile facts."""
    return Statistics(
        id=pack.id,
        version=pack.version,
        flashcards=_flashcard_figures(pack),
        items=item_figures(pack),
        sources=_source_figures(pack, today),
    )


def _flashcard_figures(pack: Pack) -> FlashcardFigures:
    cards = pack.flashcards
    groups = Counter(card.group for card in cards if card.group)
    return FlashcardFigures(
        count=len(cards),
        core=sum(card.core for card in cards),
        with_exhibit=sum(card.exhibit is not None for card in cards),
        in_groups=groups.total(),
        groups=len(groups),
        without_tags=sum(not card.tags for card in cards),
        without_question_mark=sum("?" not in card.front for card in cards),
        domains=_domain_figures(pack),
        topics=_topic_figures(pack),
        front_words=spread([word_count(card.front) for card in cards]),
        back_words=spread([word_count(card.back) for card in cards]),
        reading_grade=spread([reading_grade(card.front) for card in cards]),
        nearest_fronts=tuple(similar_fronts(cards, at_least=WORTH_SHOWING)[:NEAREST_PAIRS]),
    )


def _domain_figures(pack: Pack) -> tuple[DomainFigures, ...]:
    domain_of = {topic.id: topic.domain for topic in pack.topics}
    found = Counter(domain_of[card.topic] for card in pack.flashcards)
    core = Counter(domain_of[card.topic] for card in pack.flashcards if card.core)
    return tuple(
        DomainFigures(
            number=int(domain), flashcards=found[domain], quota=quota, core=core[domain], core_quota=core_quota
        )
        for domain, quota, core_quota in zip(DomainNumber, pack.flashcard_quotas, pack.core_quotas, strict=True)
    )


def _topic_figures(pack: Pack) -> tuple[TopicFigures, ...]:
    found = Counter(card.topic for card in pack.flashcards)
    core = Counter(card.topic for card in pack.flashcards if card.core)
    quotas = topic_quotas(pack.topics, pack.flashcard_quotas)
    return tuple(
        TopicFigures(
            id=topic.id,
            domain=int(topic.domain),
            flashcards=found[topic.id],
            quota=quotas[topic.id],
            core=core[topic.id],
        )
        for topic in pack.topics
    )


def volatile_sources(pack: Pack, today: date) -> tuple[VolatileFigures, ...]:
    """The sources whose facts change, from the oldest to the newest."""
    figures = (_volatile_figures(source, today, pack) for source in pack.sources if source.volatile)
    return tuple(sorted(figures, key=lambda source: -source.age_months))


def _source_figures(pack: Pack, today: date) -> SourceFigures:
    volatile = volatile_sources(pack, today)
    return SourceFigures(
        count=len(pack.sources),
        publishers=_publisher_figures(pack),
        volatile=volatile,
        volatile_old=sum(source.old for source in volatile),
    )


def _publisher_figures(pack: Pack) -> tuple[PublisherFigures, ...]:
    publisher_of = {source.id: source.publisher for source in pack.sources}
    have = Counter(publisher_of.values())
    cards = Counter(publisher_of[card.source] for card in pack.flashcards)
    items = Counter(publisher_of[item.source] for item in pack.items)
    return tuple(
        PublisherFigures(publisher=publisher, sources=count, flashcards=cards[publisher], items=items[publisher])
        for publisher, count in have.most_common()
    )


def _volatile_figures(source: Source, today: date, pack: Pack) -> VolatileFigures:
    year, month = map(int, source.as_of.split("-"))
    age = (today.year - year) * 12 + today.month - month
    return VolatileFigures(
        id=source.id,
        as_of=source.as_of,
        age_months=age,
        old=age > OLD_MONTHS,
        flashcards=sum(card.source == source.id for card in pack.flashcards),
        items=sum(item.source == source.id for item in pack.items),
    )
