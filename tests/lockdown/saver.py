"""A screen saver service on a session bus, and two programs that inhibit it: one lets go, one is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

CLIENT = """
import sys, time
from PySide6.QtCore import QCoreApplication
from cehrs_desktop.lockdown.platforms.linux import Wayland
app = QCoreApplication([])
platform = Wayland()
assert platform.is_locked() is False
platform.stay_awake("a test")
if sys.argv[1] == "release":
    platform.let_sleep()
else:
    time.sleep(60)
"""


_INTERFACE: Any = ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})  # type: ignore[call-arg]


@_INTERFACE
class Saver(QObject):
    """Writes what it is asked for into `said`."""

    said: ClassVar[list[str]] = []

    @Slot(str, str, result=int)
    def Inhibit(self, program: str, reason: str) -> int:
        self.said.append("inhibited")
        return 7

    @Slot(int)
    def UnInhibit(self, cookie: int) -> None:
        assert cookie == 7
        self.said.append("released")

    @Slot(result=bool)
    def GetActive(self) -> bool:
        return False


def main() -> int:
    """Serve, run both, and write down what was asked for."""
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    saver = Saver()
    exported = QDBusConnection.RegisterOption.ExportAllSlots
    if not bus.registerObject("/org/freedesktop/ScreenSaver", saver, exported):
        return 2
    if not bus.registerService("org.freedesktop.ScreenSaver"):
        return 3
    names = {str(name) for name in bus.interface().registeredServiceNames().value()}
    watcher = QDBusServiceWatcher()
    assert watcher is not None
    for how in ("release", "stay"):
        client = subprocess.Popen((sys.executable, "-c", CLIENT, how))
        want = 2 if how == "release" else 3
        end = time.monotonic() + 20
        while len(Saver.said) < want and time.monotonic() < end:
            app.processEvents()
        client.kill()
        client.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        app.processEvents()
        now = {str(name) for name in bus.interface().registeredServiceNames().value()}
        if now <= names:  # the connection that held the inhibitor is gone from the bus
            Saver.said.append("gone")
            break
    Path(sys.argv[1]).write_text(" ".join(Saver.said), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
