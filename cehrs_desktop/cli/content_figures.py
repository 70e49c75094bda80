"""The figures of a pack as `cehrs-desktop content stats` prints them for people."""

from __future__ import annotations

from collections.abc import Iterator

from cehrs_desktop.content.item_statistics import ItemFigures, Levels
from cehrs_desktop.content.spread import Spread
from cehrs_desktop.content.statistics import FlashcardFigures, SourceFigures, Statistics


def written(figures: Statistics) -> str:
    """All figures, with a heading and in paragraphs."""
    cards, items = figures.flashcards, figures.items
    return "\n".join(
        [
            f"{figures.id} {figures.version}: {cards.count} flashcards, {cards.core} core, {items.count} items",
            "",
            *_flashcard_lines(cards),
            "",
            *(_item_lines(items) if items.count else ()),
            *_source_lines(figures.sources),
        ]
    )


def _flashcard_lines(cards: FlashcardFigures) -> Iterator[str]:
    yield f"{'':36}{'cards':>7}{'quota':>7}{'core':>7}"
    for domain in cards.domains:
        yield f"{f'Domain {domain.number}':36}{domain.flashcards:>7}{domain.quota:>7}{domain.core:>7}"
        for topic in cards.topics:
            if topic.domain == domain.number:
                yield f"{f'  {topic.id}':36}{topic.flashcards:>7}{topic.quota:>7}{topic.core:>7}"
    yield ""
    yield f"With exhibit {cards.with_exhibit}, in groups {cards.in_groups} ({cards.groups} groups)"
    yield f"Without tags {cards.without_tags}, without question mark {cards.without_question_mark}"
    yield f"Words of a front {_spread(cards.front_words)}"
    yield f"Words of a back {_spread(cards.back_words)}"
    yield f"Reading grade of a front {_spread(cards.reading_grade)}"
    yield f"Most similar fronts {len(cards.nearest_fronts)}"
    yield from (f"  {each.similarity:.2f}  {each.first}  {each.second}" for each in cards.nearest_fronts)


def _item_lines(items: ItemFigures) -> Iterator[str]:
    heading = f"{'items':>7}{'quota':>7}{'recall':>8}{'applic.':>8}{'analys.':>8}{'exhibit':>8}{'expected':>9}"
    yield f"{'':36}{heading}"
    for domain in items.domains:
        counts = f"{domain.items:>7}{domain.quota:>7}{_levels(domain.cognitive)}{domain.with_exhibit:>8}"
        yield f"{f'Domain {domain.number}':36}{counts}{domain.expected:>9.3f}"
        for topic in items.topics:
            if topic.domain == domain.number:
                counts = f"{topic.items:>7}{topic.quota:>7}{_levels(topic.cognitive)}{topic.with_exhibit:>8}"
                yield f"{f'  {topic.id}':36}{counts}{topic.expected:>9.3f}"
    yield f"{'All':36}{items.count:>7}{'':7}{_levels(items.cognitive)}{items.with_exhibit:>8}{items.expected:>9.3f}"
    yield ""
    yield f"Computed keys {items.computed}, options in fixed order {items.fixed_order}"
    length, tricks, absolute = items.key_length, items.test_wise, items.absolute_words
    yield f"Key uniquely longest {length.uniquely_longest:.1%}, uniquely shortest {length.uniquely_shortest:.1%}"
    yield (
        f"Right by picking the longest {tricks.longest:.1%}, the one with most words of the stem "
        f"{tricks.stem_words:.1%}, the most hedged {tricks.hedged:.1%}"
    )
    yield (
        f"Absolute words in keys {absolute.keys:.1%}, in distractors {absolute.distractors:.1%}, "
        f"ratio {absolute.ratio:.2f}"
    )
    yield f"Words of a stem {_spread(items.stem_words)}"
    yield f"Reading grade of a stem {_spread(items.reading_grade)}"
    yield f"Most similar stems {len(items.nearest_stems)}"
    yield from (f"  {each.similarity:.2f}  {each.first}  {each.second}" for each in items.nearest_stems)
    yield f"Flashcards taught by an item {items.taught.flashcards} ({items.taught.share:.1%}); by none:"
    yield from (f"  {each}" for each in items.taught.untaught)
    yield ""


def _source_lines(sources: SourceFigures) -> Iterator[str]:
    yield f"Sources {sources.count}"
    for each in sources.publishers:
        yield f"  {each.publisher}: {each.sources}, {each.flashcards} cards, {each.items} items"
    yield f"Volatile sources {len(sources.volatile)}, older than 12 months {sources.volatile_old}"
    for source in sources.volatile:
        yield f"  {source.id}: {source.age_months} months, {source.flashcards} cards, {source.items} items"


def _levels(levels: Levels) -> str:
    return f"{levels.recall:>8}{levels.application:>8}{levels.analysis:>8}"


def _spread(spread: Spread) -> str:
    return f"{spread.median:g}, at most {spread.max:g}"
