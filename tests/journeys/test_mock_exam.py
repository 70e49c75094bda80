"""A whole mock exam through the real window, by keys, on a clock that is told the time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QMessageBox

from cehrs_desktop.ui.exam.page import ExamPage
from cehrs_desktop.ui.main_window import MOCK
from cehrs_desktop.ui.mock.page import MockPage
from cehrs_desktop.ui.report.page import ReportPage
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, texts_in, type_text, visible


def begin(window: OpenWindow) -> ExamPage:
    window.window.show_page(MOCK)
    window.choose("Begin a full mock exam")
    window.choose("Start")
    window.choose("I agree, begin at once")
    (page,) = visible(ExamPage, within=window.window)
    return page


def end(window: OpenWindow) -> None:
    for _ in range(2):
        window.choose("End the exam", within=window.dialog(QMessageBox))
        settle()
    window.activate()


def test_a_mock_of_125_items_is_sat_scored_and_turned_into_review(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    for position in range(1, 126):
        assert f"Item {position} of 125" in texts_in(page)
        window.clock.advance(seconds=50)
        press("ABCD"[position % 4])
        if position == 9:
            press("F")
        press("N")
    assert "125 of 125 answered, 1 flagged" in texts_in(window.window)
    window.choose("End the exam")
    assert window.dialog(QMessageBox).text() == "All items are answered."
    end(window)
    (report,) = visible(ReportPage, within=window.window)
    shown = texts_in(report)
    assert "Mock exam 1 — " in shown
    assert "of 100 scored items right." in shown
    assert "25 pretest items, unscored:" in shown
    assert window.rows("SELECT count(*) FROM response WHERE scored") == [(100,)]
    assert window.rows("SELECT count(*), min(seconds), max(seconds) FROM response") == [(125, 50.0, 50.0)]
    (add,) = [each for each in visible(type(window.button("Save as PDF")), within=report) if "to review" in each.text()]
    window.choose(add.text())
    assert "come first over the next days" in texts_in(report)
    assert window.rows("SELECT count(*) FROM card WHERE due_day = ?", window.day)[0][0] > 0
    window.choose("Back")
    (mock,) = visible(MockPage, within=window.window)
    assert [row[0] for row in window.table("Earlier exams")[1:]] == ["Mock exam 1"]
    assert "An exam is waiting" not in texts_in(mock)


def test_an_exam_that_was_left_waits_with_its_answers_and_its_time(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    window.clock.advance(seconds=90)
    press("B", "N", "F")
    press("Ctrl+Alt+Shift+Q")
    window.choose("Leave, come back later", within=window.dialog(QMessageBox))
    settle()
    window.activate()
    window.clock.advance(days=1)
    window.choose("Go on with it")
    settle()
    assert "Item 2 of 125" in texts_in(page)
    assert "1 answered · 1 flagged" in texts_in(page)
    assert "2:03:30" in texts_in(page)


def test_the_window_may_be_closed_in_the_middle_of_an_exam(
    open_window: OpenOne, learner_dir: Path, clock: FakeClock
) -> None:
    window = open_window(exam_date=None)
    begin(window)
    window.clock.advance(seconds=5)
    press("C")
    window.window.close()
    assert window.rows("SELECT kind FROM attempt_event ORDER BY number DESC LIMIT 1") == [("leave",)]
    again = open_window(exam_date=None)
    again.window.show_page(MOCK)
    assert "Mock exam, begun on Monday, November 2" in again.texts


def test_time_over_ends_the_exam_by_itself(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    press("A")
    controller = window.window.exams.flow.controller
    for minutes in (95, 20, 5, 4, 1):
        window.clock.advance(minutes=minutes)
        controller.look_at_clock()
    settle()
    assert visible(ReportPage, within=window.window)
    assert not page.isVisible()
    assert window.rows("SELECT ended_by FROM attempt") == [("time_over",)]


def test_warnings_are_shown_once_and_a_hidden_clock_comes_back(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    window.choose("hide", within=page)
    controller = window.window.exams.flow.controller
    window.clock.advance(minutes=95, seconds=1)
    controller.look_at_clock()
    shown = texts_in(page)
    assert "30 minutes left; 125 items are not answered yet." in shown
    assert "–:––:––" in shown
    window.clock.advance(minutes=25)
    controller.look_at_clock()
    assert "0:04:59" in texts_in(page)


def test_the_tutorial_counts_nothing_and_leads_into_the_exam(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("Begin a full mock exam")
    window.choose("Start")
    press("Return")
    (page,) = visible(ExamPage, within=window.window)
    assert "Item 1 of 3" in texts_in(page)
    press("A", "N", "S", "B", "R")
    assert "Item 1 of 125" in texts_in(page)
    assert window.rows("SELECT count(*) FROM attempt_event") == [(0,)]


def test_declining_leads_back(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("Begin a full mock exam")
    window.choose("Start")
    window.choose("I don't agree, back")
    assert visible(MockPage, within=window.window)
    assert window.rows("SELECT count(*) FROM attempt") == [(0,)]


def test_a_mock_in_parts_goes_on_another_day(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("In 5 parts")
    page = begin(window)
    assert "Item 1 of 125" in texts_in(page)
    assert "0:25:00" in texts_in(page)
    press("A", "R")
    window.choose("End this part")
    for _ in range(2):
        window.choose("End this part", within=window.dialog(QMessageBox))
        settle()
    window.activate()
    assert "Part 2 is waiting for you" in window.texts
    window.clock.advance(days=1)
    window.choose("Go on with it")
    settle()
    assert "Item 26 of 125" in texts_in(page)
    assert "0:25:00" in texts_in(page)


def test_the_diagnostic_in_parts_says_which_part_is_next(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("In 5 parts of 10")
    window.choose("Begin the diagnostic")
    window.choose("I agree, begin at once")
    press("A", "N", "B", "R")
    window.choose("End this part")
    for _ in range(2):
        window.choose("End this part", within=window.dialog(QMessageBox))
        settle()
    window.activate()
    window.clock.advance(days=1)
    assert "You are at part 2 of 5. 2 of 50 items answered." in window.texts
    window.choose("Go on with it")
    settle()
    (page,) = visible(ExamPage, within=window.window)
    assert "Item 11 of 50" in texts_in(page)


def test_a_running_exam_keeps_other_pages_away(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    press("Ctrl+1", "Ctrl+,")
    assert page.isVisible()


def at_agreement(window: OpenWindow, *, time: int = 0) -> None:
    window.window.show_page(MOCK)
    (box,) = (each for each in visible(QComboBox, within=window.page) if each.accessibleName() == "Time")
    window.tab_to(box)
    press("Home", *["Down"] * time)
    window.choose("Begin a full mock exam")
    window.choose("Start")


def test_the_agreement_has_its_time_and_extra_time_lengthens_it(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    at_agreement(window, time=2)
    assert "0:07:30 left to read this and agree" in texts_in(window.window)
    opening = window.window.exams.flow.opening
    window.clock.advance(minutes=7)
    opening.look_at_clock()
    assert "0:00:30 left to read this and agree" in texts_in(window.window)
    window.clock.advance(seconds=30)
    opening.look_at_clock()
    (mock,) = visible(MockPage, within=window.window)
    assert "The time to agree was over" in texts_in(mock)
    assert window.rows("SELECT count(*) FROM attempt") == [(0,)]


def test_untimed_there_is_no_hurry_to_agree_nor_in_the_tutorial(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    at_agreement(window, time=4)
    assert "left to read this and agree" not in texts_in(window.window)
    press("Return")
    (page,) = visible(ExamPage, within=window.window)
    assert "Item 1 of 3" in texts_in(page)
    assert "0:10:00" not in texts_in(page)


def test_time_over_takes_away_the_question_whether_to_end(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    begin(window)
    press("A", "R")
    window.choose("End the exam")
    window.choose("End the exam", within=window.dialog(QMessageBox))
    settle()
    assert window.dialog(QMessageBox)
    window.clock.advance(minutes=125)
    window.window.exams.flow.controller.look_at_clock()
    settle()
    assert not window.has_dialog()
    assert visible(ReportPage, within=window.window)
    assert window.rows("SELECT ended_by FROM attempt") == [("time_over",)]


def test_time_over_keeps_the_note_that_was_being_typed(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    begin(window)
    press("A", "T")
    type_text("being typed")
    window.clock.advance(minutes=125)
    window.window.exams.flow.controller.look_at_clock()
    settle()
    assert not window.has_dialog()
    notes = window.rows("SELECT payload FROM attempt_event WHERE kind = 'note'")
    assert "being typed" in str(notes)
    assert window.rows("SELECT ended_by FROM attempt") == [("time_over",)]


def test_a_warning_is_read_on_the_review_of_all_items_too(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    begin(window)
    press("R")
    window.clock.advance(minutes=120)
    window.window.exams.flow.controller.look_at_clock()
    assert "5 minutes left; 125 items are not answered yet." in texts_in(window.window)


def test_a_note_of_the_tutorial_never_reaches_the_exam(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    at_agreement(window)
    press("Return", "T")
    settle()
    assert window.has_dialog()
    window.clock.advance(minutes=10)
    window.window.exams.flow.controller.look_at_clock()
    settle()
    assert not window.has_dialog()
    (page,) = visible(ExamPage, within=window.window)
    assert "Item 1 of 125" in texts_in(page)
    assert window.rows("SELECT count(*) FROM attempt_event") == [(0,)]


def test_text_size_and_colors_are_changed_by_buttons_in_the_exam_too(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    for label in ("Larger text", "Larger text", "Smaller text", "Light or dark"):
        window.choose(label, within=page)
    assert (window.stored.text_percent, window.stored.scheme.value) == (110, "dark")
    press("B", "Ctrl++")
    assert window.stored.text_percent == 120
    assert "1 answered" in texts_in(page)
