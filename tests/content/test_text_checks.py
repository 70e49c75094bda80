"""What the texts of a flashcard must be like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.content.text_checks import text_faults, word_count
from tests.builders import a_flashcard

CARD = a_flashcard("a-card")
TABLE = "| A | B |\n|---|---|\n| 1 | 2 |"
NO_TABLE = "`exhibit` must be one Markdown table: a header, a line of hyphens and rows, all between | and |."


def test_words_are_counted_without_dashes_and_borders() -> None:
    assert word_count("Who - at 9 a.m. - signs | the note?") == 7


def test_a_front_of_60_words_and_a_back_of_40_are_accepted() -> None:
    assert list(text_faults(replace(CARD, front="word " * 60, back="word " * 40))) == []


def test_longer_ones_are_told() -> None:
    assert list(text_faults(replace(CARD, front="word " * 61, back="word " * 41))) == [
        "`front` has 61 words; it may have 60.",
        "`back` has 41 words; it may have 40.",
    ]


@pytest.mark.parametrize(
    ("front", "banned"),
    [
        ("Which of the following is a late entry?", "Which of the following"),
        ("A nurse forgot a note. Which of the following does she add?", "Which of the following"),
        ("All of the following are identifiers. Why?", "All of the following"),
        ("True or false: a signed note is final.", "True or false"),
    ],
)
def test_a_front_that_speaks_of_options_is_told(front: str, banned: str) -> None:
    assert list(text_faults(replace(CARD, front=front))) == [
        f"`front` says '{banned}', but a flashcard shows no options."
    ]


@pytest.mark.parametrize("text", ["<b>Bold</b>", "a<br/>b", "</p>", "<!-- note -->", "<?php", "<img src=x"])
def test_raw_html_is_told(text: str) -> None:
    assert list(text_faults(replace(CARD, front=text, back=text, why=text))) == [
        f"`{name}` holds raw HTML; write Markdown, and a space after a less-than sign."
        for name in ("front", "back", "why")
    ]


@pytest.mark.parametrize("text", ["Counts < 11 or <11 are hidden.", "A1c > 9%", "*Late* entry, `a < b`", "1. First"])
def test_less_than_signs_before_numbers_and_markdown_are_accepted(text: str) -> None:
    assert list(text_faults(replace(CARD, front=text, back=text, why=text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org",
        "See HTTP://example.org",
        "ftp://example.org",
        "See www.example.org",
        "![chart](//example.org/a.png)",
        "![chart](\\\\server\\share\\a.png)",
        "![chart](data:image/png;base64,AAAA)",
        "[mail](mailto:a@example.org)",
        "[chart]: //example.org/a.png",
        "[a]( <javascript:alert(1)>)",
    ],
)
def test_links_and_images_from_the_network_are_told(text: str) -> None:
    faults = list(text_faults(replace(CARD, why=text)))

    assert "`why` holds a link or image from the network; addresses belong in sources.toml." in faults


@pytest.mark.parametrize(
    "text", ["Note: signed [sic] (late)", "Ratio 3:1 [a]", "The portal: data: both", "FTP: a protocol"]
)
def test_colons_and_brackets_alone_are_no_links(text: str) -> None:
    assert list(text_faults(replace(CARD, why=text))) == []


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        "| A | B |\n| :-- | --: |\n| 1 | |\n|3|4|",
        "| Only one |\n|---|\n| a \\| b |",
        "  | A | B |\n  |---|---|  \n| 1 | 2 |",
    ],
)
def test_a_markdown_table_is_accepted(table: str) -> None:
    assert list(text_faults(replace(CARD, exhibit=table))) == []


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("Just words", NO_TABLE),
        ("| A | B |\n|---|---|", NO_TABLE),
        (TABLE + "\n\nThe clinic's report", NO_TABLE),
        (TABLE + "\n| 3 | 4", NO_TABLE),
        (TABLE + "\n| 3 | 4 \\|", NO_TABLE),
        (TABLE + "\n||", NO_TABLE),
        (
            "| A | B |\n| 1 | 2 |\n| 3 | 4 |",
            "The second line of the table in `exhibit` must hold hyphens only: |---|---|.",
        ),
        (TABLE + "\n| 3 | 4 | 5 |", "Line 4 of the table in `exhibit` differs from its header in cells: 3, not 2."),
        ("| A | B |\n|---|\n| 1 | 2 |", "Line 2 of the table in `exhibit` differs from its header in cells: 1, not 2."),
        (TABLE + "\n| <b> | 4 |", "`exhibit` holds raw HTML; write Markdown, and a space after a less-than sign."),
    ],
)
def test_an_exhibit_that_is_no_well_formed_table_is_told(table: str, fault: str) -> None:
    assert list(text_faults(replace(CARD, exhibit=table))) == [fault]
