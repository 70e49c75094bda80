"""The program with an unwatched exam and a note being typed: `python -m tests.journeys.exam_in_program DIR`.

Says `sitting` and waits to be ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from cehrs_desktop.app import start_window
from cehrs_desktop.ui.main_window import MOCK
from tests.fakes import FakeClock
from tests.ui.open_window import label_of, prefer, press, settle, visible, wait_until
from tests.ui.running import the_window


def sit() -> None:
    """Begin a mock at Relaxed, answer its first item and begin to note something."""
    window = the_window()
    window.activateWindow()
    wait_until(window.isActiveWindow, what="it doesn't become active")
    window.show_page(MOCK)
    for label in ("Begin a full mock exam", "Start", "I agree, begin at once"):
        settle()
        (button,) = [b for b in visible(QAbstractButton, within=window) if label_of(b) == label]
        button.click()
    settle()
    press("B", "T")
    settle()
    (field,) = [field for field in visible(QPlainTextEdit, within=window) if not field.isReadOnly()]
    field.setPlainText("half a thought")
    sys.stdout.write("sitting\n")
    sys.stdout.flush()


if __name__ == "__main__":
    data_dir = Path(sys.argv[1])
    prefer(data_dir, FakeClock(), welcomed=True, ratings_explained=True, show_primers=False, exam_date=None)
    sys.exit(start_window(data_dir, on_painted=lambda: QTimer.singleShot(0, sit)))
