"""A mock exam with a proctor, through the real window: check-in, a warning, leaving, going on, incident list."""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QRadioButton
from shiboken6 import isValid

from cehrs_desktop.rules.exam.proctor_signals import Level
from cehrs_desktop.ui.exam.page import ExamPage
from cehrs_desktop.ui.lockdown.checkin_page import CheckinPage
from cehrs_desktop.ui.lockdown.leaving import LeavingCover
from cehrs_desktop.ui.lockdown.warning import WarningCover
from cehrs_desktop.ui.main_window import MOCK
from cehrs_desktop.ui.mock.page import MockPage
from cehrs_desktop.ui.report.page import ReportPage
from tests.ui.conftest import OpenOne
from tests.ui.lockdown.test_proctor_session import Desk
from tests.ui.open_window import OpenWindow, label_of, press, settle, texts_in, visible, wait_until


def choose(window: OpenWindow, label: str) -> None:
    """Press the one button of this label that is in view, above the exam too."""
    (button,) = [b for b in visible(QAbstractButton, within=window.window) if label_of(b) == label]
    button.click()
    settle()


def check_in(window: OpenWindow) -> None:
    """From the start page to the end of the check-in; the proctor comes at once."""
    choose(window, "Start")
    (page,) = visible(CheckinPage, within=window.window)
    for label in ("Continue", "Continue", "Continue", "Continue", "I agree"):
        choose(window, label)
    page._left_seconds = 1
    page._on_second()
    wait_until(lambda: not visible(CheckinPage, within=window.window), what="the proctor never comes")
    settle()


def begin(window: OpenWindow, level: Level) -> ExamPage:
    window.window.show_page(MOCK)
    window.choose("Begin a full mock exam")
    choose(window, level.value.capitalize())
    check_in(window)
    choose(window, "I agree, begin at once")
    (page,) = visible(ExamPage, within=window.window)
    return page


def kinds(window: OpenWindow) -> list[str]:
    return [kind for (kind,) in window.rows("SELECT kind FROM attempt_event ORDER BY number")]


def conditions(window: OpenWindow) -> dict[str, object]:
    ((text,),) = window.rows("SELECT conditions FROM attempt")
    found: dict[str, object] = json.loads(text)
    return found


def test_a_warning_stops_the_clock_and_is_in_the_report(open_window: OpenOne, machine: Desk) -> None:
    window = open_window(exam_date=None)
    page = begin(window, Level.REALISTIC)
    assert conditions(window)["lockdown"] == "realistic"
    assert window.window.isFullScreen()
    press("B")
    machine.above = 1
    wait_until(lambda: visible(WarningCover, within=window.window), what="nobody warns")
    incidents = "SELECT json_extract(payload, '$.name') FROM attempt_event WHERE kind = 'incident'"
    assert window.rows(incidents) == [("window_on_top",)]
    answered = kinds(window).count("answer")
    press("C")  # its keys are off
    assert kinds(window)[-2:] == ["incident", "pause"]
    assert kinds(window).count("answer") == answered
    window.clock.advance(minutes=10)
    machine.above = 0
    (cover,) = visible(WarningCover, within=window.window)
    wait_until(lambda: "It is put right." in texts_in(cover), what="it isn't seen that it is put right")
    choose(window, "That was not me")
    choose(window, "Go on")
    assert kinds(window)[-2:] == ["incident", "resume"]
    assert "2:05:00" in texts_in(page)
    press("R")
    window.choose("End the exam")
    for _ in range(2):
        choose_in = window.dialog(QMessageBox)
        window.choose("End the exam", within=choose_in)
        settle()
    assert not window.window.isFullScreen()
    window.activate()
    (report,) = visible(ReportPage, within=window.window)
    shown = texts_in(report)
    assert "What a proctor would have noticed" in shown
    assert "A window above the exam" in shown
    assert "you said: that was not me" in shown


def test_an_exam_that_was_left_is_watched_again_at_its_level(open_window: OpenOne, machine: Desk) -> None:
    window = open_window(exam_date=None)
    page = begin(window, Level.STRICT)
    press("B", "N")
    press("Ctrl+Alt+Shift+Q")
    (cover,) = visible(LeavingCover, within=window.window)
    (reason,) = cover.findChildren(QLineEdit)
    reason.setText("my child cries")
    press("Return")
    settle()
    assert visible(MockPage, within=window.window)
    assert not window.window.isFullScreen()
    assert "It is kept as it is" in window.texts
    assert kinds(window)[-2:] == ["incident", "leave"]
    ((payload,),) = window.rows("SELECT payload FROM attempt_event ORDER BY number DESC LIMIT 1 OFFSET 1")
    assert json.loads(payload) == {"name": "reason", "detail": "my child cries"}
    choose(window, "Go on with it")
    levels = {label_of(b): b.isEnabled() for b in visible(QRadioButton, within=window.window)}
    assert levels == {"Relaxed": False, "Realistic": False, "Strict": True}
    choose(window, "Back")
    assert visible(MockPage, within=window.window)
    assert kinds(window)[-1] == "leave"
    choose(window, "Go on with it")
    check_in(window)
    assert "Item 2 of 125" in texts_in(page)
    assert kinds(window)[-1] == "resume"
    assert window.window.isFullScreen()
    window.window.exams.leave_quietly()
    settle()
    assert not window.window.isFullScreen()


