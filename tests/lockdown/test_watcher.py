"""Watching: monitors report, the policy decides; a detector that fails switches itself off and is no violation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QApplication

from cehrs_desktop.lockdown.monitors.machine import Clocks, Power, Programs, Remote
from cehrs_desktop.lockdown.monitors.monitor import Monitor
from cehrs_desktop.lockdown.monitors.screen import Displays, Lock, WindowsAbove
from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.lockdown.watch import Watcher
from cehrs_desktop.rules.exam.proctor_ladder import ladder
from cehrs_desktop.rules.exam.proctor_programs import program_of
from cehrs_desktop.rules.exam.proctor_senses import ClockLook
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level, Signal
from tests.ui.open_window import wait_until


class Told(Monitor):
    """Tells what the test wants, and fails when it wants."""

    signals: ClassVar[frozenset[Signal]] = frozenset({Signal.WINDOW_ON_TOP, Signal.CLOCK_SET})
    breaks = False
    stopped = False

    def tick(self) -> None:
        if self.breaks:
            raise OSError("the bus is gone")

    def stop(self) -> None:
        self.stopped = True
        if self.breaks:
            raise OSError("it was never begun")


class Seen:
    """A watcher with one monitor, and what it said."""

    def __init__(self, level: Level = Level.REALISTIC, profile: Accommodations | None = None) -> None:
        self.time = 100.0
        self.monitor = Told()
        self.said: list[str] = []
        self.watcher = Watcher(ladder(level, profile), now=lambda: self.time)
        self.watcher.noticed.connect(lambda noticed: self.said.append(f"{noticed.signal} {noticed.response}"))
        self.watcher.cover_changed.connect(lambda cover: self.said.append("covered" if cover else "uncovered"))
        self.watcher.put_right_changed.connect(lambda right: self.said.append(f"right {right}"))
        self.watcher.switched_off.connect(lambda signals, why: self.said.append(f"off {sorted(signals)} {why}"))
        self.watcher.start([self.monitor])

    def report(self, signal: Signal, *, on: bool = True) -> None:
        self.monitor.found.emit(signal, on, "")


@pytest.fixture
def seen(qapp: QApplication) -> Iterator[Seen]:
    seen = Seen()
    yield seen
    seen.watcher.stop()


def test_a_warning_comes_after_its_grace_and_goes_when_put_right_and_gone_on_from(seen: Seen) -> None:
    seen.report(Signal.WINDOW_ON_TOP)
    assert seen.said == []
    seen.time += 2
    wait_until(lambda: seen.said, what="the grace never ends")
    assert seen.said == ["window_on_top warn", "covered"]
    seen.watcher.go_on()
    assert len(seen.said) == 2
    seen.report(Signal.WINDOW_ON_TOP, on=False)
    seen.watcher.go_on()
    assert seen.said[2:] == ["right True", "uncovered"]


def test_a_detector_that_raises_is_switched_off_and_told_once(seen: Seen) -> None:
    seen.report(Signal.WINDOW_ON_TOP)
    seen.time += 2
    wait_until(lambda: seen.said, what="the grace never ends")
    seen.monitor.breaks = True
    seen.watcher.tick()
    seen.watcher.tick()
    assert seen.monitor.stopped
    assert seen.said[2:] == [
        "right True",
        "off [<Signal.CLOCK_SET: 'clock_set'>, <Signal.WINDOW_ON_TOP: 'window_on_top'>] the bus is gone",
    ]
    assert [each.signal for each in seen.watcher.state.noticed] == [Signal.WINDOW_ON_TOP]


def test_a_detector_that_says_it_failed_is_switched_off(seen: Seen) -> None:
    seen.monitor.failed.emit("unplugged")
    assert len(seen.said) == 1
    assert seen.said[0].startswith("off")
    assert seen.watcher.state.noticed == ()


def test_a_monitor_whose_signals_are_all_switched_off_is_not_even_started(qapp: QApplication) -> None:
    seen = Seen(profile=Accommodations(off=Told.signals))
    seen.monitor.breaks = True
    seen.watcher.tick()
    assert seen.said == []
    seen.watcher.stop()


def test_what_is_not_to_be_told_for_a_while_is_not(seen: Seen) -> None:
    seen.watcher.not_told = frozenset({Signal.WINDOW_ON_TOP})
    seen.report(Signal.WINDOW_ON_TOP)
    assert seen.watcher.state.next_due is None


def test_that_was_not_me(seen: Seen) -> None:
    seen.report(Signal.CLOCK_SET)
    seen.watcher.object_to(1)
    assert seen.watcher.state.noticed[0].objected


def told_by(monitor: Monitor) -> list[tuple[Signal, bool, str]]:
    found: list[tuple[Signal, bool, str]] = []
    monitor.found.connect(lambda *what: found.append(what))
    return found


def test_clocks_tell_what_happened_between_two_looks(qapp: QApplication) -> None:
    looks = [ClockLook(0, 0, 0, 0), ClockLook(1, 1, 1, 0), ClockLook(2, 602, 602, 0), ClockLook(3, 603, 3, 0)]
    monitor = Clocks(lambda: looks.pop(0))
    found = told_by(monitor)
    for _ in range(3):
        monitor.tick()
    assert found == [(Signal.SUSPENDED, True, "+600 s"), (Signal.CLOCK_SET, True, "-600 s")]


def test_listed_programs_are_told_when_they_start_and_when_they_are_closed(qapp: QApplication) -> None:
    running = [(), ("Zoom",), ("Zoom",), ()]
    monitor = Programs(lambda: running.pop(0))
    found = told_by(monitor)
    monitor.start()
    for _ in range(15):
        monitor.tick()
    assert found == [(Signal.PROGRAM_STARTED, True, "Zoom"), (Signal.PROGRAM_STARTED, False, "")]


@pytest.mark.parametrize(
    ("process", "program"),
    [("Zoom.exe", "Zoom"), ("zoom", "Zoom"), ("obs64.exe", "OBS Studio"), ("Slack", "Slack"), ("bash", ""), ("", "")],
)
def test_a_program_is_known_by_its_process(process: str, program: str) -> None:
    assert program_of(process) == program


def test_power_tells_of_the_plug_and_of_a_low_battery(qapp: QApplication) -> None:
    states = [(80.0, True), (79.0, False), (19.0, False), (19.0, True), None]
    monitor = Power(lambda: states.pop(0))
    found = told_by(monitor)
    for _ in range(21):
        monitor.tick()
    assert found == [
        (Signal.UNPLUGGED, True, "79%"),
        (Signal.BATTERY_LOW, True, "19%"),
        (Signal.UNPLUGGED, False, "19%"),
        (Signal.BATTERY_LOW, False, "19%"),
    ]


class Somewhere(NoPlatform):
    """A platform that says what the test wants."""

    locked: bool | None = None
    remote = ""

    def is_locked(self) -> bool | None:
        return self.locked

    def remote_session(self) -> str:
        return self.remote


def test_the_lock_is_told_where_it_can_be(qapp: QApplication) -> None:
    platform = Somewhere()
    monitor = Lock(platform)
    found = told_by(monitor)
    for platform.locked in (None, False, True, None, True, False):
        monitor.tick()
    assert [on for _, on, _ in found] == [True, False]


def test_a_remote_session_that_begins_on_the_way_is_told(qapp: QApplication) -> None:
    platform = Somewhere()
    monitor = Remote(platform)
    found = told_by(monitor)
    monitor.start()
    platform.remote = "RDP"
    for _ in range(5):
        monitor.tick()
    assert found == [(Signal.REMOTE_SESSION, True, "RDP")]


def test_one_display_is_as_it_should_be(qapp: QApplication) -> None:
    monitor = Displays()
    found = told_by(monitor)
    monitor.start()
    monitor.stop()
    assert found == []
    assert WindowsAbove.signals == {Signal.WINDOW_ON_TOP}


CODE = Path(__file__).parents[2] / "cehrs_desktop" / "lockdown"


def test_lockdown_has_no_widgets() -> None:
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module != "PySide6.QtWidgets", path
