"""The Library's cards in the window: found, marked, undone, rewritten, imported, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.page import LibraryPage
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from tests.ui.dialogs import button_of, choosing, when_it_opens
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


def test_a_file_is_looked_at_then_imported(window: OpenWindow, library: LibraryPage, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Zebra?;Stripes\nYak?;Horns\n;none\n", encoding="utf-8")
    every = rows(library)
    with when_it_opens(QFileDialog, choosing(str(file))):
        window.choose("Import…")
    dialog = window.dialog(ImportDialog)
    assert "2 new, 0 changed, 1 left out" in texts_in(dialog)
    assert "1 × it has no question" in texts_in(dialog)
    button_of(dialog, "Import").click()
    window.dialog_closed()
    assert "2 cards added, 0 changed." in window.texts
    assert rows(library) == every + 2
    again = ImportDialog(file, window.window.desk, parent=window.page)
    assert "0 new, 0 changed, 3 left out" in texts_in(again)
    assert not button_of(again, "Import").isEnabled()
    again.reject()
    settle()


def test_a_file_that_makes_no_sense_is_told_in_the_dialog(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    file = tmp_path / "broken.apkg"
    file.write_bytes(b"no package")
    dialog = ImportDialog(file, window.window.desk, parent=library)
    dialog.open()
    settle()
    assert "This package is damaged" in texts_in(dialog)
    dialog.reject()
    window.dialog_closed()


def test_chosen_cards_are_exported(window: OpenWindow, library: LibraryPage, tmp_path: Path) -> None:
    library.cards.table.selectRow(0)
    target = tmp_path / "out.csv"
    with when_it_opens(QFileDialog, choosing(str(target))):
        window.choose("Export…")
    assert f"1 card written to {target}" in window.texts
    assert len(target.read_text("utf-8-sig").splitlines()) >= 2
