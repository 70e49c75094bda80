"""A small exam in a process of its own: `python -m tests.lockdown.exam_program LOG`. It is told what to do on its
standard input, a line a command, and writes what happens to LOG, a JSON object a line.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from cehrs_desktop.lockdown.monitors import machine
from cehrs_desktop.lockdown.platforms.linux import X11
from cehrs_desktop.lockdown.platforms.platform import Platform, this_platform
from cehrs_desktop.lockdown.senses.camera import Camera
from cehrs_desktop.lockdown.senses.microphone import Microphone
from cehrs_desktop.lockdown.watchdog import HANG_SECONDS
from cehrs_desktop.rules.exam.events import Incident
from cehrs_desktop.rules.exam.proctor_policy import Cover
from cehrs_desktop.rules.exam.proctor_programs import program_of
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown.arrangement import SittingOver
from cehrs_desktop.ui.lockdown.facts import capabilities, standings
from cehrs_desktop.ui.lockdown.proctor_session import ProctorSession
from cehrs_desktop.ui.theme import Scheme, apply_theme
from tests.lockdown.fed import FedFrames, FedSound


class FakedClocks(X11):
    """The real X11 platform, with clocks that can be moved; a machine in a test can't be put to sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep = self.set_by = 0.0

    def boot_seconds(self) -> float:
        return super().boot_seconds() + self.asleep

    def wall_seconds(self) -> float:
        return super().wall_seconds() + self.asleep + self.set_by


