"""Puts off what a page can do without until it has been painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class AfterPaint(QObject):
    """Signal: `painted()`, once for each `wait()`, when the widget has been painted and the event loop is free."""

    painted = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched

    def wait(self) -> None:
        """Have the next paint told; there is one."""
        self._watched.installEventFilter(self)  # a second time moves it, and tells nothing twice
        self._watched.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False
