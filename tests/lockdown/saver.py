"""A screen saver service on a session bus, and two programs that inhibit it: one lets go, one is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection

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
time.sleep(60)
"""


_INTERFACE: Any = ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})  # type: ignore[call-arg]


@_INTERFACE
class Saver(QObject):
    """Writes what it is asked for into `said`."""

    said: ClassVar[list[str]] = []

    @Slot(str, str, result="uint")
    def Inhibit(self, program: str, reason: str) -> int:
        self.said.append("inhibited")
        return 7

    @Slot(result=bool)
    def GetActive(self) -> bool:
        return False


def _wait(app: QCoreApplication, is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so() and time.monotonic() < end:
        app.processEvents()


def _names(bus: QDBusConnection) -> set[str]:
    return {str(name) for name in bus.interface().registeredServiceNames().value()}


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
    before = _names(bus)
    for how in ("release", "stay"):
        client = subprocess.Popen((sys.executable, "-c", CLIENT, how))
        if how == "release":  # of its two connections the inhibitor's is closed; the program is still there
            _wait(app, lambda: Saver.said == ["inhibited"] and len(_names(bus) - before) == 1)
            Saver.said.append("released" if client.poll() is None else "died")
        else:
            _wait(app, lambda: Saver.said[2:] == ["inhibited"])
            Saver.said.append("held" if len(_names(bus) - before) == 2 else "lost")
        client.kill()
        client.wait()
        _wait(app, lambda: _names(bus) <= before)
    Saver.said.append("gone" if _names(bus) <= before else "left")
    Path(sys.argv[1]).write_text(" ".join(Saver.said), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
