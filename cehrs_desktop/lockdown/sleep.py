"""That the machine is about to sleep, and that it is awake again, so that the watchdog doesn't count the time between.

Told by systemd's login service on Linux. Elsewhere nobody is asked: a watchdog whose clock runs during sleep may end
the program on waking, and everything is on disk.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from cehrs_desktop.lockdown.watchdog import Watchdog

_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
_SLOT: Any = SLOT("on_sleep(bool)")  # its stub says bytes


class SleepNotice(QObject):
    """A step of the stack, after the watchdog."""

    name = "sleep notice"

    def __init__(self, watchdog: Watchdog, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watchdog = watchdog

    def perform(self) -> None:
        """Begin to listen; without the service nothing is heard."""
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            bus.connect(*_LOGIN, self, _SLOT)

    def revert(self) -> None:
        """Listen no more."""
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            bus.disconnect(*_LOGIN, self, _SLOT)

    @Slot(bool)
    def on_sleep(self, before: bool) -> None:
        """`before`: it is about to sleep; else it is awake again."""
        if before:
            self._watchdog.before_sleep()
        else:
            self._watchdog.after_sleep()
