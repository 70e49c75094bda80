"""Practice through the real window by keys: answers after each, answers at the end, and a set left open."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.reports import PastSet
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui.exam.page import ExamPage
from cehrs_desktop.ui.practice.page import PracticePage
from cehrs_desktop.ui.practice.past_panel import AT_ONCE, PastPanel
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.question.summary_page import SetSummaryPage
from cehrs_desktop.ui.report.page import ReportPage
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.key_button import KeyButton
from tests.builders import the_blueprint
from tests.journeys.answered_questions import answer, letter, shows
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, texts_in, visible


def at_practice(open_window: OpenOne) -> OpenWindow:
    window = open_window(exam_date=None)
    press("Ctrl+2")
    settle()
    assert shows(window, PracticePage)
    return window


def pick(window: OpenWindow, name: str, row: int) -> None:
    """Choose a row of a list by keys."""
    (box,) = [each for each in visible(QComboBox, within=window.page) if each.accessibleName() == name]
    window.tab_to(box)
    press("Home", *["Down"] * row)
    assert box.currentIndex() == row


def test_a_set_with_answers_after_each(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    pick(window, "How many", 0)
    window.choose("Start")
    assert shows(window, QuestionPage)
    assert "1 of 5" in window.texts
    assert "Source:" not in window.texts
    answer(window, "S")
    answer(window, "G")
    answer(window, "U", right=False)
    answer(window, "S", right=False)
    answer(window, "S")
    assert shows(window, SetSummaryPage)
    assert "2 of 5 questions right" in window.texts
    assert "1 right by a guess · 2 missed" in window.texts
    assert window.rows("SELECT count(*), sum(correct), min(seconds) FROM response") == [(5, 3, 40.0)]
    (add,) = [text for text in window.texts.split("\n") if text.startswith("Add ")]
    window.choose(add)
    assert "come sooner now" in window.texts
    press("Return")
    settle()
    assert shows(window, PracticePage)
    assert "missed: 3" in window.texts
    assert "guessed: 1" in window.texts


def test_key_and_reasons_come_at_once_and_not_before(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    window.choose("Start")
    wrong = letter(window, right=False)
    press("Return")  # nothing is chosen, so there is nothing to be sure of
    assert window.count("response") == 0
    press("A", wrong)
    assert "How sure are you?" in window.texts
    press("G")
    for text in ("Not the best answer. It comes again.", "Source:", "Report a mistake", "Continue"):
        assert text in window.texts
    assert window.rows("SELECT count(*), max(correct), max(confidence) FROM response") == [(1, 0, "guess")]
    press(wrong, "S")  # the answer stays
    assert window.count("response") == 1
    press("F", "R")
    assert "Flagged" in window.texts
    assert "was copied" in window.texts
    assert window.rows("SELECT flagged FROM item_mark") == [(1,)]


def test_filters_count_what_there_is(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    ((there,),) = window.rows("SELECT count(*) FROM item")
    ((shut,),) = window.rows(
        "SELECT sum(json_array_length(scored) + json_array_length(pretest)) FROM sealed_form WHERE over = 0"
    )
    everything = f"{there - shut} questions"
    assert everything in window.texts
    window.choose("Reporting")
    topics = {name for (name,) in window.rows("SELECT name FROM topic WHERE domain = 5")}
    shown = window.texts.split("\n")
    assert topics <= set(shown)
    assert everything not in shown
    window.choose("missed: 0")
    assert "0 questions" in window.texts
    assert not window.button("Start").isEnabled()


def test_ended_early_only_what_was_answered_counts(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    window.choose("Start")
    answer(window)
    press("Esc")
    assert shows(window, SetSummaryPage)
    assert "1 of 1 question right" in window.texts


def test_a_set_left_open_is_gone_on_with(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    window.choose("Start")
    answer(window)
    press("Ctrl+1")
    window.clock.advance(hours=1)
    press("Ctrl+2")
    settle()
    assert "10 questions · answers after each" in window.texts
    assert not window.button("Start").isEnabled()
    window.choose("Go on with it")
    assert "2 of 10" in window.texts
    answer(window)
    press("Ctrl+2")
    settle()
    window.choose("End it here")
    assert "2 of 2 questions right" in window.texts
    assert window.rows("SELECT max(seconds) FROM response") == [(40.0,)]


def test_a_minute_an_item_is_shown_and_ends_nothing(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    pick(window, "Time", 1)
    window.choose("Start")
    assert "60 s left" in window.texts
    answer(window, seconds=90)
    assert "2 of 10" in window.texts


def test_a_set_with_answers_at_the_end_is_sat_like_an_exam(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    pick(window, "How many", 0)
    pick(window, "Time", 1)
    pick(window, "Answers shown", 1)
    window.choose("Start")
    (page,) = visible(ExamPage, within=window.window)
    assert "Practice set" in texts_in(page)
    assert "0:05:00" in texts_in(page)
    press("Ctrl+1")  # no way out by accident
    for _ in range(5):
        window.clock.advance(seconds=20)
        press("B", "N")
    window.choose("End the set")
    for _ in range(2):
        window.choose("End the set", within=window.dialog(QMessageBox))
        settle()
    window.activate()
    (report,) = visible(ReportPage, within=window.window)
    assert "Practice set 1" in texts_in(report)
    assert "of 5 scored items right." in texts_in(report)
    window.choose("Back")
    assert shows(window, PracticePage)


def test_earlier_sets_are_listed_and_their_reports_opened_again(open_window: OpenOne) -> None:
    window = at_practice(open_window)
    assert "Earlier sets" not in window.texts
    for right in (True, False):
        window.choose("Start")
        answer(window, right=right)
        press("Esc")
        window.choose("Back to Practice")
    assert shows(window, PracticePage)
    _, newest, oldest = window.table("Earlier sets")
    assert newest[0::3] == ["Practice set 2", "0 of 1"]
    assert oldest[0::3] == ["Practice set 1", "1 of 1"]
    assert newest[2].endswith("answers after each")
    assert newest[4] == "1 minute"
    pick(window, "Which report", 1)
    window.choose("Open the report")
    assert shows(window, ReportPage)
    assert "Practice set 1" in window.texts
    window.choose("Back")
    assert shows(window, PracticePage)


def test_many_earlier_sets_are_listed_at_a_press(qapp: QApplication) -> None:
    panel = PastPanel(the_blueprint().domains)
    when = datetime(2027, 1, 3, 12, tzinfo=UTC)
    two = frozenset({DomainNumber.REPORTING, DomainNumber.CLINICAL_OPERATIONS})
    panel.show_past(
        [PastSet(AttemptId(n), n, when, True, 3, 5, 200, frozenset(DomainNumber), "") for n in range(20, 1, -1)]
        + [PastSet(AttemptId(1), 1, when, False, 3, 5, 200, two, "")]
    )
    (table,) = panel.findChildren(FactTable)
    assert table.plain_text().count("Practice set") == AT_ONCE
    next(each for each in panel.findChildren(KeyButton) if each.text() == "Show all").click()
    lines = table.plain_text().split("\n")
    assert lines[-1].split("\t")[2] == "2 domains · answers at the end"
    assert lines[1].split("\t")[1:] == ["January 3, 2027", "All domains · answers after each", "3 of 5", "3 minutes"]
    assert len(lines) == 21
    panel.deleteLater()