class ExamProgram(QObject):
    """The window, the session, and the two ends of the conversation."""

    def __init__(self, log: Path, platform: Platform) -> None:
        super().__init__()
        self._log = log.open("a", encoding="utf-8", buffering=1)
        self._hang_file = log.with_suffix(".hang")
        self._platform = platform
        self._window = QMainWindow()
        self._window.setWindowTitle("exam")
        middle = QWidget()
        column = QVBoxLayout(middle)
        self.field = QPlainTextEdit("words of the exam")
        self.line = QLineEdit("a line of the exam")
        column.addWidget(self.field)
        column.addWidget(self.line)
        self._window.setCentralWidget(middle)
        self._window.resize(600, 500)
        self._leave = bind(middle, KeyMap(), Action.LEAVE_EXAM, self._on_chord)
        self._window.show()
        self.field.setFocus()
        self._middle = middle
        self._camera: FedFrames | None = None
        self._sound: FedSound | None = None
        self._session: ProctorSession | None = None
        for watched in (self._window, self.field):
            watched.installEventFilter(self)
        self._commands = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._commands.activated.connect(self._on_command)
        self._tell("ready", pid=os.getpid())

    def _tell(self, what: str, **more: Any) -> None:
        self._log.write(json.dumps({"what": what, **more}) + "\n")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self._tell("key", key=QKeySequence(event.keyCombination()).toString(), of=type(watched).__name__)
        return False

    def _on_chord(self) -> None:
        if self._session is not None:
            self._session.leave()

    def _on_command(self) -> None:
        for line in os.read(0, 65536).decode().splitlines():
            name, _, argument = line.partition(" ")
            command: Callable[[str], None] = getattr(self, f"do_{name}")
            command(argument)
            self._tell("done", command=line)

    # What it can be told to do

    def do_start(self, words: str) -> None:
        """Begin anew: a level, then 'camera' or 'sound' to have them fed."""
        self.do_stop("")
        level, *senses = words.split()
        seconds = float(os.environ.get("EXAM_HANG_SECONDS", HANG_SECONDS))
        self._session = ProctorSession(self._platform, hang_file=self._hang_file, hang_seconds=seconds, parent=self)
        self._session.incident.connect(self._on_incident)
        self._session.warned.connect(self._on_warned)
        self._session.pause_wanted.connect(lambda why: self._tell("pause", why=why))
        self._session.resume_wanted.connect(lambda: self._tell("resume"))
        self._session.ended.connect(self._on_ended)
        self._session.told.connect(lambda sentence: self._tell("told", sentence=sentence))
        self._camera = FedFrames() if "camera" in senses else None
        self._sound = FedSound() if "sound" in senses else None
        camera = Camera(self._camera) if self._camera is not None else None
        microphone = Microphone(self._sound) if self._sound is not None else None
        self._session.start(Level(level), Accommodations(), self._window, camera=camera, microphone=microphone)
        able = capabilities(self._platform)
        says = {signal.value: what.value for signal, what in standings(able, Level(level), Accommodations())}
        self._tell("started", held=self._session.held, says=says)

    def do_stop(self, _: str) -> None:
        if self._session is not None:
            self._session.stop()
            self._session.deleteLater()
            self._session = None

    def do_state(self, _: str) -> None:
        focus = QGuiApplication.focusWindow()
        self._tell(
            "state",
            full=self._window.isFullScreen(),
            active=QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive,
            focus=focus is not None,
            text=self.field.toPlainText(),
            line=self.line.text(),
            enabled=self._middle.isEnabled(),
            covers=sum(window.isVisible() for window in QGuiApplication.topLevelWindows()) - 1,
        )

    def do_feed(self, what: str) -> None:
        if self._camera is not None:
            self._camera.shows(what)

    def do_room(self, what: str) -> None:
        if self._sound is not None:
            self._sound.sounds(what)

    def do_sleep(self, seconds: str) -> None:
        assert isinstance(self._platform, FakedClocks)
        self._platform.asleep += float(seconds)

    def do_set_clock(self, seconds: str) -> None:
        assert isinstance(self._platform, FakedClocks)
        self._platform.set_by += float(seconds)

    def do_dialog(self, _: str) -> None:
        """A small window of the exam's own, as the calculator is."""
        self._dialog = QDialog(self._window)
        self._dialog.setWindowTitle("calculator")
        self._figures = QLineEdit(self._dialog)
        self._figures.textChanged.connect(lambda text: self._tell("figures", text=text))
        self._dialog.show()
        self._figures.setFocus()

    def do_press(self, label: str) -> None:
        """Press a button of the cover by its text."""
        from PySide6.QtWidgets import QAbstractButton

        buttons = [b for b in self._window.findChildren(QAbstractButton) if b.isVisible() and b.text() == label]
        assert len(buttons) == 1, label
        buttons[0].click()

    def do_hang_python(self, _: str) -> None:
        while True:
            pass

    def do_hang_c(self, _: str) -> None:
        ctypes.PyDLL(None).sleep(600)  # a call that keeps the interpreter's lock

    def do_quit(self, _: str) -> None:
        self.do_stop("")
        QApplication.exit(0)

    def _on_incident(self, incident: Incident) -> None:
        self._tell("incident", name=incident.name, detail=incident.detail, at=time.monotonic())

    def _on_warned(self, cover: Cover) -> None:
        self._tell("warned", signal=cover.signal.value, response=cover.response.value)

    def _on_ended(self, over: SittingOver) -> None:
        self._tell("ended", because=over.because.value, reason=over.reason)


def programs_on_this_screen() -> tuple[str, ...]:
    """Listed programs of our own display only: what else runs on the machine isn't part of a test."""
    found = set()
    for process in psutil.process_iter(["name"]):
        program = program_of(process.info["name"] or "")
        if program and process.environ().get("DISPLAY") == os.environ.get("DISPLAY"):
            found.add(program)
    return tuple(sorted(found))


def main() -> int:
    """Show the exam until it is told to quit."""
    app = QApplication(["exam"])
    apply_theme(app, scheme=Scheme.LIGHT)
    app.setQuitOnLastWindowClosed(False)
    platform: Platform = this_platform()
    if type(platform) is X11:
        platform = FakedClocks()
    machine.listed_programs = programs_on_this_screen
    program = ExamProgram(Path(sys.argv[1]), platform)
    parent = os.getppid()
    alone = QTimer(program)
    alone.timeout.connect(lambda: os.getppid() != parent and os._exit(3))
    alone.start(1000)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
