"""One start of the program, as a process of its own: `python -m tests.benchmarks.one_start DIR SECONDS`.

SECONDS is `time.time()` just before the process was made. Prints the seconds from then to the painted page, and the
resident memory at that moment in MB.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from cehrs_desktop.app import start_window
from tests.benchmarks.resident import resident_megabytes
from tests.benchmarks.stopped_clock import StoppedClock


def _on_painted() -> None:
    seconds = time.time() - float(sys.argv[2])
    print(seconds, resident_megabytes(), flush=True)
    from PySide6.QtWidgets import QApplication

    QApplication.quit()


if __name__ == "__main__":
    sys.exit(start_window(Path(sys.argv[1]), clock=StoppedClock(), on_painted=_on_painted))
