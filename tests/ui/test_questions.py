"""Questions with feedback: their abbreviations are looked up, and what undo means on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QTextBrowser, QWidget

from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.library import GlossaryEntry
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui.exam.item_view import ItemView, ShownOption
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.option_button import OptionButton, OptionMark
from cehrs_desktop.ui.widgets.term_dialog import TermDialog
from tests.journeys.answered_questions import answer, shows
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, texts_in, visible

GLOSSARY = Glossary(
    tuple(
        GlossaryEntry(short=short, term=short, meaning=short, see=())
        for short in ("ABN", "CPOE", "EHR", "HIE", "MPI", "PHI")
    )
)
EXHIBIT = "| From EHR | To |\n|---|---|\n| the HIE | a portal |"
OPTIONS = tuple(ShownOption(OptionId(letter), f"{letter} through CPOE") for letter in "abcd")


@pytest.fixture
def view(qapp: QApplication) -> Iterator[ItemView]:
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)
    view = ItemView(glossary=GLOSSARY)
    view.resize(700, 600)
    view.show_item("Whose PHI is it?", EXHIBIT, OPTIONS)
    view.show_state(chosen=None, struck=())
    view.show()
    settle()
    yield view
    view.deleteLater()
    settle()


def clicked(place: QWidget, view: ItemView) -> list[str]:
    """What is looked up when everything in a place is clicked, each once."""
    found: list[str] = []
    view.term_chosen.connect(found.append)
    for y in range(4, place.height(), 12):
        for x in range(4, place.width(), 12):
            QTest.mouseClick(place, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    view.term_chosen.disconnect(found.append)
    return list(dict.fromkeys(found))


def test_a_term_in_a_table_is_looked_up_where_it_is_clicked(view: ItemView) -> None:
    (table,) = visible(FactTable, within=view)
    assert clicked(table.viewport(), view) == ["HIE"]
    assert clicked(table.horizontalHeader().viewport(), view) == ["EHR"]


def test_a_hand_shows_over_a_term_of_a_table(view: ItemView) -> None:
    (table,) = visible(FactTable, within=view)
    shapes = []
    for x in range(2, table.width(), 6):
        QTest.mouseMove(table.viewport(), QPoint(x, table.viewport().height() // 2))
        shapes.append(table.viewport().cursor().shape())
    assert {Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor} == set(shapes)


def test_a_term_in_an_option_is_looked_up_once_the_option_cant_be_chosen(view: ItemView) -> None:
    button = visible(OptionButton, within=view)[0]
    chosen: list[object] = []
    view.chosen.connect(chosen.append)
    assert clicked(button, view) == []
    assert chosen
    view.set_answerable(on=False)
    view.show_state(chosen=OPTIONS[0].id, struck=(), marks={OPTIONS[0].id: OptionMark.KEY})
    assert clicked(button, view) == ["CPOE"]


def test_all_that_is_in_view_is_looked_up_reasons_only_once_they_are_shown(view: ItemView) -> None:
    assert [found.short for found in GLOSSARY.found_in(view.read_text())] == ["PHI", "EHR", "HIE", "CPOE"]
    view.show_whys({option.id: "For the MPI." for option in OPTIONS})
    settle()
    assert "MPI" in {found.short for found in GLOSSARY.found_in(view.read_text())}


def in_a_set(open_window: OpenOne) -> OpenWindow:
    window = open_window(exam_date=None)
    press("Ctrl+2")
    settle()
    window.choose("Start")
    assert shows(window, QuestionPage)
    return window


def test_the_terms_of_a_question_are_looked_up_by_key_before_and_after_the_answer(open_window: OpenOne) -> None:
    window = in_a_set(open_window)
    for keys in ("L", "AGL"):
        press(*keys)
        settle()
        assert "Glossary" in texts_in(window.dialog(TermDialog))
        press("Esc")
        window.dialog_closed()
    assert isinstance(window.page, QuestionPage)
    window.page.term_chosen.emit("HIPAA")
    settle()
    assert "Health Insurance Portability" in texts_in(window.dialog(TermDialog))
    press("Esc")
    window.dialog_closed()


def test_a_set_with_answers_at_the_end_explains_no_term(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    flow = window.window
    press("Ctrl+2")
    settle()
    window.tab_to(next(b for b in visible(QComboBox, within=window.page) if b.accessibleName() == "Answers shown"))
    press("End")
    window.choose("Start")
    press("L")
    settle()
    assert not any(dialog.isVisible() for dialog in flow.findChildren(QDialog))
    views = visible(ItemView, within=flow)
    assert views
    for view in views:
        for place in visible(OptionButton, within=view):
            assert place.term_at(QPoint(place.width() // 4, place.height() // 2)) is None
        parts = view.stem.findChildren(QTextBrowser)
        assert not any(form.toCharFormat().isAnchor() for part in parts for form in part.document().allFormats())


def test_an_answer_whose_key_was_shown_cant_be_taken_back(open_window: OpenOne) -> None:
    window = in_a_set(open_window)
    press("A", "G", "Z")
    assert "This answer stays, as its key was shown." in window.texts
    assert window.count("response") == 1
    press("Space", "Z")
    assert "Answers stay once their key was shown." in window.texts
    assert "2 of 10" in window.texts
    assert window.count("response") == 1


def test_a_choice_is_taken_back_as_long_as_no_key_was_shown(open_window: OpenOne) -> None:
    window = in_a_set(open_window)
    press("A", "Z")
    assert "How sure are you?" not in window.texts
    press("S")
    assert window.count("response") == 0


def to_a_question(window: OpenWindow) -> None:
    while not shows(window, QuestionPage):
        window.answer("Space")


def test_undo_on_a_question_of_the_review_takes_back_the_card_before(open_window: OpenOne) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    press("Return")
    to_a_question(window)
    cards = window.count("review")
    window.choose("undo")
    assert shows(window, ReviewPage)
    assert "Undone: the answer" in window.texts
    assert window.count("review") == cards - 1
    window.answer("Space")
    assert shows(window, QuestionPage)
    press("A", "S", "Z")
    assert "This answer stays, as its key was shown." in window.texts
    assert (window.count("review"), window.count("response")) == (cards, 1)


def test_a_message_about_a_card_is_read_on_the_question_that_comes_next(open_window: OpenOne) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    press("Return")
    to_a_question(window)
    answer(window)
    for _ in range(40):
        press("-")
        settle()
        if shows(window, QuestionPage):
            break
    assert "Put off until tomorrow." in window.texts
    window.choose("Undo")
    assert shows(window, ReviewPage)
    assert "Undone: this card is no longer put off." in window.texts


def test_undo_on_a_question_before_any_card_says_that_there_is_nothing(open_window: OpenOne) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    window.window.start_session(Limit(new=0, questions=1))
    assert shows(window, QuestionPage)
    press("Z")
    assert "There is nothing to undo." in window.texts


def test_reasons_are_as_high_as_their_lines(qapp: QApplication) -> None:
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=200)
    view = ItemView(glossary=GLOSSARY)
    view.resize(1000, 1400)
    view.show_item("Whose PHI is it?", None, OPTIONS)
    view.show()
    settle()
    view.show_whys({option.id: "Every listed exam was found in the chart of the patient." for option in OPTIONS})
    settle()
    line = view.first_option.fontMetrics().height()
    parts = [part for part in visible(QTextBrowser, within=view) if "Every" in part.toPlainText()]
    assert len(parts) == 4
    assert max(part.heightForWidth(part.width()) for part in parts) < 2 * line
    view.deleteLater()
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)
    settle()
