"""Puts the program together: command line, file, window. Nobody imports it."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cehrs_desktop import paths
from cehrs_desktop.clock import Clock, SystemClock
from cehrs_desktop.errors import DamagedFile, UserError
from cehrs_desktop.log import set_up_log

if TYPE_CHECKING:
    from cehrs_desktop.activities.export_cards import CardSides, SheetKind

_SELF_TEST_SECONDS = 120


def main(arguments: list[str] | None = None) -> int:
    """The `cehrs-desktop` command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given:  # the everyday start doesn't wait for the command line's machinery
        return start_window(paths.data_dir())
    from cehrs_desktop.cli.program import run

    return run(given, start_window=start_window, is_running=is_running, self_test=self_test, write_sheets=write_sheets)


def start_window(data_dir: Path, *, clock: Clock | None = None, on_painted: Callable[[], None] | None = None) -> int:
    """Open the window on the study file in `data_dir` and stay until it is closed; returns the exit code.

    `on_painted` is called once the first page has been painted.
    """
    # numpy's linear algebra, which nothing here uses, would start a thread a core when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    set_up_log(paths.log_file(data_dir))
    check = _Check(data_dir)  # while the rest is loading
    _load_what_is_not_qt()
    from PySide6.QtWidgets import QApplication, QMessageBox

    from cehrs_desktop.ui import texts
    from cehrs_desktop.ui.program import Program

    application = QApplication.instance() or QApplication(["cehrs-desktop"])
    assert isinstance(application, QApplication)
    try:
        program = Program(application, data_dir, clock or SystemClock())
        return program.run(check.result, on_painted=on_painted)
    except UserError as error:
        QMessageBox.warning(None, "CEHRS Trainer", texts.told(error))
        return 1


def _load_what_is_not_qt() -> None:
    """Load what the first page needs of the rest: PySide reads the source of every module that is imported after it."""
    for name in ("at_start", "content_packs", "exam_ahead", "learner_file", "reference", "today"):
        import_module(f"cehrs_desktop.activities.{name}")


def self_test(data_dir: Path, tell: Callable[[str], None], *, only_start: bool = False) -> int:
    """Try the program on an empty `data_dir` without a screen, telling each step; returns the exit code.

    `only_start`: only open the window, paint it and close it, on whatever is in `data_dir`; tells nothing.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    faulthandler.dump_traceback_later(_SELF_TEST_SECONDS, exit=True)  # nobody would answer a dialog
    ends: list[bool] = []

    def try_it() -> None:
        from cehrs_desktop.ui.self_test import SelfTest

        test = SelfTest(tell)
        test.passed.connect(lambda: ends.append(True))
        test.begin()

    def close() -> None:
        from PySide6.QtWidgets import QApplication

        ends.append(True)
        QApplication.closeAllWindows()

    try:
        code = start_window(data_dir, on_painted=close if only_start else try_it)
    finally:
        faulthandler.cancel_dump_traceback_later()
    return code if ends else 1


def write_sheets(cards: Sequence[CardSides], target: Path, *, kind: SheetKind) -> None:
    """Draw cards into a PDF to print and cut, without a screen. Raises UserError when it can't be written."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from cehrs_desktop.ui.library import sheets
    from cehrs_desktop.ui.theme import load_font

    application = QGuiApplication.instance() or QGuiApplication(["cehrs-desktop"])
    assert isinstance(application, QGuiApplication), "fonts need one"
    load_font()
    sheets.write_sheets(cards, target, kind=kind)


def is_running(data_dir: Path) -> bool:
    """Whether a window is open on this folder."""
    from cehrs_desktop.ui.single_copy import is_taken

    return is_taken(data_dir)


class _Check:
    """Reads the study file through on a thread of its own."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._trouble: UserError | None = None
        self._thread = threading.Thread(target=self._check, name="integrity-check")
        self._thread.start()

    def _check(self) -> None:
        # Not by way of the activities: their imports would take their turns with Qt's before the reading begins.
        from cehrs_desktop.storage.database import check_integrity

        try:
            check_integrity(paths.study_file(self._data_dir))
        except UserError as error:
            self._trouble = error

    def result(self) -> DamagedFile | None:
        """Wait for the end; the damage that was found, if any. Raises another UserError that kept it from reading."""
        self._thread.join()
        if self._trouble is None or isinstance(self._trouble, DamagedFile):
            return self._trouble
        raise self._trouble
