"""The tutorial looks like an exam and writes nothing."""

from __future__ import annotations

import pytest

from cehrs_desktop.activities.exam.tutorial import MINUTES, TutorialSitting, tutorial_item
from cehrs_desktop.rules.exam.events import Answer, Move
from cehrs_desktop.rules.exam.sitting import IllegalMove, TimeAllowed
from tests.fakes import FakeClock


@pytest.fixture
def sitting(clock: FakeClock) -> TutorialSitting:
    return TutorialSitting(
        clock, tuple(tutorial_item(f"demo-{n}", "What now?", ("go", "stay", "ask", "read")) for n in range(1, 4))
    )


def test_it_is_answered_and_moved_in_like_an_exam(sitting: TutorialSitting) -> None:
    first = sitting.state.form.at(1)
    assert sitting.version(1).item.id == first.item
    state = sitting.record(Answer(1, first.options[0]))
    assert state.choices[1].option == first.options[0]
    assert sitting.record(Move(3)).position == 3
    with pytest.raises(IllegalMove):
        sitting.record(Move(4))


def test_its_time_runs_out_like_an_exams(sitting: TutorialSitting, clock: FakeClock) -> None:
    assert sitting.time_left() == MINUTES * 60
    clock.advance(minutes=MINUTES - 1)
    assert not sitting.look_at_clock().time_over
    assert sitting.time_left() == 60
    clock.advance(minutes=2)
    assert sitting.look_at_clock().time_over
    assert sitting.time_left() == 0


def test_extra_time_holds_in_the_tutorial_too(sitting: TutorialSitting, clock: FakeClock) -> None:
    items = tuple(sitting.version(position).item for position in (1, 2, 3))
    assert TutorialSitting(clock, items, time=TimeAllowed.DOUBLE).time_left() == 2 * MINUTES * 60
    untimed = TutorialSitting(clock, items, time=TimeAllowed.UNTIMED)
    clock.advance(hours=1)
    assert untimed.time_left() is None
    assert not untimed.look_at_clock().time_over
