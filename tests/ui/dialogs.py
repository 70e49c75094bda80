"""Answers dialogs that hold up the program until they are answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox, QWidget

from tests.ui.open_window import LONGEST_WAIT_SECONDS, label_of

Dialog = TypeVar("Dialog", bound=QWidget)


@contextmanager
def when_it_opens(kind: type[Dialog], do: Callable[[Dialog], None]) -> Iterator[list[str]]:
    """As soon as a dialog of this kind is open, do something to it; yields what a message said. It has to open."""
    said: list[str] = []
    timer = QTimer()
    end = time.monotonic() + LONGEST_WAIT_SECONDS

    def look() -> None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        if found:
            timer.stop()
            if isinstance(found[0], QMessageBox):
                said.append(f"{found[0].text()} {found[0].informativeText()}".strip())
            else:
                said.append("")
            do(found[0])
        elif time.monotonic() > end:
            timer.stop()

    timer.timeout.connect(look)
    timer.start(5)
    yield said
    timer.stop()
    assert said, f"no {kind.__name__} was opened"


def button_of(box: QWidget, label: str) -> QAbstractButton:
    """A button of a dialog by its label."""
    (found,) = [button for button in box.findChildren(QAbstractButton) if label_of(button) == label]
    return found


def pressing(label: str) -> Callable[[QWidget], None]:
    """Press this button."""
    return lambda box: button_of(box, label).click()


def choosing(path: str) -> Callable[[QFileDialog], None]:
    """Choose this file."""

    def choose(dialog: QFileDialog) -> None:
        dialog.selectFile(path)
        dialog.done(QFileDialog.DialogCode.Accepted.value)

    return choose
