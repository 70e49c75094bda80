"""Sits a mock in the real window: `python -m tests.benchmarks.exam_in_window DIR`.

Prints one JSON object: milliseconds from the key to the next item painted, of an answer on disk by itself, and from
asking for the report of 125 items until it is painted.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.app import start_window
from cehrs_desktop.rules.exam.events import EndedBy, Event
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sitting import Sitting
from cehrs_desktop.ui.main_window import MOCK, MainWindow
from tests.benchmarks.stopped_clock import StoppedClock

_SETTLED_SECONDS = 3
_QUIET_SECONDS = 0.004
_WARM_UP = 5
_REPORTS = 7


class _Painted(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            self.count += 1
        return False


class _Bench:
    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def run(self) -> None:
        """Called once the first page is painted."""
        try:
            self._run()
        finally:
            QApplication.quit()

    def _run(self) -> None:
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        self._window, self._painted = windows[0], _Painted(windows[0])
        self._window.activateWindow()
        self._rest()
        self._window.show_page(MOCK)
        records = _timed_records()
        flow = self._window.exams.flow
        flow.begin(FormKind.MOCK, Conditions())
        flow.start_at_once()
        self._settle()
        nexts = []
        for _ in range(124):
            self._after(Qt.Key.Key_B)
            nexts.append(self._after(Qt.Key.Key_N))
        flow.end_now(EndedBy.SUBMITTED)
        self._settle()
        reports = []
        for _ in range(_REPORTS):
            self._window.show_page(MOCK)
            self._settle()
            start = time.perf_counter()
            self._window.exams.mock.report_wanted.emit(1)
            reports.append((self._settle() - start) * 1000)
        self.found = {"next": nexts[_WARM_UP:], "record": records[_WARM_UP:], "report": reports[1:]}

    @staticmethod
    def _rest() -> None:
        """Let what follows the first paint come to its end: nobody begins an exam in the first second."""
        end = time.monotonic() + _SETTLED_SECONDS
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def _after(self, key: Qt.Key) -> float:
        start = time.perf_counter()
        QTest.keyClick(self._window, key)
        return (self._settle() - start) * 1000

    def _settle(self) -> float:
        """Run until nothing is left to paint; the moment the last painting ended."""
        seen, done = self._painted.count, time.perf_counter()
        while time.perf_counter() - done < _QUIET_SECONDS:
            QApplication.processEvents()
            if self._painted.count != seen:
                seen, done = self._painted.count, time.perf_counter()
        return done


def _timed_records() -> list[float]:
    record, times = ExamSitting.record, []

    def timed(sitting: ExamSitting, event: Event) -> Sitting:
        start = time.perf_counter()
        state = record(sitting, event)
        times.append((time.perf_counter() - start) * 1000)
        return state

    setattr(ExamSitting, "record", timed)  # noqa: B010 the type is the same
    return times


def _main(data_dir: Path) -> int:
    bench = _Bench()
    code = start_window(data_dir, clock=StoppedClock(), on_painted=partial(QTimer.singleShot, 0, bench.run))
    print(json.dumps(bench.found))
    return code if bench.found else 1


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
