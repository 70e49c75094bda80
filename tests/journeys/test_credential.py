"""From a failed exam over the next one to a certification and its first credit, in the real window."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLineEdit

from cehrs_desktop.ui.credential.page import CredentialPage
from tests.fakes import FakeClock
from tests.ui.open_window import OpenWindow, prefer, press, rows_in, settle, type_text, visible
from tests.ui.running import run_program

FIRST, SECOND = date(2026, 11, 2), date(2026, 12, 7)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """The program finds the application that is there."""


def write(seen: OpenWindow, name: str, text: str) -> None:
    (line,) = [each for each in visible(QLineEdit, within=seen.page) if each.accessibleName() == name]
    seen.tab_to(line)
    press("Ctrl+A")
    type_text(text)
    press("Tab")


def choose(seen: OpenWindow, name: str, *, downs: int) -> None:
    (combo,) = [each for each in visible(QComboBox, within=seen.page) if each.accessibleName() == name]
    seen.tab_to(combo)
    press(*["Down"] * downs)
    settle()


def test_a_failed_exam_is_followed_by_a_passed_one_and_its_certification(learner_dir: Path) -> None:
    clock = FakeClock()
    prefer(learner_dir, clock, welcomed=True, exam_date=FIRST)

    def after_the_first(seen: OpenWindow) -> None:
        press("Ctrl+5")
        settle()
        seen.choose("Road to the credential")
        assert isinstance(seen.page, CredentialPage)
        seen.choose("Enter a result")
        write(seen, "When did you sit it?", "11/02/2026")
        choose(seen, "How did it go?", downs=2)
        seen.choose("Keep the result")
        assert "You may sit it again from December 2, 2026 on." in seen.texts
        assert seen.stored.exam_date is None
        seen.change(exam_date=SECOND)
        press("Ctrl+5")
        settle()
        assert "Monday, November 2" in [row[0] for row in seen.table("Day by day")]
        press("Ctrl+Q")

    run_program(learner_dir, clock, after_the_first)
    clock.set(datetime(2026, 12, 8, 9, tzinfo=ZoneInfo("America/New_York")))

    def after_the_second(seen: OpenWindow) -> None:
        settle()
        assert "How did it go?" in seen.texts
        seen.choose("Enter the result")
        assert "Your exam was on December 7, 2026." in seen.texts
        choose(seen, "How did it go?", downs=1)
        seen.choose("Keep the result")
        assert "Certified from December 7, 2026 until December 7, 2028." in seen.texts
        write(seen, "Title of the course or event", "Privacy in the office")
        write(seen, "Day", "12/08/2026")
        seen.tab_to(visible(QDoubleSpinBox, within=seen.page)[0])
        press("Up", "Up")
        seen.choose("Add to the log")
        assert "1 of 10 credits." in seen.texts
        press("Ctrl+1")
        settle()
        assert "Certified from December 7, 2026" in seen.texts
        press("Ctrl+Q")

    run_program(learner_dir, clock, after_the_second)
    assert rows_in(learner_dir, "SELECT passed FROM exam_outcome ORDER BY taken_on") == [(0,), (1,)]
    assert rows_in(learner_dir, "SELECT title, hundredths FROM ce_entry") == [("Privacy in the office", 100)]
