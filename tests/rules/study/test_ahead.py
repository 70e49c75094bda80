"""The course that is left, day by day."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.exam_order import time_left
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.programme import LONGEST_HORIZON
from cehrs_desktop.rules.study.seconds_seen import SecondsSeen
from tests.builders import the_blueprint

TODAY = StudyDay(100)


def _ahead(days: int, by_day: tuple[float, ...] = ()) -> Ahead:
    return Ahead(TODAY, StudyDay(TODAY + days), 600.0, the_blueprint().weights, by_day=by_day)


@pytest.mark.parametrize(
    ("days", "by_day", "left"),
    [
        (3, (), 600.0),
        (3, (60.0, 0.0, 1740.0), (1740.0, 0.0, 60.0)),
        (4, (60.0, 0.0), (600.0, 600.0, 0.0, 60.0)),
    ],
)
def test_seconds_are_counted_from_exam_day_backwards(
    days: int, by_day: tuple[float, ...], left: float | tuple[float, ...]
) -> None:
    assert time_left(_ahead(days, by_day), SecondsSeen(), {}).seconds_per_day == left


def test_an_exam_far_away_keeps_the_first_days() -> None:
    days = LONGEST_HORIZON + 50
    seconds = time_left(_ahead(days, tuple(float(n) for n in range(days))), SecondsSeen(), {}).seconds_per_day
    assert isinstance(seconds, tuple)
    assert (seconds[-1], seconds[0], len(seconds)) == (0.0, LONGEST_HORIZON - 1, LONGEST_HORIZON)
