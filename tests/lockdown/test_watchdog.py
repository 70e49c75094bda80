"""The watchdog, in processes of its own: pytest's faulthandler shares its timer."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from cehrs_desktop.lockdown.watchdog import HANG_SECONDS

PROGRAM = """
import ctypes, sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from cehrs_desktop.lockdown.watchdog import Watchdog
app = QCoreApplication([])
dog = Watchdog(Path(sys.argv[1]), seconds=1.0)
dog.perform()
def python():
    while True: pass
def c():
    ctypes.PyDLL(None).sleep(60)
def asleep():
    dog.before_sleep(); time.sleep(2.5); dog.after_sleep()
    QTimer.singleShot(1500, lambda: app.exit(7))
def reverted():
    dog.revert(); dog.revert(); dog.after_sleep(); time.sleep(2); app.exit(7)
def busy():
    QTimer.singleShot(2500, lambda: app.exit(7))
QTimer.singleShot(100, globals()[sys.argv[2]])
sys.exit(app.exec())
"""


@pytest.mark.parametrize(("how", "code"), [("python", 1), ("c", 1), ("asleep", 7), ("reverted", 7), ("busy", 7)])
def test_only_a_hung_program_ends_itself_and_leaves_its_stacks(how: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / "new" / "hang.txt"
    began = time.monotonic()
    done = subprocess.run(
        (sys.executable, "-c", PROGRAM, str(file), how),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert ("Timeout" in file.read_text(encoding="utf-8")) == (code == 1)
    assert time.monotonic() - began < 30


def test_it_waits_for_twelve_seconds() -> None:
    assert HANG_SECONDS == 12
