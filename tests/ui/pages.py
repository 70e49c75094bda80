"""Every page and dialog of the program, and the way to each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QDialog, QMessageBox, QRadioButton, QWidget

from cehrs_desktop.activities.credential import NewEntry, add_credit, enter_outcome
from cehrs_desktop.activities.daily_review import Limit
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Route
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.ui.guide.page import GuideScreen
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.page import LibraryPage, Part
from cehrs_desktop.ui.main_window import (
    ABOUT,
    CREDENTIAL,
    GUIDE,
    LIBRARY,
    MOCK,
    PLAN,
    PRACTICE,
    PROGRESS,
    SETTINGS,
    TODAY,
)
from cehrs_desktop.ui.review.explanation import RatingExplanation
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.review.summary_page import SummaryPage
from tests.ui.open_window import OpenWindow, label_of, press, settle, visible

Way = Callable[[OpenWindow], QWidget]


def welcome(seen: OpenWindow) -> QWidget:
    assert seen.welcome
    return seen.window


def today(seen: OpenWindow) -> QWidget:
    seen.window.show_page(TODAY)
    assert seen.today
    return seen.window


def front(seen: OpenWindow) -> QWidget:
    seen.start()
    press("F")  # so that there is a message, too
    assert seen.review
    return seen.window


def answer(seen: OpenWindow) -> QWidget:
    seen.start()
    press("F", "Space", "R")
    assert visible(RatingExplanation, within=seen.review)
    return seen.window


def summary(seen: OpenWindow) -> QWidget:
    seen.start(new=3)
    seen.to_the_end()
    assert seen.summary
    return seen.window


def settings(seen: OpenWindow) -> QWidget:
    seen.window.show_page(SETTINGS)
    seen.choose("Show Advanced")
    assert seen.settings
    return seen.window


def primer(seen: OpenWindow) -> QWidget:
    with closing(sqlite3.connect(study_file(seen.data_dir))) as file, file:
        file.execute(
            "UPDATE card SET suspended = 1 WHERE id IN (SELECT id FROM flashcard WHERE topic_id IN"
            " (SELECT topic_id FROM flashcard JOIN card USING (id) WHERE reviews > 0))"
        )
    seen.start()
    assert isinstance(seen.page, PrimerPage)
    return seen.window


def guide(seen: OpenWindow) -> QWidget:
    seen.window.show_page(GUIDE)
    return seen.window


def sheet(seen: OpenWindow) -> QWidget:
    seen.window.show_page(GUIDE)
    assert isinstance(seen.page, GuideScreen)
    seen.page.open_page("sheet.md")
    return seen.window


def cards(seen: OpenWindow) -> QWidget:
    return library(seen, Part.CARDS)


def import_preview(seen: OpenWindow) -> QWidget:
    library(seen, Part.CARDS)
    file = seen.data_dir / "cards.csv"
    file.write_text("question,answer\n1,2\n,3\n", encoding="utf-8")
    ImportDialog(file, seen.window.desk, parent=seen.page).open()
    settle()
    return seen.dialog(QDialog)


def export_choices(seen: OpenWindow) -> QWidget:
    library(seen, Part.CARDS)
    dialog = ExportDialog((), seen.window.desk, parent=seen.page)
    dialog.open()
    settle()
    kinds = dialog.findChildren(QComboBox)[1]
    kinds.setCurrentIndex(kinds.count() - 1)
    settle()
    return seen.dialog(QDialog)


def primers(seen: OpenWindow) -> QWidget:
    return library(seen, Part.PRIMERS)


def glossary(seen: OpenWindow) -> QWidget:
    return library(seen, Part.GLOSSARY)


def library(seen: OpenWindow, part: Part) -> QWidget:
    seen.window.show_page(LIBRARY)
    assert isinstance(seen.page, LibraryPage)
    seen.page.show_part(part)
    return seen.window


def progress(seen: OpenWindow) -> QWidget:
    seen.window.show_page(PROGRESS)
    seen.choose("Show details")
    return seen.window


def plan(seen: OpenWindow) -> QWidget:
    seen.change(exam_date=seen.clock.now().date() + timedelta(days=60), plan=PlanChoices(long_days=frozenset({5, 6})))
    seen.window.show_page(PLAN)
    return seen.window


def credential(seen: OpenWindow) -> QWidget:
    told = CredentialChoices(Diploma.YES, Route.PROGRAM, seen.clock.now().date() - timedelta(days=5 * 365))
    seen.change(exam_date=seen.clock.now().date() + timedelta(days=60), credential=told)
    seen.window.show_page(CREDENTIAL)
    seen.choose("Enter a result")
    seen.choose("Keep the result")  # so that there is a sentence, too
    return seen.window


def certified(seen: OpenWindow) -> QWidget:
    desk, today = seen.window.desk, seen.clock.now().date()
    feedback = {DomainNumber.REPORTING: "91%"}
    outcome = ExamOutcome(today - timedelta(days=400), passed=True, score=421, feedback=feedback)
    enter_outcome(desk.database, desk.clock, outcome, blueprint=desk.blueprint, preferences=desk.preferences)
    for days in (30, 500):
        entry = NewEntry("Reporting", today - timedelta(days=days), 150)
        add_credit(desk.database, desk.clock, entry, data_dir=seen.data_dir, preferences=desk.preferences)
    seen.window.show_page(CREDENTIAL)
    return seen.window


def failed(seen: OpenWindow) -> QWidget:
    desk, today = seen.window.desk, seen.clock.now().date()
    outcome = ExamOutcome(today - timedelta(days=1), passed=False)
    enter_outcome(desk.database, desk.clock, outcome, blueprint=desk.blueprint, preferences=desk.preferences)
    seen.window.show_page(CREDENTIAL)
    return seen.window


def delete(seen: OpenWindow) -> QWidget:
    seen.window.show_page(SETTINGS)
    seen.choose("Delete everything…")
    return seen.dialog(QDialog)


def about(seen: OpenWindow) -> QWidget:
    seen.window.show_page(ABOUT)
    return seen.window


def practice(seen: OpenWindow) -> QWidget:
    seen.window.show_page(PRACTICE)
    seen.choose("Reporting")
    return seen.window


def question(seen: OpenWindow) -> QWidget:
    seen.window.show_page(PRACTICE)
    seen.choose("Start")
    press("B", "F")
    return seen.window


def question_told(seen: OpenWindow) -> QWidget:
    question(seen)
    press("G", "R")
    return seen.window


def set_summary(seen: OpenWindow) -> QWidget:
    question_told(seen)
    press("Esc")
    return seen.window


def questions_summary(seen: OpenWindow) -> QWidget:
    seen.window.start_session(Limit(new=2, questions=1))
    for _ in range(20):
        press("Space", "Space", "A", "G", "Space")
        if visible(SummaryPage, within=seen.window):
            break
    assert seen.summary
    return seen.window


def mock(seen: OpenWindow) -> QWidget:
    seen.window.show_page(MOCK)
    return seen.window


def how_watched(seen: OpenWindow) -> QWidget:
    mock(seen)
    seen.choose("Begin a full mock exam")
    return seen.window


def checkin(seen: OpenWindow) -> QWidget:
    how_watched(seen)
    (realistic,) = (b for b in visible(QRadioButton, within=seen.window) if label_of(b) == "Realistic")
    realistic.click()
    seen.choose("Start")
    seen.choose("Continue")
    return seen.window


def agreement(seen: OpenWindow) -> QWidget:
    how_watched(seen)
    seen.choose("Start")
    return seen.window


def exam(seen: OpenWindow) -> QWidget:
    agreement(seen)
    seen.choose("I agree, begin at once")
    press("B", "F", "N", "A", "P")
    return seen.window


def exam_review(seen: OpenWindow) -> QWidget:
    exam(seen)
    press("R")
    return seen.window


def report(seen: OpenWindow) -> QWidget:
    exam_review(seen)
    seen.choose("End the exam")
    seen.choose("End the exam", within=seen.dialog(QMessageBox))
    settle()
    seen.choose("End the exam", within=seen.dialog(QMessageBox))
    settle()
    seen.activate()
    seen.choose("Show the numbers")
    return seen.window


def _dialog(seen: OpenWindow, *keys: str) -> QWidget:
    press(*keys)
    settle()
    return seen.dialog(QDialog)


def edit(seen: OpenWindow) -> QWidget:
    seen.start()
    return _dialog(seen, "E")


def info(seen: OpenWindow) -> QWidget:
    seen.start()
    return _dialog(seen, "I")


def terms(seen: OpenWindow) -> QWidget:
    seen.start()
    return _dialog(seen, "L")


def keys(seen: OpenWindow) -> QWidget:
    seen.window.show_page(SETTINGS)
    seen.choose("Change keys…")
    return seen.dialog(QDialog)


def keys_overview(seen: OpenWindow) -> QWidget:
    return _dialog(seen, "F1")


WAYS: dict[str, Way] = {
    way.__name__: way
    for way in (
        *(welcome, today, primer, front, answer, summary, settings, about, edit, info, keys, keys_overview),
        *(practice, question, question_told, set_summary, questions_summary),
        *(mock, how_watched, checkin, agreement, exam, exam_review, report, progress, plan),
        *(credential, certified, failed, delete),
        *(guide, sheet, cards, import_preview, export_choices, primers, glossary, terms),
    )
}


def leave(seen: OpenWindow) -> None:
    """Close the dialog that may be open."""
    for dialog in visible(QDialog, within=seen.window):
        dialog.reject()
    settle()
