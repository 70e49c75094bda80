"""What the page of a card shows: the curve of its recall, the difference of two texts, tags."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.difference import Kind, differences
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.recall_curve import recall_curve
from cehrs_desktop.rules.study.remark import LONGEST_TAG, Remark, clean_tag
from cehrs_desktop.rules.study.shown_card import PastReview

DECAY = -0.1542


def past(day: int, stability_before: float | None) -> PastReview:
    return PastReview(datetime(2026, 11, 2, tzinfo=UTC), StudyDay(day), Rating.GOOD, 5.0, stability_before, None)


def test_a_curve_falls_between_answers_and_is_whole_after_each() -> None:
    history = [past(100, None), past(103, 3.0), past(113, 10.0)]
    curve = recall_curve(history, 200.0, StudyDay(313), decay=DECAY)
    assert [left for day, left in curve if day == 103] == [pytest.approx(0.9), 1.0]
    assert [left for day, left in curve if day == 113] == [pytest.approx(0.9), 1.0]
    assert curve[0] == (100, 1.0)
    assert [left for day, left in curve if day == 313] == [pytest.approx(0.9)]
    assert len(curve) < 60
    assert [day for day, _ in curve] == sorted(day for day, _ in curve)


def test_where_nothing_is_known_there_is_no_line() -> None:
    assert recall_curve([], None, StudyDay(1), decay=DECAY) == ()
    before_it_was_made_new = recall_curve([past(1, None), past(5, 4.0)], None, StudyDay(9), decay=DECAY)
    assert before_it_was_made_new[-1][0] == 5
    assert recall_curve([past(5, None)], 3.0, StudyDay(4), decay=DECAY) == ()  # a clock set back


def test_two_texts_are_told_apart_word_by_word() -> None:
    found = differences("Keep it for six years.\n\nAlways", "Keep it for ten years.\n\nNever")
    assert [(stretch.kind, stretch.text.strip()) for stretch in found] == [
        (Kind.BOTH, "Keep it for"),
        (Kind.FIRST, "six"),
        (Kind.SECOND, "ten"),
        (Kind.BOTH, "years."),
        (Kind.FIRST, "Always"),
        (Kind.SECOND, "Never"),
    ]
    assert found[-1].text.startswith("\n\n")
    assert [(stretch.kind, stretch.text) for stretch in differences("2 Treats it", "Treats it")] == [
        (Kind.FIRST, "2"),
        (Kind.BOTH, " Treats it"),
    ]
    assert differences("", "") == ()
    assert [stretch.kind for stretch in differences("the same", "the same")] == [Kind.BOTH]
    assert [stretch.kind for stretch in differences("", "new")] == [Kind.SECOND]


@pytest.mark.parametrize(
    ("written", "tag"), [("week 3", "week-3"), (" , ", ""), ('a,"b"', "a-b"), ("x" * 40, "x" * LONGEST_TAG)]
)
def test_a_tag_is_one_word(written: str, tag: str) -> None:
    assert clean_tag(written) == tag


def test_tags_are_set_and_cleared() -> None:
    assert Remark(("b",), "n").tagged(add={"C", "a"}, remove={"b", "z"}) == Remark(("a", "C"), "n")
