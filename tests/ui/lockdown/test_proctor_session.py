"""A watched sitting in its window: covered, paused, gone on from, left, and let go of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.lockdown.senses.camera import Camera
from cehrs_desktop.rules.exam.events import Incident
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Capabilities, Level, Signal, Standing
from cehrs_desktop.ui.lockdown.arrangement import EndedBecause, SittingOver
from cehrs_desktop.ui.lockdown.proctor_session import ProctorSession
from tests.lockdown.fed import FedFrames
from tests.ui.open_window import label_of, press, texts_in, type_text, visible, wait_until


class Desk(NoPlatform):
    """A platform that tells of windows above and of the lock, and says what runs."""

    above = 0
    locked = False
    reader = ""

    def capabilities(self) -> Capabilities:
        able = {Signal.WINDOW_ON_TOP: Standing.NOTICED, Signal.SCREEN_LOCKED: Standing.NOTICED}
        return {**super().capabilities(), **able}

    def windows_above(self, ours: object) -> int | None:
        return self.above

    def is_locked(self) -> bool | None:
        return self.locked

    def assistive_technology(self) -> str:
        return self.reader

    def remote_session(self) -> str:
        return ""


class Room:
    """An exam's window with a session on it, and what the session said."""

    def __init__(self, folder: Path) -> None:
        self.window = QMainWindow()
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        self.field, self.line = QPlainTextEdit("stem of an item"), QLineEdit("a note")
        column.addWidget(self.field)
        column.addWidget(self.line)
        self.window.setCentralWidget(self.middle)
        self.window.resize(1000, 700)
        self.window.show()
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow, what="it doesn't become active")
        self.desk = Desk()
        self.session = ProctorSession(self.desk, hang_file=folder / "hang.txt")
        self.said: list[Any] = []
        self.incidents: list[Incident] = []
        self.session.pause_wanted.connect(lambda why: self.said.append(f"pause {why}"))
        self.session.resume_wanted.connect(lambda: self.said.append("resume"))
        self.session.ended.connect(self.said.append)
        self.session.told.connect(self.said.append)
        self.session.incident.connect(self.incidents.append)

    def start(self, level: Level = Level.REALISTIC, profile: Accommodations | None = None, **senses: Any) -> None:
        self.session.start(level, profile or Accommodations(), self.window, **senses)

    def press(self, label: str) -> None:
        (button,) = [b for b in visible(QAbstractButton, within=self.window) if label_of(b) == label]
        assert button.isEnabled(), label
        button.click()

    @property
    def texts(self) -> str:
        return texts_in(self.window)

    def has(self, *said: object) -> None:
        wait_until(lambda: self.said == list(said), what=f"not {said}")


def test_a_warning_covers_the_exam_and_stops_its_clock_until_it_is_put_right(room: Room) -> None:
    room.start()
    room.desk.above = 1
    room.has("pause window_on_top")
    assert "A proctor would warn you now" in room.texts
    assert "It isn’t put right yet." in room.texts
    assert not room.middle.isEnabled()
    room.desk.above = 0
    wait_until(lambda: "It is put right." in room.texts, what="it is never put right")
    room.press("Go on")
    assert room.said == ["pause window_on_top", "resume"]
    assert room.middle.isEnabled()
    assert [incident.name for incident in room.incidents] == ["window_on_top"]


def test_that_was_not_me_is_recorded_and_the_check_can_be_gone_on_without(room: Room) -> None:
    room.start()
    room.desk.above = 1
    room.has("pause window_on_top")
    room.press("That was not me")
    room.press("Go on without this check")
    assert [(each.name, each.detail) for each in room.incidents] == [
        ("window_on_top", "warn 1"),
        ("objection", "1"),
        ("switched_off", "window_on_top by the learner"),
    ]
    assert room.said[-1] == "resume"


