"""Runs the whole program in the test's own process: `app.start_window` with a script of what the learner does."""

from __future__ import annotations

import logging
import logging.handlers
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication

from cehrs_desktop.app import start_window
from cehrs_desktop.paths import log_file
from cehrs_desktop.ui.main_window import MainWindow
from cehrs_desktop.ui.theme import Scheme, apply_theme
from tests.fakes import FakeClock
from tests.ui.open_window import OpenWindow, settle, the_application, wait_until

Script = Callable[[OpenWindow], Iterator[None] | None]
"""What the learner does. Where it yields, the program runs on for a moment by itself."""


def run_program(data_dir: Path, clock: FakeClock, script: Script, *, bugs: int = 0) -> int:
    """Start the program, do what the script says once the first page is painted, and close the window if it didn't.

    Returns the exit code. `bugs`: how many the log may tell of.
    """
    played = _Played(data_dir, clock, script)
    with put_back():
        code = start_window(data_dir, clock=clock, on_painted=played.begin)
    if played.failure is not None:
        raise played.failure
    log = log_file(data_dir).read_text(encoding="utf-8")
    assert log.count("A bug:") == bugs, log
    return code


class _Played:
    """A script within the program's event loop; what it fails with is kept for pytest."""

    def __init__(self, data_dir: Path, clock: FakeClock, script: Script) -> None:
        self._data_dir = data_dir
        self._clock = clock
        self._script = script
        self._rest: Iterator[None] = iter(())
        self.failure: BaseException | None = None

    def begin(self) -> None:
        """Called as soon as the first page is painted; what the program puts off until then comes first."""
        QTimer.singleShot(0, lambda: self._run(self._open))

    def _open(self) -> None:
        window = the_window()
        window.activateWindow()
        wait_until(window.isActiveWindow, what="the window doesn't become active")
        self._rest = iter(self._script(OpenWindow(window, self._data_dir, self._clock)) or ())
        self._go_on()

    def _go_on(self) -> None:
        for _ in self._rest:
            QTimer.singleShot(20, lambda: self._run(self._go_on))
            return
        self._close()

    def _run(self, step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as failure:  # noqa: BLE001  # raised again where pytest sees it
            self.failure = failure
            self._close()

    @staticmethod
    def _close() -> None:
        if main_windows():
            the_application().closeAllWindows()
        else:
            the_application().quit()


def main_windows() -> list[MainWindow]:
    """Those that are open."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]


def the_window() -> MainWindow:
    """The one that is open."""
    (window,) = main_windows()
    return window


@contextmanager
def put_back() -> Iterator[None]:
    """Take back what a running program changes in its process, and let go of its log."""
    hook, interrupt = sys.excepthook, signal.getsignal(signal.SIGINT)
    quits = the_application().quitOnLastWindowClosed()
    the_application().setQuitOnLastWindowClosed(True)
    try:
        yield
    finally:
        the_application().setQuitOnLastWindowClosed(quits)
        sys.excepthook = hook
        signal.signal(signal.SIGINT, interrupt)
        root = logging.getLogger()
        for handler in list(root.handlers):
            if isinstance(handler, logging.handlers.RotatingFileHandler):
                root.removeHandler(handler)
                handler.close()
        settle()
        _forget_to_quit()
        apply_theme(the_application(), scheme=Scheme.LIGHT, text_percent=100)


def _forget_to_quit() -> None:
    """A second request to quit, as from closing the window, would end the next dialog at once."""
    if QThread.currentThread().loopLevel() == 0:
        QTimer.singleShot(0, the_application().quit)
        the_application().exec()
