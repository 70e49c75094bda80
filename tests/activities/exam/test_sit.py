"""A sitting: every step on disk, active time only, warnings, what a crash leaves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from cehrs_desktop.activities.at_start import exam_was_cut_short
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.exam.events import (
    Answer,
    ClockJump,
    End,
    EndedBy,
    Flag,
    Move,
    Note,
    Pause,
    Strike,
    Suspend,
)
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sitting import IllegalMove, Stop, Terms, TimeAllowed
from cehrs_desktop.rules.exam.ticked import Ticked
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import begin, taken_up
from tests.fakes import FakeClock


@pytest.fixture
def sitting(database: Database, clock: FakeClock) -> ExamSitting:
    return begin(database, clock)


def again(sitting: ExamSitting, database: Database, clock: FakeClock) -> ExamSitting:
    return taken_up(database, clock, sitting.attempt.id)


def test_every_step_is_on_disk_when_it_returns(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    option = sitting.state.form.at(1).options[2]
    clock.advance(seconds=12)
    sitting.record(Answer(1, option))
    sitting.record(Flag(1, on=True))
    sitting.record(Strike(1, sitting.state.form.at(1).options[0], on=True))
    sitting.record(Note(1, "look again"))
    sitting.record(Move(2))
    with closing(Database(database.path)) as other:
        found = taken_up(other, clock, sitting.attempt.id)
        assert found.state == sitting.state
    assert found.state.choices[1].option == option
    assert found.state.position == 2
    assert found.state.active == 12


def test_what_cannot_be_is_refused_and_not_written(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    before = sitting.state
    with pytest.raises(IllegalMove):
        sitting.record(Answer(1, OptionId("z")))
    with pytest.raises(IllegalMove):
        sitting.record(Move(51))
    assert sitting.state == before
    assert again(sitting, database, clock).state == before


def test_only_active_time_is_charged(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    clock.advance(seconds=30)
    sitting.record(Move(2))
    clock.advance(seconds=5)
    sitting.record(Pause("a phone call"))
    clock.advance(minutes=20)
    assert sitting.time_left() == 50 * 60 - 35
    sitting.go_on()
    clock.advance(seconds=5)
    sitting.record(Move(3))
    assert sitting.state.active == 40
    assert sitting.state.seconds[:3] == (30, 10, 0)
    assert sitting.state.away == 1200


def test_leaving_is_exact_and_the_time_away_is_not_charged(
    database: Database, clock: FakeClock, sitting: ExamSitting
) -> None:
    clock.advance(seconds=7.5)
    sitting.leave()
    assert sitting.leave().stopped is Stop.LEFT  # a second time does no harm
    clock.advance(days=2)
    found = again(sitting, database, clock)
    assert not found.was_interrupted
    assert not exam_was_cut_short(database)
    assert found.state.active == 7.5
    found.go_on()
    clock.advance(seconds=2)
    assert found.active_now() == 9.5
    assert found.state.returns == 1


def test_a_crash_grants_at_most_a_tick_and_charges_nothing_of_the_gap(
    database: Database, clock: FakeClock, sitting: ExamSitting
) -> None:
    for _ in range(34):
        clock.advance(seconds=1)
        sitting.look_at_clock()
    clock.advance(hours=3)
    found = again(sitting, database, clock)
    assert found.was_interrupted
    assert exam_was_cut_short(database)
    assert 24 <= found.state.active <= 34
    found.go_on()
    assert found.state.away == pytest.approx(3 * 3600 + 4, abs=10)
    assert found.active_now() == found.state.active
    clock.advance(seconds=3)
    found.record(Move(2))
    assert found.state.active <= 37


def test_warnings_come_once_and_time_runs_out(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    warned, over_at = [], None
    for second in range(1, 51 * 60):
        clock.advance(seconds=1)
        if second == 20 * 60 + 1:  # an answer just when a warning is due must not swallow it
            sitting.record(Flag(1, on=True))
        found = sitting.look_at_clock()
        warned += [(minutes, second) for minutes in found.warnings]
        if found.time_over:
            over_at = second
            break
    assert [minutes for minutes, _ in warned] == [30, 10, 5, 1]
    assert warned[0][1] in (1200, 1201)
    assert over_at == 50 * 60
    with pytest.raises(IllegalMove, match="time is over"):
        sitting.record(Answer(1, sitting.state.form.at(1).options[0]))
    sitting.record(End(EndedBy.TIME_OVER))
    assert sitting.look_at_clock() == Ticked()


def test_the_last_minute_ticks_every_second(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    clock.advance(seconds=50 * 60 - 61)
    sitting.look_at_clock()
    for _ in range(5):
        clock.advance(seconds=1)
        sitting.look_at_clock()
    ticks = [row[0] for row in _events(database) if row[1] == "tick"]
    assert ticks[-4:] == [2941, 2942, 2943, 2944]


def _events(database: Database) -> list[tuple[float, str]]:
    with database.reading() as connection:
        return connection.execute("SELECT active, kind FROM attempt_event ORDER BY number").fetchall()


def test_a_clock_set_back_is_noted_and_gives_no_time(
    database: Database, clock: FakeClock, sitting: ExamSitting
) -> None:
    clock.advance(seconds=10)
    sitting.look_at_clock()
    clock.set(clock.now() - timedelta(hours=1))
    sitting.look_at_clock()
    assert [noted.event for noted in sitting.state.noted] == [ClockJump(-3600.0)]
    assert sitting.active_now() == 10


def test_a_sleeping_machine_is_noted_and_its_sleep_not_charged(
    database: Database, clock: FakeClock, sitting: ExamSitting
) -> None:
    clock.advance(seconds=10)
    sitting.look_at_clock()
    clock.set(clock.now() + timedelta(minutes=30))  # monotonic time stands
    sitting.look_at_clock()
    assert [noted.event for noted in sitting.state.noted] == [Suspend(1800.0)]
    assert sitting.active_now() == 10


def test_a_changed_row_is_noticed(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    options = sitting.state.form.at(1).options
    sitting.record(Answer(1, options[0]))
    sitting.record(Move(2))
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute(
            "UPDATE attempt_event SET payload = replace(payload, ?, ?) WHERE number = 0",
            (f'"{options[0]}"', f'"{options[1]}"'),
        )
    with pytest.raises(UserError, match="changed outside the program"):
        again(sitting, database, clock)


def test_a_changed_form_is_noticed(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    sitting.record(Move(2))
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE attempt SET conditions = replace(conditions, '\"1\"', '\"2\"')")
    with pytest.raises(UserError, match="changed outside the program"):
        again(sitting, database, clock)


@pytest.mark.parametrize(("time", "minutes"), [("1", 50), ("1.25", 62.5), ("1.5", 75), ("2", 100), ("untimed", None)])
def test_more_time_is_what_was_granted(database: Database, clock: FakeClock, time: str, minutes: float | None) -> None:
    sitting = begin(database, clock, conditions=Conditions(terms=Terms(time=TimeAllowed(time))))
    assert sitting.time_left() == (None if minutes is None else minutes * 60)
    clock.advance(seconds=25)
    assert sitting.look_at_clock().time_over is False


def test_the_items_are_those_that_were_frozen(database: Database, clock: FakeClock) -> None:
    sitting = begin(database, clock, kind=FormKind.MOCK)
    position = 17
    item = sitting.version(position).item
    assert item.id == sitting.state.form.at(position).item
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE item SET retired = 1")
    assert again(sitting, database, clock).version(position).item == item


def test_an_ended_sitting_cannot_be_taken_up(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE attempt SET ended_at = started_at")
    with pytest.raises(UserError, match="has ended"):
        again(sitting, database, clock)
