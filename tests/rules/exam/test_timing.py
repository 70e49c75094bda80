"""Ticks, warnings, pace, and departures from exam conditions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.exam import events as happened
from cehrs_desktop.rules.exam.events import Event
from cehrs_desktop.rules.exam.form import practice_form
from cehrs_desktop.rules.exam.sitting import Terms, TimeAllowed, after, begin, fold
from cehrs_desktop.rules.exam.timing import (
    WARNING_MINUTES,
    Departure,
    PaceLine,
    agreement_seconds,
    checkin_seconds,
    departures,
    pace_line,
    tick_seconds,
    warnings_due,
)
from tests.rules.exam.test_form import BANK, a_form
from tests.rules.exam.test_sitting import PRACTICE, answer

MOCK = a_form(1)


@pytest.mark.parametrize(
    ("left", "seconds"),
    [(None, 10.0), (7500.0, 10.0), (70.0, 10.0), (66.0, 6.0), (60.0, 1.0), (60.5, 1.0), (59.0, 1.0), (0.0, 1.0)],
)
def test_the_clock_ticks_every_ten_seconds_and_every_second_in_the_last_minute(
    left: float | None, seconds: float
) -> None:
    assert tick_seconds(left) == seconds


@given(st.floats(1, 20000), st.lists(st.floats(0, 300), max_size=200))
def test_every_warning_comes_once_and_in_time(budget: float, steps: list[float]) -> None:
    left = budget
    given_so_far: list[int] = []
    for step in steps:
        following = max(left - step, 0.0)
        given_so_far += warnings_due(budget, left_before=left, left=following)
        left = following
    assert given_so_far == [minutes for minutes in WARNING_MINUTES if left <= minutes * 60 < budget]


def test_without_a_limit_there_are_no_warnings_and_no_pace() -> None:
    assert warnings_due(None, left_before=None, left=None) == ()
    assert pace_line(begin(MOCK, Terms(time=TimeAllowed.UNTIMED))) is None


def test_pace_compares_with_an_even_one() -> None:
    half = [(answer(position, 0), 30.0 * position) for position in range(1, 51)]
    sitting = fold(MOCK, Terms(), half)
    assert pace_line(sitting) == PaceLine(unanswered=75, seconds_left=6000.0, seconds_each=80.0, ahead=25)
    slow = fold(MOCK, Terms(), [(answer(1, 0), 600.0)])
    assert pace_line(slow) == PaceLine(unanswered=124, seconds_left=6900.0, seconds_each=6900.0 / 124, ahead=-9)


def test_with_everything_answered_no_seconds_are_needed() -> None:
    done = fold(PRACTICE, Terms(), [(answer(position, 0, PRACTICE), 1.0) for position in (1, 2, 3)])
    pace = pace_line(done)
    assert pace is not None
    assert (pace.seconds_each, pace.ahead) == (None, 2)


def returns(number: int, away: float = 60.0) -> list[tuple[Event, float]]:
    events: list[tuple[Event, float]] = [(happened.Recover(away), 10.0)] * number
    return [(happened.Tick(), 10.0), *events]


@pytest.mark.parametrize(
    ("events", "terms", "found"),
    [
        ([], Terms(), ()),
        ([], Terms(time=TimeAllowed.DOUBLE), ()),
        ([], Terms(in_parts=True), (Departure.PARTS,)),
        ([], Terms(time=TimeAllowed.UNTIMED), (Departure.UNTIMED,)),
        (returns(2), Terms(), ()),
        (returns(3), Terms(), (Departure.RETURNS,)),
        (returns(1, 86_380.0), Terms(), ()),
        (returns(1, 86_390.0), Terms(), (Departure.DAY,)),
        (returns(2, -86_400.0), Terms(), ()),
    ],
)
def test_departures_from_exam_conditions_are_named(
    events: list[tuple[Event, float]], terms: Terms, found: tuple[Departure, ...]
) -> None:
    assert departures(fold(MOCK, terms, events)) == found


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 40.0), max_size=30), st.floats(0.0, 1.0))
def test_a_kill_at_any_moment_grants_at_most_one_tick(pauses: list[float], moment: float) -> None:
    """The program writes a tick when one is due; what happens between two rows is lost with it, and never charged."""
    form = practice_form(BANK, [item.id for item in BANK.items[:3]], seed=1, seconds_per_item=60)
    end = sum(pauses) * moment
    due = [sum(pauses[:number]) for number in range(1, len(pauses) + 1)]
    rows: list[tuple[Event, float]] = []
    sitting, now = begin(form, Terms()), 0.0
    while sitting.time_left:
        tick = now + tick_seconds(sitting.time_left)
        answers = [at for at in due if now < at < tick]
        following = answers[0] if answers else tick
        if following > end:
            break
        event = happened.Flag(1, on=True) if answers and following < 180.0 else happened.Tick()
        rows.append((event, following))
        sitting, now = after(sitting, event, following), following
    lost = min(end, 180.0) - sitting.active
    back = after(fold(form, Terms(), rows), happened.Recover(5000.0), now)
    assert lost <= tick_seconds(sitting.time_left)
    assert (back.active, back.time_left) == (sitting.active, sitting.time_left)


@pytest.mark.parametrize(("time", "seconds"), [("1", 300.0), ("1.25", 375.0), ("2", 600.0), ("untimed", None)])
def test_extra_time_lengthens_the_time_to_agree(time: str, seconds: float | None) -> None:
    assert agreement_seconds(TimeAllowed(time)) == seconds
    assert checkin_seconds(TimeAllowed(time)) == (None if seconds is None else seconds * 180 / 300)
