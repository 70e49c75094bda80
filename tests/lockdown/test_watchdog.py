"""The watchdog, in processes of its own: pytest's faulthandler shares its timer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cehrs_desktop.lockdown.watchdog import HANG_SECONDS

HOWS = ("python", "c", "asleep", "reverted", "busy")
CHECKOUT = Path(__file__).parents[2]

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


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Exit code and stacks of each program; they run side by side."""
    folder = tmp_path_factory.mktemp("new")
    running = {
        how: subprocess.Popen((sys.executable, "-c", PROGRAM, str(folder / how / "hang.txt"), how), cwd=CHECKOUT)
        for how in HOWS
    }
    codes = {how: program.wait(60) for how, program in running.items()}
    return {how: (code, (folder / how / "hang.txt").read_text(encoding="utf-8")) for how, code in codes.items()}


@pytest.mark.parametrize("how", HOWS)
def test_only_a_hung_program_ends_itself_and_leaves_its_stacks(how: str, ended: dict[str, tuple[int, str]]) -> None:
    code, stacks = ended[how]
    assert code == (1 if how in ("python", "c") else 7)
    assert ("Timeout" in stacks) == (code == 1)


def test_it_waits_for_twelve_seconds() -> None:
    assert HANG_SECONDS == 12
