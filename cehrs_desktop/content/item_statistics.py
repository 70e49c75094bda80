"""The figures of a pack's items: how many of what, how they read, what they teach, what gives their keys away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from cehrs_desktop.content.cues import AbsoluteWords, KeyLengths, Tricks, absolute_words, key_lengths, tricks
from cehrs_desktop.content.near_duplicates import SimilarPair, similar_stems
from cehrs_desktop.content.quotas import topic_quotas
from cehrs_desktop.content.reading_grade import reading_grade
from cehrs_desktop.content.spread import NEAREST_PAIRS, WORTH_SHOWING, Spread, spread
from cehrs_desktop.content.text_checks import word_count
from cehrs_desktop.rules.content import Cognitive, DomainNumber, Item, Pack


@dataclass(frozen=True, slots=True)
class Levels:
    """Items by what they ask for."""

    recall: int
    application: int
    analysis: int


@dataclass(frozen=True, slots=True)
class ItemDomainFigures:
    """One domain: what it has, what its quota is, and the mean `expected` of its items (0 without any)."""

    number: int
    items: int
    quota: int
    cognitive: Levels
    with_exhibit: int
    expected: float


@dataclass(frozen=True, slots=True)
class ItemTopicFigures:
    """One topic, likewise."""

    id: str
    domain: int
    items: int
    quota: int
    cognitive: Levels
    with_exhibit: int
    expected: float


@dataclass(frozen=True, slots=True)
class TaughtFigures:
    """Flashcards that some item teaches, their share of all, and the ids of those that none does."""

    flashcards: int
    share: float
    untaught: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """All items of a pack. Words and reading grades are of the stems."""

    count: int
    cognitive: Levels
    with_exhibit: int
    computed: int
    fixed_order: int
    expected: float
    domains: tuple[ItemDomainFigures, ...]
    topics: tuple[ItemTopicFigures, ...]
    key_length: KeyLengths
    test_wise: Tricks
    absolute_words: AbsoluteWords
    stem_words: Spread
    reading_grade: Spread
    nearest_stems: tuple[SimilarPair, ...]
    taught: TaughtFigures


def item_figures(pack: Pack) -> ItemFigures:
    """The figures of the items of a pack."""
    items = pack.items
    return ItemFigures(
        count=len(items),
        cognitive=_levels(items),
        with_exhibit=_with_exhibit(items),
        computed=sum(item.computed is not None for item in items),
        fixed_order=sum(item.fixed_order for item in items),
        expected=_mean_expected(items),
        domains=_domains(pack),
        topics=_topics(pack),
        key_length=key_lengths(items),
        test_wise=tricks(items),
        absolute_words=absolute_words(items),
        stem_words=spread([word_count(item.stem) for item in items]),
        reading_grade=spread([reading_grade(item.stem) for item in items]),
        nearest_stems=tuple(similar_stems(items, at_least=WORTH_SHOWING)[:NEAREST_PAIRS]),
        taught=_taught(pack),
    )


def _domains(pack: Pack) -> tuple[ItemDomainFigures, ...]:
    domain_of = {topic.id: topic.domain for topic in pack.topics}
    figures = []
    for number, quota in zip(DomainNumber, pack.item_quotas, strict=True):
        items = [item for item in pack.items if domain_of[item.topic] == number]
        figures.append(
            ItemDomainFigures(
                number=int(number),
                items=len(items),
                quota=quota,
                cognitive=_levels(items),
                with_exhibit=_with_exhibit(items),
                expected=_mean_expected(items),
            )
        )
    return tuple(figures)


def _topics(pack: Pack) -> tuple[ItemTopicFigures, ...]:
    quotas = topic_quotas(pack.topics, pack.item_quotas)
    figures = []
    for topic in pack.topics:
        items = [item for item in pack.items if item.topic == topic.id]
        figures.append(
            ItemTopicFigures(
                id=topic.id,
                domain=int(topic.domain),
                items=len(items),
                quota=quotas[topic.id],
                cognitive=_levels(items),
                with_exhibit=_with_exhibit(items),
                expected=_mean_expected(items),
            )
        )
    return tuple(figures)


def _taught(pack: Pack) -> TaughtFigures:
    taught = {flashcard for item in pack.items for flashcard in item.teaches}
    untaught = tuple(str(card.id) for card in pack.flashcards if card.id not in taught)
    count = len(pack.flashcards) - len(untaught)
    return TaughtFigures(
        flashcards=count, share=round(count / len(pack.flashcards), 3) if count else 0.0, untaught=untaught
    )


def _levels(items: Sequence[Item]) -> Levels:
    found = Counter(item.cognitive for item in items)
    return Levels(
        recall=found[Cognitive.RECALL], application=found[Cognitive.APPLICATION], analysis=found[Cognitive.ANALYSIS]
    )


def _with_exhibit(items: Sequence[Item]) -> int:
    return sum(item.exhibit is not None for item in items)


def _mean_expected(items: Sequence[Item]) -> float:
    return round(fmean(item.expected for item in items), 3) if items else 0.0
