"""The bank that is shipped keeps its figures, over all items and not item by item.

They are held for a pack that has items: one without any (a pack may hold flashcards alone) has no figures to keep.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cehrs_desktop.content.item_statistics import ItemFigures
from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.content.statistics import statistics
from cehrs_desktop.paths import resources_dir

MOST_PICKED = 0.30
MOST_BY_TRICKS = 0.32
MOST_ABSOLUTE_RATIO = 1.5
MOST_READING_GRADE = 11.0
EXPECTED_OF_A_DOMAIN = (0.62, 0.78)
LEAST_ABOVE_RECALL = 0.60
LEAST_REPORTS_WITH_EXHIBIT = 0.50
LEAST_TAUGHT = 0.80


@pytest.fixture(scope="module")
def figures() -> ItemFigures:
    return statistics(read_pack(resources_dir() / "content" / "cehrs-2020"), date(2026, 11, 24)).items


def test_the_length_of_an_option_does_not_point_at_the_key(figures: ItemFigures) -> None:
    assert figures.key_length.uniquely_longest <= MOST_PICKED
    assert figures.key_length.uniquely_shortest <= MOST_PICKED


def test_tricks_are_worth_little_more_than_guessing(figures: ItemFigures) -> None:
    assert figures.test_wise.longest <= MOST_BY_TRICKS
    assert figures.test_wise.stem_words <= MOST_BY_TRICKS
    assert figures.test_wise.hedged <= MOST_BY_TRICKS


def test_absolute_words_do_not_give_distractors_away(figures: ItemFigures) -> None:
    assert figures.absolute_words.ratio <= MOST_ABSOLUTE_RATIO


def test_stems_can_be_read_by_those_who_sit_the_exam(figures: ItemFigures) -> None:
    assert figures.reading_grade.median <= MOST_READING_GRADE


def test_every_domain_is_as_hard_as_it_should_be(figures: ItemFigures) -> None:
    least, most = EXPECTED_OF_A_DOMAIN

    assert [each.number for each in figures.domains if each.items and not least <= each.expected <= most] == []


def test_most_items_ask_for_more_than_recall(figures: ItemFigures) -> None:
    above_recall = figures.cognitive.application + figures.cognitive.analysis

    assert above_recall >= LEAST_ABOVE_RECALL * figures.count


def test_reporting_is_read_from_exhibits(figures: ItemFigures) -> None:
    reporting = figures.domains[-1]

    assert reporting.with_exhibit >= LEAST_REPORTS_WITH_EXHIBIT * reporting.items


def test_what_is_missed_on_an_exam_can_be_reviewed(figures: ItemFigures) -> None:
    assert figures.taught.share >= LEAST_TAUGHT or not figures.count


def test_the_record_of_the_review_gives_the_figures_of_the_bank(figures: ItemFigures) -> None:
    record = (Path(__file__).parents[2] / "docs" / "content-review.md").read_text(encoding="utf-8")
    length, tricks, levels = figures.key_length, figures.test_wise, figures.cognitive

    for sentence in (
        f"{levels.application} application, {levels.analysis}\nanalysis, {levels.recall} recall",
        f"{figures.with_exhibit} read an exhibit, and the key of {figures.computed} is worked out",
        f"| {length.uniquely_longest:.1%}, {length.uniquely_shortest:.1%} |".replace("%", " %"),
        f"| {tricks.longest:.1%}, {tricks.stem_words:.1%}, {tricks.hedged:.1%} |".replace("%", " %"),
        f"| {figures.absolute_words.ratio:.2f} times |",
        f"| {figures.expected:.2f} |",
    ):
        assert sentence in record
