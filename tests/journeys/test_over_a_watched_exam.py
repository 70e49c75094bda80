"""What is open over a watched exam when it is covered or left: nothing typed is lost, and nobody is locked in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPlainTextEdit

from cehrs_desktop.rules.exam.events import Note
from cehrs_desktop.rules.exam.proctor_signals import Level
from cehrs_desktop.ui.exam.calculator import CalculatorDialog
from cehrs_desktop.ui.exam.questions import EndQuestion
from cehrs_desktop.ui.lockdown.leaving import LeavingCover
from cehrs_desktop.ui.lockdown.warning import WarningCover
from cehrs_desktop.ui.main_window import MOCK
from cehrs_desktop.ui.widgets.text_dialog import TextDialog
from tests.journeys.test_watched_exam import begin, choose, kinds
from tests.ui.conftest import OpenOne
from tests.ui.lockdown.test_proctor_session import Desk
from tests.ui.open_window import OpenWindow, label_of, press, settle, texts_in, visible

CHORD = "Ctrl+Alt+Shift+Q"


class Watched:
    """An exam with a proctor whose time a test sets."""

    def __init__(self, window: OpenWindow, machine: Desk, level: Level) -> None:
        self.window, self.machine, self.now = window, machine, 1000.0
        window.window.show_page(MOCK)
        if level is Level.REALISTIC:
            window.choose("Calculator and pad")
        self.page = begin(window, level)
        watcher = window.window.exams.flow.proctoring._session._watcher
        assert watcher is not None
        self.watcher = watcher
        watcher._now = lambda: self.now

    def look(self) -> None:
        self.now += 60
        self.watcher.tick()
        self.now += 2  # every grace is over
        self.watcher._on_due()
        settle()

    def warn(self, why: str = "above") -> WarningCover:
        setattr(self.machine, why, 1)
        self.look()
        (cover,) = self.warnings
        setattr(self.machine, why, 0)
        self.look()
        return cover

    @property
    def warnings(self) -> list[WarningCover]:
        return visible(WarningCover, within=self.window.window)

    @property
    def leaving(self) -> list[LeavingCover]:
        return visible(LeavingCover, within=self.window.window)

    @property
    def dialogs(self) -> list[QDialog]:
        settle()
        return [dialog for dialog in self.window.window.findChildren(QDialog) if dialog.isVisible()]

    def open(self, key: str) -> QDialog:
        self.window.activate()
        press(key)
        if key == "R":
            choose(self.window, "End the exam")
        (dialog,) = self.dialogs
        dialog.activateWindow()
        settle()
        return dialog

    def type(self, text: str) -> None:
        (dialog,) = self.dialogs
        (field,) = dialog.findChildren(QPlainTextEdit)
        field.setPlainText(text)

    def click(self, label: str, *, within: WarningCover) -> None:
        """As the mouse does, through the window: what a modal dialog blocks isn't clicked."""
        (button,) = [b for b in visible(QAbstractButton, within=within) if label_of(b) == label and b.isEnabled()]
        window = self.window.window
        where = button.mapTo(window, button.rect().center())
        handle = window.windowHandle()
        assert handle is not None
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        settle()

    @property
    def notes(self) -> list[dict[str, object]]:
        rows = self.window.rows("SELECT payload FROM attempt_event WHERE kind = 'note' ORDER BY number")
        return [json.loads(payload) for (payload,) in rows]


Watch = Callable[[Level], Watched]


@pytest.fixture
def watched(open_window: OpenOne, machine: Desk) -> Iterator[Watch]:
    window = open_window(exam_date=None)
    yield lambda level: Watched(window, machine, level)
    window.window.exams.flow.leave_quietly()
    settle()


def test_a_warning_over_a_note_writes_what_was_typed_before_the_clock_stands(watched: Watch) -> None:
    exam = watched(Level.STRICT)
    exam.open("T")
    exam.type("my precious note")
    cover = exam.warn()
    assert exam.dialogs == []
    assert QApplication.activeModalWidget() is None
    assert kinds(exam.window)[-3:] == ["incident", "note", "pause"]
    assert exam.notes == [{"position": 1, "text": "my precious note"}]
    exam.click("Go on", within=cover)
    assert exam.warnings == []
    assert kinds(exam.window)[-1] == "resume"
    assert "Note (1)" in texts_in(exam.page)


def test_no_dialog_stays_beneath_a_cover(watched: Watch) -> None:
    exam = watched(Level.REALISTIC)
    opened = {"T": TextDialog, "W": TextDialog, "K": CalculatorDialog, "R": EndQuestion}
    for (key, kind), why in zip(opened.items(), ("above", "locked", "above", "locked"), strict=True):
        assert isinstance(exam.open(key), kind)
        if key == "W":
            exam.type("3 x 7")
        cover = exam.warn(why)
        assert exam.dialogs == []
        exam.click("Go on", within=cover)
        assert exam.warnings == []
    assert exam.notes == []
    choose(exam.window, "Back to the items")
    (pad,) = exam.open("W").findChildren(QPlainTextEdit)
    assert pad.toPlainText() == "3 x 7"


def test_a_note_that_comes_while_the_clock_stands_waits_for_it(watched: Watch) -> None:
    exam = watched(Level.REALISTIC)
    cover = exam.warn()
    controller = exam.window.window.exams.flow.controller
    controller._on_noted(Note(1, "late"))
    assert exam.notes == []
    exam.click("Go on", within=cover)
    controller.look_at_clock()
    assert exam.notes == [{"position": 1, "text": "late"}]


def test_the_chord_leaves_from_every_dialog_and_keeps_the_note(watched: Watch) -> None:
    exam = watched(Level.REALISTIC)
    for key in ("T", "W", "K", "R"):
        exam.open(key)
        if key == "T":
            exam.type("half a thought")
        press(CHORD)
        assert exam.dialogs == []
        (cover,) = exam.leaving
        cover._on_stay()
    assert [note["text"] for note in exam.notes] == ["half a thought"]
    exam.window.activate()
    press(CHORD)  # on the review of all items, where End the exam was pressed
    assert exam.leaving


def test_one_overlay_at_a_time(watched: Watch) -> None:
    exam = watched(Level.STRICT)
    press(CHORD)
    assert exam.leaving
    exam.warn()
    assert exam.leaving == []
    press(CHORD)
    assert (len(exam.leaving), exam.warnings) == (1, [])
    choose(exam.window, "Stay")
    (cover,) = exam.warnings
    assert exam.leaving == []
    exam.click("Go on", within=cover)
    assert exam.page.isEnabled()
    assert kinds(exam.window)[-1] == "resume"
