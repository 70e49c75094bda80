"""The learner's pace: their own seconds, with a prior while there are few."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.study.pace import Effort, Pace, pace

EFFORTS = (
    # effort, seconds for a new card, seconds for a later answer
    (Effort(), 25.0, 12.0),
    (Effort(new=20, new_seconds=20 * 35.0, reviews=20, review_seconds=20 * 6.0), 30.0, 9.0),
    (Effort(new=180, new_seconds=180 * 45.0), 43.0, 12.0),
    (Effort(reviews=1980, review_seconds=1980 * 4.0), 25.0, 4.08),
)


@pytest.mark.parametrize(("effort", "new", "review"), EFFORTS)
def test_pace_moves_from_the_prior_to_the_learners_own(effort: Effort, new: float, review: float) -> None:
    found = pace(effort)
    assert (found.new, found.review) == pytest.approx((new, review))


def test_a_new_card_costs_its_repeats_too() -> None:
    assert Pace(new=30.0, review=10.0).new_with_repeats == pytest.approx(36.0)


def test_efforts_add_up_and_can_be_taken_away_again() -> None:
    one, other = Effort(1, 20.0, 2, 15.5), Effort(3, 60.0, 4, 40.0)
    assert one + other == Effort(4, 80.0, 6, 55.5)
    assert one + other - other == one
    assert (one.answers, one.seconds) == (3, 35.5)
