"""What holds through an exam and from one to the next: open ones after a crash, the pad, the clock, the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QMessageBox, QPlainTextEdit

from cehrs_desktop.ui.main_window import MOCK
from cehrs_desktop.ui.widgets.key_button import KeyButton
from tests.journeys.test_mock_exam import begin, end
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, label_of, press, settle, texts_in, visible


def end_part(window: OpenWindow) -> None:
    for place in (None, QMessageBox, QMessageBox):
        window.choose("End this part", within=window.dialog(place) if place else None)
        settle()
    window.activate()


def test_after_a_crash_every_open_exam_is_there_to_go_on_with(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("In 5 parts of 10")
    window.choose("Begin the diagnostic")
    window.choose("I agree, begin at once")
    press("A", "R")
    end_part(window)
    window.clock.advance(days=1)
    begin(window)
    press("B")
    window.window.close()
    again = open_window(exam_date=None)
    again.window.show_page(MOCK)
    assert "Exams are waiting for you" in again.texts
    assert "Diagnostic, begun on Monday, November 2" in again.texts
    assert "Mock exam, begun on Tuesday, November 3" in again.texts
    assert "1 of 125 items answered." in again.texts
    _diagnostic, mock = (b for b in visible(KeyButton, within=again.page) if label_of(b) == "Go on with it")
    assert mock.accessibleDescription() == "Mock exam, begun on Tuesday, November 3"
    mock.setFocus()
    press("Space")
    settle()
    assert "Item 1 of 125" in texts_in(again.window)
    assert again.window.exams.flow.running is not None
    assert again.window.exams.flow.running.state.choices


def test_an_open_exam_is_closed_only_after_a_second_question(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    begin(window)
    press("A")
    window.window.close()
    again = open_window(exam_date=None)
    again.window.show_page(MOCK)
    for label in ("Submit it as it is", "Discard it"):
        again.choose(label)
        question = again.dialog(QMessageBox)
        assert question.text() == "Mock exam, begun on Monday, November 2"
        press("Return")  # the same key twice leaves it open
        again.dialog_closed()
        assert again.rows("SELECT ended_by FROM attempt") == [(None,)]
    again.choose("Discard it")
    again.choose("Discard it", within=again.dialog(QMessageBox))
    again.dialog_closed()
    assert "It was discarded." in again.texts
    assert again.rows("SELECT ended_by FROM attempt") == [("discarded",)]


def test_a_hidden_clock_is_hidden_on_the_review_of_all_items_too(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    press("R")
    assert "2:05:00" in texts_in(window.window)
    window.choose("Back to the items")
    window.choose("hide", within=page)
    press("R")
    assert "2:05:00" not in texts_in(window.window)
    window.clock.advance(minutes=120, seconds=1)
    window.window.exams.flow.running.look_at_clock()  # type: ignore[union-attr]
    window.window.exams.flow._items._show_clock()
    assert "0:04:59" in texts_in(window.window)


def open_pad(window: OpenWindow) -> QPlainTextEdit:
    press("W")
    settle()
    (pad,) = window.dialog(QDialog).findChildren(QPlainTextEdit)
    return pad


def test_the_scratchpad_and_a_hidden_clock_last_as_long_as_their_exam(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    window.choose("Calculator and pad")
    page = begin(window)
    open_pad(window).setPlainText("120 / 4")
    window.dialog(QDialog).accept()
    window.dialog_closed()
    window.choose("hide", within=page)
    press("Ctrl+Alt+Shift+Q")
    window.choose("Take a break", within=window.dialog(QMessageBox))
    settle()
    window.activate()
    window.choose("Go on")
    assert "–:––:––" in texts_in(page)
    assert open_pad(window).toPlainText() == "120 / 4"
    window.dialog(QDialog).reject()
    window.dialog_closed()
    press("R")
    window.choose("End the exam")
    end(window)
    begin(window)
    assert "2:05:00" in texts_in(page)
    assert open_pad(window).toPlainText() == ""
    window.dialog(QDialog).reject()
    window.dialog_closed()


def test_what_was_not_wanted_has_no_key_either(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    page = begin(window)
    for key in ("K", "W"):
        press(key)
        settle()
        assert not window.has_dialog()
    press("T")
    settle()
    window.dialog(QDialog).reject()
    window.dialog_closed()
    page.set_tools(calculator=True, marking=False)
    press("T", "S", "H")
    settle()
    assert not window.has_dialog()
    assert "Mark some words" not in texts_in(page)
    press("B")
    assert window.rows("SELECT count(*) FROM attempt_event WHERE kind = 'answer'") == [(1,)]
    press("K")
    settle()
    assert window.dialog(QDialog)
    window.dialog(QDialog).reject()
    window.dialog_closed()
