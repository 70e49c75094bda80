"""Questions among cards: spread evenly, and never lost when the cards run out."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.exam.practice import turn_of_question


def order(cards: int, questions: int) -> str:
    """The session as letters: c for a card, q for a question."""
    done = {"c": 0, "q": 0}
    letters = ""
    while len(letters) < cards + questions:
        question = turn_of_question(
            cards_done=done["c"],
            cards_left=cards - done["c"],
            questions_done=done["q"],
            questions_left=questions - done["q"],
        )
        letter = "q" if question else "c"
        done[letter] += 1
        letters += letter
    return letters


@pytest.mark.parametrize(
    ("cards", "questions", "expected"),
    [
        (6, 2, "ccqcccqc"),
        (4, 1, "ccqcc"),
        (0, 3, "qqq"),
        (3, 0, "ccc"),
        (1, 3, "cqqq"),
    ],
)
def test_questions_are_spread_evenly(cards: int, questions: int, expected: str) -> None:
    assert order(cards, questions) == expected


def test_between_two_questions_lie_about_as_many_cards_each_time() -> None:
    gaps = [len(gap) for gap in order(44, 6).split("q")]
    assert max(gaps[1:-1]) - min(gaps[1:-1]) <= 1
    assert {gaps[0], gaps[-1]} <= {3, 4}
