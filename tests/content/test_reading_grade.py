"""The reading grade of a text."""

from __future__ import annotations

import pytest

from cehrs_desktop.content.reading_grade import reading_grade


def test_a_known_sentence_has_its_known_grade() -> None:
    # 6 words, 6 syllables, 1 sentence
    assert reading_grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("note", 1), ("table", 2), ("rule", 1), ("signed", 1), ("charted", 2), ("dates", 1), ("charges", 2), ("the", 1)],
)
def test_silent_endings_are_no_syllables(word: str, syllables: int) -> None:
    assert reading_grade(word) == pytest.approx(0.39 + 11.8 * syllables - 15.59)


def test_longer_words_and_sentences_are_harder() -> None:
    plain = "The nurse forgot to chart a shot. How is it put in?"
    hard = "Documentation of an omitted administration necessitates which contemporaneous notation methodology?"

    assert reading_grade(plain) < 5 < 15 < reading_grade(hard)


def test_a_text_without_words_has_grade_zero() -> None:
    assert reading_grade("- | -") == 0.0
