"""The Library's cards in the window: found, marked, undone, rewritten, imported, exported."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QPlainTextEdit

from cehrs_desktop.activities import own_cards
from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import own_images_dir, study_file
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import WrittenCard
from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.library.page import LibraryPage
from cehrs_desktop.ui.library.tags_dialog import TagsDialog
from cehrs_desktop.ui.library.topic_dialog import TopicDialog
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.widgets.choice_list import ChoiceList
from cehrs_desktop.ui.widgets.markdown_view import MarkdownView
from cehrs_desktop.ui.widgets.text_dialog import TextDialog
from cehrs_desktop.ui.widgets.writing_field import WritingField
from tests.ui.dialogs import button_of, choosing, when_it_opens
from tests.ui.held_work import HeldWork
from tests.ui.open_window import OpenWindow, press, settle, texts_in, type_text


@pytest.fixture
def library(window: OpenWindow) -> LibraryPage:
    press("Ctrl+6")
    assert isinstance(window.page, LibraryPage)
    return window.page


def rows(library: LibraryPage) -> int:
    return library.cards.table.model().rowCount()


def test_cards_are_found_as_one_types(window: OpenWindow, library: LibraryPage) -> None:
    every = rows(library)
    window.tab_to(library.cards.search)
    type_text("blood press")
    assert 0 < rows(library) < every
    type_text("zzz")
    assert "0 cards" in window.texts
    library.cards.search.clear()
    assert rows(library) == every


def test_a_search_typed_before_the_index_is_there_finds_questions_first(window: OpenWindow) -> None:
    held = HeldWork()
    window.window.desk.background = held
    press("Ctrl+6")
    assert isinstance(window.page, LibraryPage)
    cards = window.page.cards
    window.tab_to(cards.search)
    type_text("blood")
    first = rows(window.page)
    assert "so far. The answers are still being read." in window.texts
    held.do()
    assert "so far" not in window.texts
    assert (cards.search.text(), rows(window.page) > first) == ("blood", True)
    found = rows(window.page)
    cards.table.selectRow(0)
    window.choose("Suspend")
    window.choose("Take the flag off")
    held.do()
    assert rows(window.page) == found
    assert len(held.waiting) == 1  # one more for both changes, not one for each
    held.fail(UserError("Gone."))
    assert rows(window.page) == found


def test_several_are_suspended_and_brought_back_by_undo(window: OpenWindow, library: LibraryPage) -> None:
    window.tab_to(library.cards.table)
    press("Home", "Shift+Down", "Shift+Down")
    window.choose("Suspend")
    assert "3 cards suspended." in window.texts
    assert window.rows("SELECT count(*) FROM card WHERE suspended") == [(3,)]
    assert len(library.cards.chosen()) == 3
    window.choose("Flag")
    window.choose("Take the flag off")
    window.choose("Bring back")
    assert window.rows("SELECT count(*) FROM card WHERE suspended OR flagged") == [(0,)]
    window.choose("Undo")
    assert window.rows("SELECT count(*) FROM card WHERE suspended") == [(3,)]


def test_without_a_choice_the_way_is_told(window: OpenWindow, library: LibraryPage) -> None:
    window.choose("Suspend")
    assert "Choose a card in the table first" in window.texts
    window.choose("Undo")
    assert "There is nothing to undo." in window.texts


def test_a_card_is_opened_and_rewritten(window: OpenWindow, library: LibraryPage) -> None:
    library.cards.table.selectRow(0)
    window.choose("History")
    assert "You haven't answered this card yet." in texts_in(window.dialog(InfoDialog))
    press("Esc")
    window.dialog_closed()
    window.choose("Edit")
    dialog = window.dialog(EditDialog)
    dialog.findChildren(QPlainTextEdit)[0].setPlainText("In my own words?")
    dialog.accept()
    window.dialog_closed()
    assert window.rows("SELECT front FROM flashcard_edit") == [("In my own words?",)]
    assert library.cards.table.model().index(0, 0).data() == "In my own words?"


def write(dialog: CardDialog, *texts: str) -> list[WritingField]:
    fields = dialog.findChildren(WritingField)
    for field, text in zip(fields, texts, strict=False):
        field.setPlainText(text)
    return fields


def test_a_card_is_written_previewed_and_taken_back(window: OpenWindow, library: LibraryPage) -> None:
    every = rows(library)
    window.choose("New card…")
    dialog = window.dialog(CardDialog)
    type_text("What is a yak")
    _, back, _ = dialog.findChildren(WritingField)
    window.tab_to(back)
    type_text("Cattle")
    assert [view.plain_text() for view in dialog.findChildren(MarkdownView)][:2] == ["What is a yak", "Cattle"]
    button_of(dialog, "Save").click()
    assert "Choose the domain, so that the card counts" in texts_in(dialog)
    domain = dialog.findChild(QComboBox)
    assert isinstance(domain, QComboBox)
    domain.setCurrentIndex(5)
    assert "Choose the topic" in texts_in(dialog)
    topic = dialog.findChild(ChoiceList)
    assert isinstance(topic, ChoiceList)
    assert topic.lines()[-1] == "None of these"
    window.tab_to(topic)
    press("Down", "Down")
    assert "Choose the topic" not in texts_in(dialog)
    chosen = topic.lines()[topic.currentIndex().row()]
    button_of(dialog, "Save").click()
    window.dialog_closed()
    assert "1 card added." in window.texts
    assert rows(library) == every + 1
    stored = "SELECT back, topic.name FROM flashcard JOIN topic ON topic.id = topic_id WHERE front = 'What is a yak'"
    assert window.rows(stored) == [("Cattle", chosen)]
    window.choose("New card…")
    assert window.dialog(CardDialog).written().domain == 5
    press("Esc")
    window.dialog_closed()
    window.choose("Undo")
    assert rows(library) == every


def test_an_own_card_is_changed_where_it_was_written(window: OpenWindow, library: LibraryPage) -> None:
    desk = window.window.desk
    text = WrittenCard(Text("Yak?", "Yes", ""), DomainNumber.REPORTING, own_cards.own_topic(DomainNumber.REPORTING))
    own_cards.save(desk.database, desk.clock, text, rollover_hour=4)
    desk.tell(Changed.CARDS)
    press("Ctrl+1", "Ctrl+6")
    library.cards.search.setText("yak")
    library.cards.table.selectRow(0)
    window.choose("Edit")
    dialog = window.dialog(CardDialog)
    assert dialog.written() == text
    assert "You have nearly the same question" not in texts_in(dialog)
    press("Esc")  # nothing was written, so nothing is asked
    window.dialog_closed()
    window.choose("Edit")
    dialog = window.dialog(CardDialog)
    write(dialog, "Yak, isn't it?")
    dialog.choose(DomainNumber.CLINICAL_OPERATIONS, own_cards.own_topic(DomainNumber.CLINICAL_OPERATIONS))
    button_of(dialog, "Save").click()
    window.dialog_closed()
    assert "Your text is kept." in window.texts
    stored = "SELECT domain FROM card JOIN flashcard_edit AS edit ON flashcard_id = id WHERE edit.front LIKE 'Yak, %'"
    assert window.rows(stored) == [(int(DomainNumber.CLINICAL_OPERATIONS),)]
    window.choose("Undo")
    assert library.cards.table.model().index(0, 0).data() == "Yak?"
    own_cards.delete(desk.database, desk.clock, library.cards.chosen())
    library.cards.table.selectRow(0)
    window.choose("Edit")
    assert "This card is no longer here." in window.texts


def test_nearly_the_same_question_is_told_while_writing(window: OpenWindow, library: LibraryPage) -> None:
    ((front,),) = window.rows("SELECT front FROM flashcard WHERE front LIKE '% % % % %' LIMIT 1")
    window.choose("New card…")
    dialog = window.dialog(CardDialog)
    write(dialog, front)
    assert "You have nearly the same question" in texts_in(dialog)
    write(dialog, "Something else altogether, isn't it")
    assert "You have nearly the same question" not in texts_in(dialog)
    dialog.reject()
    settle()
    window.choose("Give up", within=window.dialog(QMessageBox))
    window.dialog_closed()


def test_images_are_pasted_and_chosen_and_blanks_made(window: OpenWindow, library: LibraryPage, tmp_path: Path) -> None:
    window.choose("New card…")
    dialog = window.dialog(CardDialog)
    front, back, _ = write(dialog, "Yaks eat grass", "See")
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    pasted = QMimeData()
    pasted.setImageData(image)
    back.moveCursor(QTextCursor.MoveOperation.End)
    window.tab_to(back)
    back.insertFromMimeData(pasted)
    (name,) = [file.name for file in own_images_dir(window.data_dir).iterdir()]
    assert back.toPlainText() == f"See![What it shows](<{name}>)"
    assert back.textCursor().selectedText() == "What it shows"
    assert "[Image not available" not in texts_in(dialog)
    file = tmp_path / "other.jpg"
    file.write_bytes(b"no image")
    with when_it_opens(QFileDialog, choosing(str(file))):
        button_of(dialog, "Add an image…").click()
    assert "isn't an image a card can show" in texts_in(dialog)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(own_images_dir(window.data_dir) / name))])
    assert back.canInsertFromMimeData(dropped)
    back.insertFromMimeData(dropped)
    assert back.toPlainText().count(name) == 2
    words = QMimeData()
    words.setText("words")
    back.insertFromMimeData(words)
    assert "words" in back.toPlainText()
    front.moveCursor(QTextCursor.MoveOperation.StartOfWord, QTextCursor.MoveMode.MoveAnchor)
    front.moveCursor(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    button_of(dialog, "Make a blank").click()
    front.moveCursor(QTextCursor.MoveOperation.End)
    button_of(dialog, "Make a blank").click()
    front.insertPlainText("soon")
    assert front.toPlainText() == "{{c1::Yaks}} eat grass{{c2::soon}}"
    assert "Makes 2 cards, one for each blank." in texts_in(dialog)
    assert (own_images_dir(window.data_dir) / name).exists()
    dialog.done(0)
    window.dialog_closed()
    assert not (own_images_dir(window.data_dir) / name).exists()  # no card came to show it


def test_own_cards_are_deleted_after_a_question(window: OpenWindow, library: LibraryPage) -> None:
    desk = window.window.desk
    text = WrittenCard(Text("Yak?", "Yes", ""), DomainNumber.REPORTING, own_cards.own_topic(DomainNumber.REPORTING))
    own_cards.save(desk.database, desk.clock, text, rollover_hour=4)
    desk.tell(Changed.CARDS)
    press("Ctrl+1", "Ctrl+6")
    library.cards.table.selectRow(0)
    window.choose("Delete…")
    window.choose("Delete", within=window.dialog(QMessageBox))
    window.dialog_closed()
    assert "Only your own cards can be deleted." in window.texts
    library.cards.search.setText("Yak")
    library.cards.table.selectRow(0)
    window.choose("Delete…")
    press("Esc")
    window.dialog_closed()
    assert rows(library) == 1
    window.choose("Delete…")
    window.choose("Delete", within=window.dialog(QMessageBox))
    window.dialog_closed()
    assert "1 card deleted." in window.texts
    assert rows(library) == 0
    window.choose("Undo")
    assert rows(library) == 1


def test_cards_are_due_today_or_begun_anew(window: OpenWindow, library: LibraryPage) -> None:
    library.cards.table.selectRow(0)
    window.choose("Due today")
    assert "1 card due today, before others." in window.texts
    assert window.rows("SELECT count(*) FROM card WHERE due_day = ? AND due_at", window.day) == [(1,)]
    window.choose("Suspend")
    window.choose("Due today")
    assert "0 cards due today" in window.texts
    assert "within minutes anyway: 1 card." in window.texts
    window.choose("Start over…")
    assert "Make 1 card new again?" in texts_in(window.dialog(QMessageBox))
    window.choose("Start over", within=window.dialog(QMessageBox))
    window.dialog_closed()
    assert "1 card new again." in window.texts
    assert window.rows("SELECT count(*) FROM card WHERE due_day OR due_at") == [(0,)]
    window.choose("Undo")
    assert window.rows("SELECT count(*) FROM card WHERE due_day = ? AND due_at", window.day) == [(1,)]


def test_tags_are_set_cleared_and_filtered_by(window: OpenWindow, library: LibraryPage) -> None:
    every = rows(library)
    window.tab_to(library.cards.table)
    press("Home", "Shift+Down")
    window.choose("Tags…")
    type_text("week 3")
    button_of(window.dialog(TagsDialog), "Save").click()
    window.dialog_closed()
    assert "Tags of 2 cards are kept." in window.texts
    assert "week-3" in str(library.cards.table.model().index(0, 3).data())
    library.cards.table.selectRow(0)
    window.choose("Tags…")
    window.choose("✓ week-3", within=window.dialog(TagsDialog))
    button_of(window.dialog(TagsDialog), "Save").click()
    window.dialog_closed()
    tag = combo(library, "Tag")
    tag.setCurrentIndex(tag.findData("week-3"))
    assert rows(library) == 1
    window.choose("Undo")
    assert rows(library) == 2
    window.choose("Undo")
    assert rows(library) == every
    assert tag.isHidden()


def combo(library: LibraryPage, name: str) -> QComboBox:
    (found,) = [each for each in library.cards.findChildren(QComboBox) if each.accessibleName() == name]
    return found


def test_a_topic_is_chosen_from_a_list(window: OpenWindow, library: LibraryPage) -> None:
    combo(library, "Domain").setCurrentIndex(5)
    in_domain = rows(library)
    window.choose("All topics")
    topics_there = window.dialog(TopicDialog).findChild(ChoiceList)
    assert isinstance(topics_there, ChoiceList)
    window.tab_to(topics_there)
    press("Down", "Return")
    window.dialog_closed()
    assert 0 < rows(library) < in_domain
    topics = {library.cards.table.model().index(row, 1).data() for row in range(rows(library))}
    assert len(topics) == 1
    assert f"Topic: {topics.pop()}" in window.texts
    combo(library, "Domain").setCurrentIndex(0)
    assert "All topics" in window.texts


def test_a_note_is_written_in_the_library_and_changed_on_the_cards_page(
    window: OpenWindow, library: LibraryPage
) -> None:
    library.cards.table.selectRow(0)
    window.choose("Note…")
    type_text("Ask Dana")
    button_of(window.dialog(TextDialog), "Save").click()
    window.dialog_closed()
    assert "note" in str(library.cards.table.model().index(0, 3).data())
    window.choose("History")
    page = window.dialog(InfoDialog)
    assert "Ask Dana" in texts_in(page)
    button_of(page, "Change the note…").click()
    settle()
    writing = window.dialog(TextDialog)
    writing.findChildren(QPlainTextEdit)[0].setPlainText("x" * 5000)
    writing.accept()
    settle()
    assert "A note has room for 4000 characters" in window.texts
    button_of(page, "Change the note…").click()
    settle()
    writing = window.dialog(TextDialog)
    writing.findChildren(QPlainTextEdit)[0].setPlainText("")
    writing.accept()
    settle()
    assert "Write a note…" in texts_in(page)
    assert window.count("flashcard_remark") == 0
    page.reject()
    window.dialog_closed()


def test_the_packs_new_text_is_compared_and_taken(window: OpenWindow, library: LibraryPage) -> None:
    desk = window.window.desk
    ((card, front),) = window.rows("SELECT id, front FROM flashcard ORDER BY position LIMIT 1")
    rewrite(desk.database, desk.clock, card=card, text=Text(f"{front} Really *so*?", "My answer", ""))
    with closing(sqlite3.connect(study_file(window.data_dir))) as file, file:
        file.execute("UPDATE flashcard SET content_hash = 'new' WHERE id = ?", (card,))
    desk.tell(Changed.CONTENT)
    press("Ctrl+1", "Ctrl+6")
    show = combo(library, "Which cards")
    show.setCurrentIndex(show.findText("Pack has a new text"))
    library.cards.table.selectRow(0)
    window.choose("History")
    page = window.dialog(InfoDialog)
    assert "The pack has a new text for this card." in texts_in(page)
    assert "Really *so*?" in texts_in(page)
    assert window.table("What differs", within=page)[1] == ["Question", "Really *so*?", "–"]
    window.choose("Take the new text", within=page)
    assert "The pack has a new text" not in texts_in(page)
    page.reject()
    window.dialog_closed()
    assert rows(library) == 0
    assert window.count("flashcard_edit") == 0
    window.choose("Undo")
    assert rows(library) == 1


def test_questions_already_met_are_looked_up(window: OpenWindow, library: LibraryPage) -> None:
    window.choose("Questions")
    assert "No questions yet" in window.texts
    press("Ctrl+2")
    window.choose("Start")
    stem = window.rows("SELECT stem FROM item_version JOIN attempt_item ON version = content_hash WHERE position = 1")
    press("B", "G", "Esc")
    press("Ctrl+6")
    assert stem[0][0].split()[0] in window.texts
    assert "best answer" in window.texts
    assert "Met once, on" in window.texts
    shown = library.questions.list.currentIndex().row()
    window.choose("Write a note…")
    type_text("Ask Dana")
    button_of(window.dialog(TextDialog), "Save").click()
    window.dialog_closed()
    assert "Your note: Ask Dana" in window.texts
    assert library.questions.list.currentIndex().row() == shown
    window.choose("Change the note…")
    window.dialog(TextDialog).findChildren(QPlainTextEdit)[0].setPlainText("x" * 5000)
    button_of(window.dialog(TextDialog), "Save").click()
    window.dialog_closed()
    assert "A note has room for 4000 characters" in window.texts
    window.choose("Undo")
    assert "the note on a question is as it was" in window.texts
    assert "Your note" not in window.texts
    assert library.questions.list.currentIndex().row() == shown
    window.tab_to(library.questions.search)
    type_text("zzz")
    assert "Nothing found" in window.texts
