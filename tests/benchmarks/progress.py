"""The Progress page's figures over a file with a hundred thousand reviews: `python -m tests.benchmarks.progress`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.preferences import load_preferences
from cehrs_desktop.activities.progress import progress_details, progress_report
from cehrs_desktop.rules.exam.form import FormKind
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
                preferences = load_preferences(database)

                report = partial(
                    progress_report, database, StoppedClock(), blueprint=the_blueprint(), preferences=preferences
                )
                print(
                    f"{cards * 10:,} reviews: the page {_median(report):.0f} ms, "
                    f"its details {_median(partial(progress_details, database)):.0f} ms"
                )


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_RUNS):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


if __name__ == "__main__":
    main()
