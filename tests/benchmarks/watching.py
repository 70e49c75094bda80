"""What watching costs: CPU of a sitting at rest, `python -m tests.benchmarks.watching [seconds]`.

Run in a real X server of its own. The camera is fed with pictures made beforehand, three a second at 640 × 480: a real
device's own driver isn't in the figure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, table
from tests.journeys.x_server import CHECKOUT, a_screen

_SECONDS = 20
_CHILD = "--child"


def main(arguments: list[str]) -> int:
    """Measure and print a table; returns the exit code."""
    if _CHILD in arguments:
        return _watch(arguments[-1], int(arguments[-2]))
    seconds = arguments[0] if arguments else str(_SECONDS)
    figures = []
    with tempfile.TemporaryDirectory() as name, a_screen(Path(name) / "x.log") as screen:
        for what, most in (("realistic", 2.0), ("strict", None), ("camera", 15.0)):
            command = (sys.executable, "-m", "tests.benchmarks.watching", _CHILD, seconds, what)
            done = subprocess.run(
                command, cwd=CHECKOUT, env=screen.environment, capture_output=True, text=True, timeout=300, check=True
            )
            percents = [float(line) for line in done.stdout.split()]
            figures.append(Figure(f"CPU while watching, {what}, {seconds} s at rest", percents, "%", most))
    print(f"load {os.getloadavg()[0]:.1f}\n{table(figures)}")
    return 0


def _watch(what: str, seconds: int) -> int:
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    from cehrs_desktop.lockdown.platforms.platform import this_platform
    from cehrs_desktop.lockdown.senses.camera import Camera, FrameSource
    from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
    from cehrs_desktop.ui.lockdown.proctor_session import ProctorSession
    from cehrs_desktop.ui.theme import apply_theme
    from tests.lockdown.fed import frame

    app = QApplication(["watching"])
    apply_theme(app)
    window = QMainWindow()
    field = QPlainTextEdit("an item")
    field.setReadOnly(True)  # no blinking cursor
    window.setCentralWidget(field)
    window.show()
    pictures = [frame("one", shift=shift) for shift in range(3)]
    source, feed, shown = FrameSource(), QTimer(), iter(range(10**9))
    feed.timeout.connect(lambda: source.frame.emit(pictures[next(shown) % 3].copy()))
    feed.start(333)
    camera = Camera(source) if what == "camera" else None
    session = ProctorSession(this_platform(), hang_file=Path(tempfile.gettempdir()) / "hang.txt")
    level = Level.STRICT if what == "strict" else Level.REALISTIC
    session.start(level, Accommodations(), window, camera=camera)
    since: list[float] = []

    def end() -> None:
        used, passed = time.process_time() - since[0], time.monotonic() - since[1]
        print(f"{100 * used / passed:.3f}")
        session.stop()
        app.exit(0)

    QTimer.singleShot(3000, lambda: since.extend((time.process_time(), time.monotonic())))
    QTimer.singleShot(3000 + seconds * 1000, end)
    code = app.exec()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # before the application it belongs to
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
