"""The figures of a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.content.spread import NEAREST_PAIRS
from cehrs_desktop.content.statistics import statistics
from tests.builders import a_flashcard, a_pack
from tests.content.written_pack import CHART, WrittenPack

TODAY = date(2026, 4, 15)


def test_flashcards_are_counted_by_domain_and_topic_beside_their_quotas(pack: WrittenPack) -> None:
    figures = statistics(read_pack(pack.folder), TODAY).flashcards

    assert (figures.count, figures.core, figures.with_exhibit, figures.without_tags) == (4, 1, 1, 3)
    assert figures.without_question_mark == 0
    assert [(each.flashcards, each.quota, each.core, each.core_quota) for each in figures.domains] == [
        (1, 1, 0, 0),
        (3, 3, 1, 1),
        (0, 0, 0, 0),
        (0, 0, 0, 0),
        (0, 0, 0, 0),
    ]
    assert [(each.id, each.domain, each.flashcards, each.quota, each.core) for each in figures.topics][:3] == [
        ("scheduling", 1, 1, 1, 0),
        ("chart-structure", 2, 2, 2, 1),
        ("medications", 2, 1, 1, 0),
    ]


def test_words_are_told_by_median_and_maximum(pack: WrittenPack) -> None:
    figures = statistics(read_pack(pack.folder), TODAY).flashcards

    assert (figures.front_words.median, figures.front_words.max) == (6.0, 11.0)
    assert (figures.back_words.median, figures.back_words.max) == (4.5, 5.0)
    assert figures.reading_grade.median < figures.reading_grade.max


def test_groups_are_counted(pack: WrittenPack) -> None:
    for title in ("co-late-entry", "co-addendum"):
        pack.replace(CHART, f'id = "{title}"', f'id = "{title}"\ngroup = "entries"')

    figures = statistics(read_pack(pack.folder), TODAY).flashcards

    assert (figures.groups, figures.in_groups) == (1, 2)


def test_sources_are_counted_by_publisher_and_volatile_ones_by_age(pack: WrittenPack) -> None:
    figures = statistics(read_pack(pack.folder), TODAY).sources

    assert figures.count == 2
    assert [(each.publisher, each.sources, each.flashcards) for each in figures.publishers] == [
        ("CMS", 1, 3),
        ("MGMA", 1, 1),
    ]
    (volatile,) = figures.volatile
    assert (volatile.id, volatile.as_of, volatile.age_months, volatile.old) == ("practice-metrics", "2025-03", 13, True)
    assert (volatile.flashcards, figures.volatile_old) == (1, 1)


def test_a_volatile_fact_of_twelve_months_is_not_old_yet(pack: WrittenPack) -> None:
    pack.replace("sources.toml", "2025-03", "2025-04")

    assert statistics(read_pack(pack.folder), TODAY).sources.volatile_old == 0


def test_the_oldest_volatile_source_comes_first(pack: WrittenPack) -> None:
    pack.replace("sources.toml", 'as_of = "2026-01"', 'as_of = "2026-01"\nvolatile = true')

    figures = statistics(read_pack(pack.folder), TODAY).sources

    assert [(each.id, each.age_months) for each in figures.volatile] == [("practice-metrics", 13), ("42-cfr-482.24", 3)]


def test_the_most_similar_fronts_are_named_twenty_pairs_at_most() -> None:
    cards = [replace(a_flashcard(f"card-{n}"), front=f"Late entry rule {n}?") for n in range(8)]

    figures = statistics(a_pack(cards), TODAY).flashcards

    assert len(figures.nearest_fronts) == NEAREST_PAIRS
    assert {pair.similarity for pair in figures.nearest_fronts} == {0.6}


def test_a_pack_without_flashcards_has_figures_too() -> None:
    figures = statistics(a_pack([]), TODAY).flashcards

    assert (figures.count, figures.front_words.median, figures.front_words.max) == (0, 0.0, 0.0)
