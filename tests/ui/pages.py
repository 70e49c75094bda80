"""Every page and dialog of the program, and the way to each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QDialog, QMessageBox, QPlainTextEdit, QRadioButton, QWidget

from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.activities.card_info import shown_flashcard
from cehrs_desktop.activities.credential import NewEntry, add_credit, enter_outcome
from cehrs_desktop.activities.exam.prepare import prepare_exam
from cehrs_desktop.activities.own_cards import own_topic, save
from cehrs_desktop.activities.remarks import tag_all, write_note
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sitting import Terms
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Route
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.what_if import WhatIf
from cehrs_desktop.rules.study.written_card import WrittenCard
from cehrs_desktop.ui.exam.break_page import BreakPage
from cehrs_desktop.ui.guide.page import GuideScreen
from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.page import LibraryPage, Part
from cehrs_desktop.ui.library.tags_dialog import TagsDialog
from cehrs_desktop.ui.library.topic_dialog import TopicDialog
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
from cehrs_desktop.ui.plan.page import PlanPage
from cehrs_desktop.ui.plan.what_if_words import what_if_chart, worth_of_an_hour
from cehrs_desktop.ui.review.card_editor import CardEditor
from cehrs_desktop.ui.review.card_opener import CardOpener
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


def new_card(seen: OpenWindow) -> QWidget:
    library(seen, Part.CARDS)
    seen.choose("New card…")
    dialog = seen.dialog(CardDialog)
    front, back, _why = dialog.findChildren(QPlainTextEdit)
    front.setPlainText("1 {{c1::2}} 3 {{c2::4}} 5?")
    back.setPlainText("| A | B |\n| --- | --- |\n| 1 | 2 |")
    dialog.accept()
    settle()
    return dialog


def own_card(seen: OpenWindow) -> QWidget:
    desk = seen.window.desk
    place = DomainNumber.REPORTING, own_topic(DomainNumber.REPORTING)
    (card,) = save(desk.database, desk.clock, WrittenCard(Text("1?", "2", "3"), *place), rollover_hour=4).cards
    library(seen, Part.CARDS)
    assert isinstance(seen.page, LibraryPage)
    CardEditor(seen.page, desk).open(card, shown_flashcard(desk.database, card))
    settle()
    return seen.dialog(CardDialog)


def card_tags(seen: OpenWindow) -> QWidget:
    desk = seen.window.desk
    tag_all(desk.database, desk.clock, [CardId(1), CardId(2)], add={"1", "2-3"})
    tag_all(desk.database, desk.clock, [CardId(1)], add={"4"})
    library(seen, Part.CARDS)
    assert isinstance(seen.page, LibraryPage)
    seen.page.cards.table.selectAll()
    seen.choose("Tags…")
    return seen.dialog(TagsDialog)


def card_topics(seen: OpenWindow) -> QWidget:
    library(seen, Part.CARDS)
    seen.choose("All topics")
    return seen.dialog(TopicDialog)


def card_page(seen: OpenWindow) -> QWidget:
    """Of a card that was answered, rewritten and noted, and whose pack has changed meanwhile."""
    desk = seen.window.desk
    with closing(sqlite3.connect(study_file(seen.data_dir))) as file, file:
        ((card, front, back),) = file.execute(
            "SELECT card.id, front, back FROM card JOIN flashcard USING (id) WHERE reviews > 1 LIMIT 1"
        ).fetchall()
    rewrite(desk.database, desk.clock, card=card, text=Text(f"{front} 1", f"2 {back}", ""))
    with closing(sqlite3.connect(study_file(seen.data_dir))) as file, file:
        file.execute("UPDATE flashcard SET content_hash = 'new' WHERE id = ?", (card,))
    write_note(desk.database, desk.clock, card, "1 2")
    library(seen, Part.CARDS)
    assert isinstance(seen.page, LibraryPage)
    CardOpener(seen.page, desk).open(card)
    settle()
    return seen.dialog(QDialog)


def import_preview(seen: OpenWindow) -> QWidget:
    library(seen, Part.CARDS)
    file = seen.data_dir / "cards.csv"
    file.write_text("question,answer\n1,2\n,3\n", encoding="utf-8")
    ImportDialog(file, seen.window.desk, parent=seen.page).open()
    settle()
    return seen.dialog(QDialog)


def met_questions(seen: OpenWindow) -> QWidget:
    question(seen)
    press("G", "Esc")
    with closing(sqlite3.connect(study_file(seen.data_dir))) as file, file:
        file.execute("INSERT OR REPLACE INTO item_mark SELECT item_id, 0, '1 2' FROM response GROUP BY item_id")
    return library(seen, Part.QUESTIONS)


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
    exam = seen.clock.now().date() + timedelta(days=60)
    seen.change(exam_date=exam, plan=PlanChoices(long_days=frozenset({5, 6}), weekday_minutes=(None,) * 6 + (0,)))
    seen.window.show_page(PLAN)
    assert isinstance(seen.page, PlanPage)
    found = WhatIf(dict.fromkeys(DomainNumber, 0.87), dict.fromkeys(DomainNumber, 0.71), hour=0.012)
    chart = what_if_chart(found, seen.window.desk.blueprint.domains, minutes=20, exam=exam)
    seen.page.what_if.show_figures(chart, worth_of_an_hour(found))
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
    set_summary(seen)
    seen.choose("Back to Practice")
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


def _leave_open(seen: OpenWindow, *kinds: FormKind) -> None:
    desk = seen.window.desk
    for kind in kinds:
        conditions = Conditions(terms=Terms(in_parts=kind is FormKind.DIAGNOSTIC))
        prepare_exam(desk.database, desk.clock, kind, blueprint=desk.blueprint, conditions=conditions, rollover_hour=4)


def open_exams(seen: OpenWindow) -> QWidget:
    """A diagnostic in parts and a mock that were left."""
    _leave_open(seen, FormKind.DIAGNOSTIC, FormKind.MOCK)
    return mock(seen)


def close_exam(seen: OpenWindow) -> QWidget:
    _leave_open(seen, FormKind.MOCK)
    mock(seen)
    seen.choose("Submit it as it is")
    return seen.dialog(QDialog)


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


def exam_break(seen: OpenWindow) -> QWidget:
    exam(seen)
    seen.choose("Leave exam")
    seen.choose("Take a break", within=seen.dialog(QMessageBox))
    settle()
    seen.activate()
    assert visible(BreakPage, within=seen.window)
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


def past_exams(seen: OpenWindow) -> QWidget:
    """The list with its trend: one exam that was sat, and the same again as if in parts."""
    report(seen)
    with closing(sqlite3.connect(study_file(seen.data_dir))) as file, file:
        names = [row[1] for row in file.execute("PRAGMA table_info(attempt)") if row[1] != "id"]
        kept = ", ".join(name for name in names if name != "result")
        file.execute(
            f"INSERT INTO attempt ({kept}, result) "
            f"""SELECT {kept}, json_set(result, '$.departures', json('["parts"]')) FROM attempt WHERE id = 1"""
        )
    seen.window.show_page(MOCK)
    seen.choose("Table")
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
        *(mock, open_exams, close_exam, how_watched, checkin, agreement, exam, exam_break, exam_review),
        *(report, past_exams, progress, plan),
        *(credential, certified, failed, delete),
        *(guide, sheet, cards, new_card, own_card, card_tags, card_topics, card_page),
        *(import_preview, export_choices, met_questions, primers, glossary, terms),
    )
}


def leave(seen: OpenWindow) -> None:
    """Close the dialog that may be open."""
    for dialog in visible(QDialog, within=seen.window):
        dialog.done(QDialog.DialogCode.Rejected.value)  # without being asked
    settle()
