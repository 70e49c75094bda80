"""The figures of a pack's items."""

from __future__ import annotations

from dataclasses import replace

from cehrs_desktop.content.item_statistics import Levels, item_figures
from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.content.spread import NEAREST_PAIRS
from tests.builders import a_flashcard, a_pack, an_item
from tests.content.written_items import WrittenItems


def test_items_are_counted_by_domain_topic_and_level_beside_their_quotas(items: WrittenItems) -> None:
    figures = item_figures(read_pack(items.folder))

    assert (figures.count, figures.with_exhibit, figures.computed, figures.fixed_order) == (2, 1, 1, 1)
    assert (figures.cognitive, figures.expected) == (Levels(recall=0, application=1, analysis=1), 0.66)
    assert [(each.number, each.items, each.quota, each.with_exhibit, each.expected) for each in figures.domains] == [
        (1, 0, 0, 0, 0.0),
        (2, 2, 2, 1, 0.66),
        (3, 0, 0, 0, 0.0),
        (4, 0, 0, 0, 0.0),
        (5, 0, 0, 0, 0.0),
    ]
    assert [(each.id, each.domain, each.items, each.quota, each.expected) for each in figures.topics][:3] == [
        ("scheduling", 1, 0, 0, 0.0),
        ("chart-structure", 2, 1, 1, 0.72),
        ("medications", 2, 1, 1, 0.6),
    ]
    assert [each.cognitive for each in figures.topics][1:3] == [Levels(0, 1, 0), Levels(0, 0, 1)]


def test_stems_are_measured(items: WrittenItems) -> None:
    figures = item_figures(read_pack(items.folder))

    assert (figures.stem_words.median, figures.stem_words.max) == (13.5, 16.0)
    assert 0 < figures.reading_grade.median <= figures.reading_grade.max


def test_flashcards_that_no_item_teaches_are_named_in_the_order_of_the_pack(items: WrittenItems) -> None:
    taught = item_figures(read_pack(items.folder)).taught

    assert (taught.flashcards, taught.share, taught.untaught) == (3, 0.75, ("nc-no-show",))


def test_the_most_similar_stems_are_named_twenty_pairs_at_most() -> None:
    items = [replace(an_item(f"item-{n}", teaches=["one"]), stem=f"Late entry rule {n}?") for n in range(8)]

    figures = item_figures(replace(a_pack([a_flashcard("one")]), items=tuple(items)))

    assert len(figures.nearest_stems) == NEAREST_PAIRS
    assert {pair.similarity for pair in figures.nearest_stems} == {0.6}


def test_a_pack_without_items_has_figures_too() -> None:
    figures = item_figures(a_pack([a_flashcard("one")]))

    assert (figures.count, figures.expected, figures.stem_words.max) == (0, 0.0, 0.0)
    assert (figures.taught.flashcards, figures.taught.share, figures.taught.untaught) == (0, 0.0, ("one",))
