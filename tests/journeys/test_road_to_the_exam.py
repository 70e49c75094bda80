"""From the first plan to the first word on readiness, over two days in the real window."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.ui.plan.page import PlanPage
from cehrs_desktop.ui.progress.page import ProgressPage
from tests.activities.progress.answered import sit
from tests.fakes import FakeClock
from tests.ui.open_window import OpenWindow, prefer, press, settle, visible
from tests.ui.running import run_program

EXAM = date(2027, 1, 8)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """The program finds the application that is there."""


def cell(seen: OpenWindow, row: int, column: int) -> str:
    return seen.table("Day by day")[row][column]


def test_a_plan_follows_what_was_done_and_a_mock_brings_a_word(learner_dir: Path) -> None:
    clock = FakeClock()
    prefer(learner_dir, clock, welcomed=True, ratings_explained=True, exam_date=EXAM, minutes_per_day=30)

    def first_day(seen: OpenWindow) -> None:
        settle()
        assert "Too early to tell" in seen.texts
        press("Ctrl+5")
        settle()
        assert isinstance(seen.page, PlanPage)
        assert cell(seen, 1, 0) == "Monday, November 2"
        assert "new cards" in cell(seen, 1, 2)
        saturday = next(box for box in visible(QCheckBox, within=seen.page) if box.text() == "Saturday")
        seen.tab_to(saturday)
        press("Space")
        settle()
        assert "Saturday, November 7" in [row[0] for row in seen.table("Day by day")]
        assert any("diagnostic, 50 min" in row[2] for row in seen.table("Day by day"))
        press("Ctrl+1")
        seen.start(new=15)
        seen.to_the_end()
        press("Ctrl+5")
        settle()
        assert not cell(seen, 1, 1).startswith("30 min")  # some of today is done
        press("Ctrl+Q")

    run_program(learner_dir, clock, first_day)
    with closing(open_learner_file(learner_dir, clock)) as database:
        sit(database, FakeClock(clock.now() + timedelta(hours=1)), FormKind.MOCK, right=0.6)
    clock.set(clock.now() + timedelta(days=1))

    def second_day(seen: OpenWindow) -> None:
        settle()
        assert "Below the line" in seen.texts or "Too close to call" in seen.texts
        press("Ctrl+4")
        settle()
        assert isinstance(seen.page, ProgressPage)
        assert "of 32 · ±" in seen.texts
        press("Ctrl+5")
        settle()
        assert cell(seen, 1, 0) == "Tuesday, November 3"
        assert not any("diagnostic" in row[2] for row in seen.table("Day by day"))
        press("Ctrl+Q")

    run_program(learner_dir, clock, second_day)