def test_the_third_time_a_proctor_would_probably_have_ended_it(room: Room) -> None:
    room.start()
    watcher = room.session._watcher
    assert watcher is not None
    watcher._now = (moments := iter(range(0, 10_000, 60))).__next__
    for _ in range(2):
        room.desk.above = 1
        wait_until(lambda: room.said and room.said[-1] == "pause window_on_top", what="no warning")
        room.desk.above = 0
        wait_until(lambda: "It is put right." in room.texts, what="it is never put right")
        room.press("Go on")
    room.desk.above = 1
    wait_until(lambda: "would probably have ended" in room.texts, what="no end")
    room.press("End the exam")
    assert room.said[-1] == SittingOver(EndedBecause.PROCTOR)
    assert not room.session.is_running
    assert moments


def test_leaving_takes_two_actions_and_keeps_a_reason(room: Room) -> None:
    room.start()
    room.window.close()  # as the window manager asks
    assert room.window.isVisible()
    assert "Leave the exam?" in room.texts
    room.press("Stay")
    assert room.middle.isEnabled()
    room.session.leave()
    type_text("ill")
    press("Return")
    assert room.said == [SittingOver(EndedBecause.LEFT, "ill")]
    assert room.session.held == ()


def test_a_locked_screen_pauses_and_counts_as_no_warning(room: Room) -> None:
    room.start()
    room.desk.locked = True
    room.has("pause screen_locked")
    assert "The exam is paused" in room.texts
    room.desk.locked = False
    wait_until(lambda: "It is put right." in room.texts, what="it stays locked")
    room.press("Go on")
    assert room.incidents[0].detail == "pause 1"


def test_a_note_is_a_message_of_the_proctor_and_covers_nothing(room: Room) -> None:
    room.start()
    QGuiApplication.clipboard().changed.emit(QGuiApplication.clipboard().Mode.Selection)
    assert room.incidents == []
    room.session.say("Please look at the screen.")
    assert "Proctor: Please look at the screen." in room.texts
    assert room.middle.isEnabled()


def test_a_camera_that_is_pulled_switches_itself_off_and_the_exam_goes_on(room: Room) -> None:
    frames = FedFrames()
    room.start(camera=Camera(frames))
    frames.shows("pulled")
    assert {each.name for each in room.incidents} == {"switched_off"}
    assert len(room.incidents) == 4
    assert "This is not held against you." in room.said[0]
    assert room.middle.isEnabled()


def test_a_screen_reader_switches_holds_and_covers_off_by_itself_and_says_so(room: Room) -> None:
    room.desk.reader = "orca"
    room.start(Level.STRICT)
    assert "orca is running" in room.said[0]
    assert "keyboard" not in room.session.held
    room.desk.above = 1
    QTest.qWait(1300)
    assert room.incidents == []


def test_relaxed_holds_nothing_but_can_be_left(room: Room) -> None:
    room.start(Level.RELAXED)
    assert room.session.held == ("ending signals",)
    assert not room.window.isFullScreen()
    room.session.leave()
    room.press("Leave now")
    assert room.said == [SittingOver(EndedBecause.LEFT)]


def test_everything_is_put_back_at_the_end(room: Room) -> None:
    before = room.window.geometry()
    room.start(Level.STRICT)
    wait_until(room.window.isFullScreen, what="it isn't full")
    assert room.session.held[-1] == "covers on other displays"  # no platform here holds a keyboard
    room.session.stop()
    room.session.stop()
    wait_until(lambda: not room.window.isFullScreen(), what="it stays full")
    assert room.session.held == ()
    assert room.window.geometry() == before
    assert room.field.acceptDrops()
    assert not room.window.findChildren(QWidget, "leftover")


def test_an_error_at_the_start_lets_go_of_everything(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    (room.session._watchdog._path.parent / "hang.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        room.start()
    assert not room.session.is_running
    assert room.session.held == ()


@pytest.mark.parametrize("sound", [True, False])
def test_a_warning_can_be_heard_unless_sound_is_off(room: Room, monkeypatch: pytest.MonkeyPatch, sound: bool) -> None:
    beeps: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(True))
    room.start(profile=Accommodations(sound=sound))
    room.desk.above = 1
    room.has("pause window_on_top")
    assert beeps == [True] * sound
