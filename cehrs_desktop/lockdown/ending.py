"""SIGTERM and SIGINT end the program cleanly, also while it waits for events."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class EndingSignals(QObject):
    """Qt signal: `asked(number)`, from the event loop. Python's own handlers wait for Python; Qt's loop is C++.

    A step of the stack: what was set before is put back.
    """

    name = "ending signals"
    asked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[signal.Signals, Callable[[int, FrameType | None], Any] | int | None] = {}
        self._notifier: QSocketNotifier | None = None
        self._came: list[int] = []

    def perform(self) -> None:
        """Take the signals over."""
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        came = self._came

        def on_signal(number: int, _frame: FrameType | None) -> None:  # of no object: it may be put back after its end
            came.append(number)

        for each in (signal.SIGTERM, signal.SIGINT):
            self._before[each] = signal.signal(each, on_signal)

    def revert(self) -> None:
        """Give them back."""
        for each, handler in self._before.items():
            signal.signal(each, handler if handler is not None else signal.SIG_DFL)
        self._before.clear()
        if self._notifier is not None:
            signal.set_wakeup_fd(self._wakeup)
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
            self._read.close()
            self._write.close()

    @Slot()
    def _on_readable(self) -> None:
        try:
            os.read(self._read.fileno(), 64)
        except BlockingIOError:
            return
        if self._came:
            number = self._came[-1]
            self._came.clear()
            self.asked.emit(number)
