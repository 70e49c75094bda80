"""What all monitors have in common."""

from __future__ import annotations

from typing import ClassVar

from PySide6 import QtCore

from cehrs_desktop.rules.exam.proctor_signals import Signal


class Monitor(QtCore.QObject):
    """Qt signals: `found(Signal, on, detail)`; `failed(why)`, after which nothing more is told.

    `tick` is called once a second; whatever it raises switches the monitor off.
    """

    found = QtCore.Signal(object, bool, str)
    failed = QtCore.Signal(str)
    signals: ClassVar[frozenset[Signal]] = frozenset()

    def start(self) -> None:
        """Begin to watch. What was there before is not told, unless a proctor would ask about it."""

    def tick(self) -> None:
        """Look again."""

    def stop(self) -> None:
        """Watch no more."""


class Lasting:
    """Tells of a signal only when it comes on, goes off, or is about something else."""

    def __init__(self, monitor: Monitor, signal: Signal) -> None:
        self._monitor = monitor
        self._signal = signal
        self._is_on = False

    def set(self, on: bool, detail: str = "") -> None:
        """This is how it is now."""
        if on != self._is_on:
            self._is_on = on
            self._monitor.found.emit(self._signal, on, detail)