def test_a_check_in_that_was_left_is_over(open_window: OpenOne, machine: Desk) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("Begin a full mock exam")
    choose(window, "Realistic")
    choose(window, "Start")
    (page,) = visible(CheckinPage, within=window.window)
    for label in ("Continue", "Continue", "Continue", "Continue", "I agree", "Leave"):
        choose(window, label)
    assert visible(MockPage, within=window.window)
    wait_until(lambda: not isValid(page), what="the proctor may still come")
    assert window.rows("SELECT count(*) FROM attempt") == [(0,)]


def test_closing_the_window_asks_first_while_it_is_watched(open_window: OpenOne, machine: Desk) -> None:
    window = open_window(exam_date=None)
    begin(window, Level.REALISTIC)
    window.window.close()
    assert window.window.isVisible()
    assert visible(LeavingCover, within=window.window)
    choose(window, "Leave now")
    assert kinds(window)[-1] == "leave"


def test_where_a_proctor_would_have_ended_it_it_can_be_gone_on_with_as_practice(
    open_window: OpenOne, machine: Desk
) -> None:
    window = open_window(exam_date=None)
    begin(window, Level.REALISTIC)
    session = window.window.exams.flow.proctoring._session
    watcher = session._watcher
    assert watcher is not None
    now = time.monotonic()
    watcher._now = lambda: now
    for count in range(1, 4):
        now += 60
        machine.above = 1
        watcher.tick()
        now += 2  # its grace is over
        watcher._on_due()
        (cover,) = visible(WarningCover, within=window.window)
        machine.above = 0
        watcher.tick()
        if count < 3:
            choose(window, "Go on")
    assert "A live proctor would probably have ended the exam here." in texts_in(cover)
    choose(window, "End the exam")
    assert "or go on with it as practice." in window.texts
    choose(window, "Submit it as it is")
    window.choose("Submit it", within=window.dialog(QMessageBox))
    settle()
    (report,) = visible(ReportPage, within=window.window)
    assert "Not under exam conditions: a proctor would probably have ended it." in texts_in(report)


def test_relaxed_is_offered_to_who_goes_to_a_center_and_holds_nothing(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("Begin a full mock exam")
    chosen = [label_of(b) for b in visible(QRadioButton, within=window.window) if b.isChecked()]
    assert chosen == ["Relaxed"]
    choose(window, "Start")
    choose(window, "I agree, begin at once")
    assert conditions(window)["lockdown"] is None
    assert not window.window.isFullScreen()
    assert "cv2" not in sys.modules or not window.window.exams.flow.proctoring.is_watching


def test_strict_has_no_tools_of_its_own(open_window: OpenOne, machine: Desk) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("Calculator and pad")
    page = begin(window, Level.STRICT)
    assert "Highlight" in texts_in(page)
    assert "Calculator" not in texts_in(page)
    assert json.loads(window.rows("SELECT conditions FROM attempt")[0][0])["tools"] is False
    window.window.exams.flow.leave_quietly()


def test_a_break_stops_the_clock_and_lets_go_until_it_is_over(open_window: OpenOne, machine: Desk) -> None:
    window = open_window(exam_date=None)
    page = begin(window, Level.REALISTIC)
    press("B", "Ctrl+Alt+Shift+Q")
    choose(window, "Take a break")
    proctoring = window.window.exams.flow.proctoring
    assert kinds(window)[-1] == "break"
    assert proctoring.held == ()
    assert not window.window.isFullScreen()
    window.clock.advance(minutes=10)
    choose(window, "Go on")
    assert kinds(window)[-1] == "resume"
    assert "2:05:00" in texts_in(page)
    assert proctoring.is_watching
    assert window.window.isFullScreen()
    machine.above = 1
    wait_until(lambda: visible(WarningCover, within=window.window), what="nobody warns after the break")
    press("Ctrl+Alt+Shift+Q")
    assert visible(LeavingCover, within=window.window)
    assert "Take a break" not in texts_in(window.window)  # the clock stands already
    window.window.exams.flow.leave_quietly()
