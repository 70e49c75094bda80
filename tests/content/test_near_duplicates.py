"""Fronts that ask nearly the same thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.content.near_duplicates import THRESHOLD, similar_fronts, words_that_matter
from tests.builders import a_flashcard


def similarity(first: str, second: str) -> float:
    cards = [replace(a_flashcard("a"), front=first), replace(a_flashcard("b"), front=second)]
    return next((pair.similarity for pair in similar_fronts(cards, at_least=0.0)), -1.0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Who signs a note?", "WHO SIGNS THE NOTE"),
        ("How does a rejected claim differ from a denied claim?", "How do denied claims differ from rejected claims?"),
        (
            "When must a practice agree not to tell a patient's health plan about a visit?",
            "When does a practice have to agree not to tell the health plan about the patient’s visit?",
        ),
    ],
)
def test_the_same_question_with_other_small_words_is_found(first: str, second: str) -> None:
    assert similarity(first, second) >= THRESHOLD


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What is a rejected claim?", "What is a denied claim?"),
        (
            "How long does a practice have to act on a patient's request for access?",
            "How long does a practice have to act on a patient's request for amendment?",
        ),
        ("A breach affects 500 or more people: who is told?", "A breach affects fewer than 500 people: who is told?"),
        ("When may a note be released?", "When may a note not be released?"),
    ],
)
def test_parallel_questions_that_differ_in_the_word_that_matters_are_not(first: str, second: str) -> None:
    assert similarity(first, second) < THRESHOLD


def test_pairs_come_with_the_most_similar_first() -> None:
    fronts = ["late entry note", "late entry chart", "late entry chart rule"]
    cards = [replace(a_flashcard(f"card-{number}"), front=front) for number, front in enumerate(fronts)]

    pairs = similar_fronts(cards, at_least=0.45)

    assert [(pair.first, pair.second, pair.similarity) for pair in pairs] == [
        ("card-1", "card-2", 0.75),
        ("card-0", "card-1", 0.5),
    ]


def test_a_pack_without_flashcards_has_no_pairs() -> None:
    assert similar_fronts([], at_least=0.0) == []


def test_a_text_of_binding_words_only_is_compared_by_these() -> None:
    assert words_that_matter("Who is it?") == {"who", "is", "it"}
    assert words_that_matter("?") == frozenset()
    assert similarity("?", "!") == 0.0


def test_possessives_and_plurals_do_not_count() -> None:
    assert words_that_matter("The patient's claims, status and access") == {"patient", "claim", "status", "access"}


TEXTS = st.lists(st.sampled_from(["late", "entry", "note", "claim", "denied", "not", "500"]), min_size=1).map(" ".join)


@given(TEXTS, TEXTS)
def test_similarity_is_the_same_both_ways_and_1_only_for_equal_words(first: str, second: str) -> None:
    there = similarity(first, second)

    assert there == similarity(second, first)
    assert 0.0 <= there <= 1.0
    assert (there == 1.0) == (words_that_matter(first) == words_that_matter(second))
