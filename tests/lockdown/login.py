"""A login service on a bus: a program with a watchdog of one second is told of sleep, and hangs for longer."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage

CLIENT = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from cehrs_desktop.lockdown.sleep import SleepNotice
from cehrs_desktop.lockdown.watchdog import Watchdog
app = QCoreApplication([])
class Dog(Watchdog):
    def before_sleep(self):
        super().before_sleep()
        if hasattr(self, "told") is False and notice is not None:
            self.told = True
            time.sleep(2.5)
    def after_sleep(self):
        super().after_sleep()
        app.exit(7)
notice = None
dog = Dog(Path(sys.argv[1]), seconds=1.0)
dog.perform()
notice = SleepNotice(dog)
notice.perform()
Path(sys.argv[1] + ".ready").touch()
code = app.exec()
notice.revert()
sys.exit(code)
"""


def main() -> int:
    """Serve, tell, and return the program's exit code."""
    app = QCoreApplication([])
    bus = QDBusConnection.systemBus()
    if not bus.registerService("org.freedesktop.login1"):
        return 3
    client = subprocess.Popen((sys.executable, "-c", CLIENT, sys.argv[1]))
    end = time.monotonic() + 20
    while not Path(sys.argv[1] + ".ready").exists() and time.monotonic() < end:
        app.processEvents()
    for before in (True, False):
        message = QDBusMessage.createSignal(
            "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
        )
        message.setArguments([before])
        bus.send(message)
    try:
        return client.wait(20)
    finally:
        client.kill()
        client.wait()


if __name__ == "__main__":
    sys.exit(main())
