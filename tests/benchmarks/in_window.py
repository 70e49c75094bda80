"""Answers cards in the real window by its keys: `python -m tests.benchmarks.in_window DIR ANSWERS`.

Prints one JSON object: milliseconds of every reveal, of every rating, of `rate()` within it and of both keys together,
and the resident memory on Today and on Review in MB.
"""

from __future__ import annotations

import json
import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.app import start_window
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui.main_window import MainWindow
from tests.benchmarks.resident import resident_megabytes
from tests.benchmarks.stopped_clock import StoppedClock

_SETTLED_SECONDS = 3
_QUIET_SECONDS = 0.004
_PATIENCE_SECONDS = 5
_WARM_UP = 10
_SEED = 7


class _Painted(QObject):
    """Counts how often the window was painted and knows whether a card was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:  # all that is to be painted, in one go
            self.count += 1
        return False


class _Bench:
    def __init__(self, answers: int) -> None:
        self._answers = answers
        self.found: dict[str, Any] = {}
        self._rates: list[float] = []
        self.is_complete = False

    def run(self) -> None:
        """Called once the first page is painted; the program is at rest soon after."""
        try:
            self._run()
        finally:
            QApplication.quit()

    def _run(self) -> None:
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        self._window, self._painted = windows[0], _Painted(windows[0])
        self._window.activateWindow()  # where there is no window manager to do it
        self._wait(_SETTLED_SECONDS)
        self.found["today_megabytes"] = resident_megabytes()
        self._window.start_session(Limit(minutes=60))  # cards alone: no question comes among them
        self._wait(0.3)
        self._time_rate()
        dice = random.Random(_SEED)
        reveals, ratings = [], []
        for _ in range(self._answers):
            reveals.append(self._press(Qt.Key.Key_Space))
            ratings.append(self._press(Qt.Key.Key_1 if dice.random() < 0.1 else Qt.Key.Key_3))
        self.found["review_megabytes"] = resident_megabytes()
        self.found["reveal"], self.found["rating"] = reveals[_WARM_UP:], ratings[_WARM_UP:]
        self.found["rate"] = self._rates[_WARM_UP:]
        assert len(self._rates) == self._answers, "a key went astray"
        self.is_complete = True

    def _press(self, key: Qt.Key) -> float:
        """Milliseconds from a key until what it changed is on the screen and nothing is left to paint."""
        seen = before = self._painted.count
        start = done = time.perf_counter()
        QTest.keyClick(self._window.focusWidget() or self._window, key)
        while seen == before or time.perf_counter() - done < _QUIET_SECONDS:
            if self._painted.count != seen:
                seen, done = self._painted.count, time.perf_counter()
            QApplication.processEvents()
            if time.perf_counter() - start > _PATIENCE_SECONDS:
                raise RuntimeError("nothing was painted")
        return (done - start) * 1000

    @staticmethod
    def _wait(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def _time_rate(self) -> None:
        rate, rates = DailyReview.rate, self._rates

        def timed(review: DailyReview, *arguments: Any, **named: Any) -> Changed:
            start = time.perf_counter()
            changed = rate(review, *arguments, **named)
            rates.append((time.perf_counter() - start) * 1000)
            return changed

        setattr(DailyReview, "rate", timed)  # noqa: B010 the type is the same


def _main(data_dir: Path, answers: int) -> int:
    bench = _Bench(answers)
    code = start_window(data_dir, clock=StoppedClock(), on_painted=partial(QTimer.singleShot, 0, bench.run))
    print(json.dumps(bench.found))
    return code if bench.is_complete else 1


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1]), int(sys.argv[2])))
