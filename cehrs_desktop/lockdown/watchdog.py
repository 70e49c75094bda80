"""A hung program ends itself, and with it everything it held. A C thread that needs nothing of Python does it."""

from __future__ import annotations

import faulthandler
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTimer, Slot

HANG_SECONDS = 12.0
_REARM_MS = 2000


class Watchdog(QObject):
    """Armed anew by the event loop; when that hangs for 12 s the process writes its stacks to `file` and exits.

    `faulthandler` has one timer for the whole process, so there can be one watchdog.
    """

    def __init__(self, file: Path, *, seconds: float = HANG_SECONDS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = file
        self._seconds = seconds
        self._file: IO[str] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(min(_REARM_MS, int(seconds * 250)))
        self._timer.timeout.connect(self._arm)

    def perform(self) -> None:
        """Begin. Raises OSError when `file` can't be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a", encoding="utf-8")
        self._arm()
        self._timer.start()

    def before_sleep(self) -> None:
        """The machine is about to sleep: no time counts until `after_sleep`."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    def after_sleep(self) -> None:
        """The machine is awake again."""
        if self._file is not None:
            self._arm()
            self._timer.start()

    def revert(self) -> None:
        """End; harmless when it hasn't begun."""
        self.before_sleep()
        if self._file is not None:
            self._file.close()
            self._file = None

    name = "watchdog"

    @Slot()
    def _arm(self) -> None:
        if self._file is not None:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._file)
