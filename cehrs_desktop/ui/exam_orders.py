"""Keeps the day's exam-day order: worked out in the background, at hand at once, renewed when day or plans change."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui.background import Background
from cehrs_desktop.ui.crash_dialog import show_crash

if TYPE_CHECKING:
    from cehrs_desktop.rules.study.ahead import Ahead
    from cehrs_desktop.rules.study.exam_order import ExamOrder

_LOG = logging.getLogger(__name__)


class ExamOrders(QObject):
    """Signal: `arrived()` when there is another order, or none any more. Nobody waits for one: cards come in due order.

    Until another has arrived the last one stays, also yesterday's.
    """

    arrived = Signal()

    def __init__(self, file: Path, *, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file
        self._background: Background | None = None
        self._current: ExamOrder | None = None
        self._wanted: Ahead | None = None

    @property
    def current(self) -> ExamOrder | None:
        """The order to go by; None for due order."""
        return self._current

    def use(self, background: Background) -> None:
        """Work with this from now on; before, nothing is worked out."""
        self._background = background

    def want(self, ahead: Ahead | None) -> None:
        """Have the order for this; None: there is no exam ahead."""
        if ahead is None:
            self._wanted = None
            self._replace(None)
        elif ahead != self._wanted and self._background is not None:
            self._wanted = ahead
            self._background.run(
                partial(_worked_out, self._file, ahead), on_done=self._on_done, on_error=self._on_error
            )

    def _on_done(self, order: ExamOrder) -> None:
        if shiboken6.isValid(self) and order.ahead == self._wanted:
            self._replace(order)

    def _on_error(self, error: BaseException) -> None:
        if not shiboken6.isValid(self):
            return
        self._wanted = None  # the next time it is wanted it is tried again
        if isinstance(error, UserError):
            _LOG.warning("No exam-day order: %s", error)
        else:
            show_crash(type(error), error)

    def _replace(self, order: ExamOrder | None) -> None:
        if order is not self._current:
            self._current = order
            self.arrived.emit()


def _worked_out(file: Path, ahead: Ahead) -> ExamOrder:
    from cehrs_desktop.activities.exam_order import work_out  # takes a while to load, too

    return work_out(file, ahead)
