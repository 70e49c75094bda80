"""The Plan page: by week and month, changed, moved, saved and printed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QDate
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QFileDialog, QSpinBox

from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.progress.plan_facts import Background
from cehrs_desktop.ui.guide.page import GuideScreen
from cehrs_desktop.ui.main_window import PLAN, TODAY
from cehrs_desktop.ui.plan.controller import PlanController
from cehrs_desktop.ui.plan.page import PlanPage
from cehrs_desktop.ui.plan.time_fields import TimeFields
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, visible

TODAYS = FakeClock().now().date()
EXAM = TODAYS + timedelta(days=60)  # a Friday
WEEKEND = PlanChoices(long_days=frozenset({5, 6}))


def opened_plan(open_window: OpenOne, **choices: object) -> OpenWindow:
    seen = open_window(**{"exam_date": EXAM, "plan": WEEKEND, "minutes_per_day": 30, **choices})
    press("Ctrl+5")
    settle()
    assert isinstance(seen.page, PlanPage)
    return seen


def time_fields(seen: OpenWindow) -> TimeFields:
    (fields,) = visible(TimeFields, within=seen.page)
    return fields


def days(seen: OpenWindow) -> list[list[str]]:
    return seen.table("Day by day")[1:]


def test_the_week_begins_today_and_a_month_has_thirty_days(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    assert [row[0] for row in days(seen)][:2] == ["Monday, November 2", "Tuesday, November 3"]
    assert len(days(seen)) == 7
    assert "new cards" in days(seen)[1][2]
    assert re.fullmatch(r"30 min: cards \d+\smin, questions \d+\smin", days(seen)[1][1])
    seen.choose("Later")
    assert days(seen)[0][0] == "Monday, November 9"
    seen.choose("Earlier")
    seen.choose("Show a month")
    assert len(days(seen)) == 30
    assert any("full mock exam, 2 h 5 min" in row[2] for row in days(seen))


def test_a_last_mock_that_has_to_come_early_is_told(studied: Path, open_window: OpenOne) -> None:
    few = {"minutes_per_day": 20, "plan": PlanChoices(long_days=frozenset({5}))}
    seen = opened_plan(open_window, exam_date=date(2027, 1, 4), **few)  # a Monday
    assert "The last mock exam is 9 days before your exam, earlier than the 4 to 7 we advise" in seen.texts
    assert "First: where to put weight yourself" in seen.texts


def test_the_last_days_lead_to_their_pages_of_the_guide(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window, exam_date=date(2026, 11, 2) + timedelta(days=9))
    assert "Sheet of numbers" not in seen.texts
    seen.choose("Later")
    assert days(seen)[-1][2].endswith("the checklist for exam morning")
    seen.choose("Exam morning checklist")
    assert isinstance(seen.page, GuideScreen)
    assert "Eaten, and been to the restroom" in seen.texts
    press("Ctrl+5")
    seen.choose("Sheet of numbers")
    assert seen.button("Print…").isVisible()


def test_without_a_date_the_page_leads_to_it(window: OpenWindow) -> None:
    window.window.show_page(PLAN)
    assert "Once your exam has a date ahead" in window.texts
    window.choose("Set the exam date")
    assert window.settings


def test_time_that_is_changed_counts_at_once(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    boxes = visible(QSpinBox, within=time_fields(seen))
    boxes[1].setValue(0)
    settle()
    assert days(seen)[1][2] == "a day of rest, as planned"
    assert seen.stored.plan.weekday_minutes == (None, 0, None, None, None, None, None)
    saturday = next(box for box in visible(QCheckBox, within=seen.page) if box.text() == "Saturday")
    saturday.setChecked(False)
    background = visible(QComboBox, within=seen.page)[-1]
    background.setCurrentIndex(background.findData(Background.STUDENT))
    settle()
    assert (seen.stored.plan.long_days, seen.stored.plan.background) == (frozenset({6}), Background.STUDENT)


def test_a_week_without_a_minute_is_refused_beside_the_fields(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window, plan=PlanChoices(weekday_minutes=(30, 0, 0, 0, 0, 0, 0)))
    visible(QSpinBox, within=time_fields(seen))[0].setValue(0)
    settle()
    assert "A week without a minute can’t be planned" in seen.texts
    assert seen.stored.plan.weekday_minutes[0] == 30


def test_a_day_is_taken_off_and_given_back(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    seen.choose("Take it off")
    assert "Days off: Tuesday, November 3" in seen.texts
    assert days(seen)[1][2] == "a day of rest, as planned"
    seen.choose("Study on all of them after all")
    assert seen.stored.plan.days_off == frozenset()


def test_a_mock_is_moved_to_another_long_day(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    mocks, to = visible(QComboBox, within=seen.page)[:2]
    planned = date.fromisoformat(mocks.currentData())
    sunday = planned + timedelta(days=1 if planned.weekday() == 5 else -1)
    to.setCurrentIndex(to.findData(sunday.isoformat()))
    seen.choose("Move it")
    assert seen.stored.plan.moved == {planned: sunday}
    assert sunday.isoformat() in [mocks.itemData(n) for n in range(mocks.count())]


def test_a_day_that_can_not_hold_the_mock_is_told(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    mocks = visible(QComboBox, within=seen.page)[0]
    assert isinstance(seen.page, PlanPage)
    seen.page.mock_moved.emit(date.fromisoformat(mocks.currentData()), date(2026, 11, 3))
    assert "A whole mock needs a day with a long sitting" in seen.texts
    assert seen.stored.plan.moved == {}


def test_the_calendar_file_holds_every_day_and_the_exam(
    studied: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = opened_plan(open_window)
    target = tmp_path / "plan.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    seen.choose("Save for your calendar (.ics)…")
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events) > 50
    assert (events[-1].decoded("dtstart"), str(events[-1]["summary"])) == (EXAM, "CEHRS exam")
    assert any("full mock exam" in str(event["summary"]) for event in events)


def test_a_file_that_can_not_be_written_is_told(
    studied: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = opened_plan(open_window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "plan.ics"), ""))
    seen.choose("Save for your calendar (.ics)…")
    assert "The file can’t be written there" in seen.texts


def test_the_print_holds_every_day(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    controller = seen.page.findChild(PlanController)
    assert isinstance(controller, PlanController)
    assert controller.document().toPlainText().count("Saturday") == 8


def test_the_plan_is_printed(
    studied: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plan.pdf"

    def to_a_file(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFileName(str(target))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", to_a_file)
    seen = opened_plan(open_window)
    seen.choose("Print…")
    assert target.read_bytes().startswith(b"%PDF")


def test_what_does_not_fit_is_said_with_what_would_help(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window, minutes_per_day=5, plan=PlanChoices())
    assert "This won’t all fit" in seen.texts
    assert "What would change that" in seen.texts
    assert "There is no room for a mock exam" in seen.texts


def test_ten_days_before_there_is_advice_on_the_date(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window, exam_date=TODAYS + timedelta(days=8))
    assert "Keep or move the date, your call: there are too few answers" in seen.texts
    assert "the sheet of numbers, the checklist for exam morning" in seen.texts or len(days(seen)) == 7


def test_today_names_what_comes_next_and_leads_to_the_week(studied: Path, open_window: OpenOne) -> None:
    seen = open_window(exam_date=TODAYS + timedelta(days=16), plan=WEEKEND, minutes_per_day=30)
    seen.window.show_page(TODAY)
    settle()
    assert "full mock exam, 2 h 5 min" in seen.texts
    seen.choose("See the week")
    assert isinstance(seen.page, PlanPage)


def test_a_day_off_that_has_passed_is_refused_beside_the_fields(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window)
    (box,) = visible(QDateEdit, within=time_fields(seen))
    box.setDate(QDate(2026, 10, 30))
    seen.choose("Take it off")
    assert "This day has passed. Choose a day off from today on." in seen.texts
    assert seen.stored.plan.days_off == frozenset()


def test_questions_beyond_the_days_own_are_a_practice_set(studied: Path, open_window: OpenOne) -> None:
    seen = opened_plan(open_window, new_per_day=0)
    seen.choose("Show a month")
    assert any("a practice set of" in row[2] for row in days(seen))
