"""The Progress and Plan pages over a file with a hundred thousand reviews: `python -m tests.benchmarks.progress`.

Milliseconds of processor time, which a busy machine stretches less than the clock's: of the figures alone, and of the
page from asking for it to nothing being left to paint, when it is first made and when it has aged.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.learner_file import LearnerFile, open_learner_file
from cehrs_desktop.activities.preferences import load_preferences
from cehrs_desktop.activities.progress import progress_details, progress_report
from cehrs_desktop.activities.study_plan import planned_course
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.main_window import PLAN, PROGRESS, TODAY, MainWindow
from tests.activities.progress.answered import practice, sit
from tests.benchmarks.stopped_clock import StoppedClock
from tests.benchmarks.study_files import a_copy
from tests.builders import the_blueprint
from tests.fakes import FakeClock

_RUNS = 15


def main() -> None:
    """Print the median milliseconds for 10,000 and for 100,000 reviews."""
    for cards in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as name:
            folder = a_copy(cards, Path(name) / "file")
            with closing(open_learner_file(folder, StoppedClock())) as database:
                now = StoppedClock().now()
                practice(database, FakeClock(now - timedelta(days=9)), 60, right=0.6)
                sit(database, FakeClock(now - timedelta(days=1)), FormKind.MOCK, right=0.75)
                assert question_bank(database, blueprint=the_blueprint()).history
                print(f"{cards * 10:,} reviews")
                _figures(database)
                _pages(database, folder)


def _figures(database: LearnerFile) -> None:
    preferences = load_preferences(database)
    report, plan = (
        partial(work, database, StoppedClock(), blueprint=the_blueprint(), preferences=preferences)
        for work in (progress_report, planned_course)
    )
    details = partial(progress_details, database)
    for what, work in (("Progress", report), ("its details", details), ("Plan", plan)):
        print(f"  figures of {what}: {_median(work):.0f} ms")


def _pages(database: LearnerFile, folder: Path) -> None:
    application = QApplication.instance() or QApplication([])
    desk = Desk(database, StoppedClock(), blueprint=the_blueprint(), data_dir=folder)
    window = MainWindow(desk, window_state=QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    window.resize(1280, 800)
    window.begin()
    window.show()

    def painted(page: str) -> None:
        window.show_page(page)
        for _ in range(3):
            application.processEvents()

    def aged() -> None:
        painted(TODAY)
        desk.tell(Changed.CARDS)

    for page in (PROGRESS, PLAN):
        aged()
        first = _milliseconds(partial(painted, page))
        again = _median(partial(painted, page), before=aged)
        print(f"  {page} page painted: {again:.0f} ms, the first time {first:.0f} ms")
    window.close()
    window.deleteLater()


def _median(work: Callable[[], object], *, before: Callable[[], object] = lambda: None) -> float:
    taken = []
    for _ in range(_RUNS):
        before()
        taken.append(_milliseconds(work))
    return median(taken)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()
