"""Cards in and out of the Library: export, import, columns, progress and stopping."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from cehrs_desktop.activities.export_cards import CardSides, SheetKind
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.ui.background import Worker
from cehrs_desktop.ui.crash_dialog import CrashDialog
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.page import LibraryPage
from cehrs_desktop.ui.library.sheets import write_sheets
from cehrs_desktop.ui.widgets.fact_table import FactTable
from tests.builders import everything_in
from tests.exchange.packages import Note, write_package
from tests.ui.dialogs import button_of, choosing, when_it_opens
from tests.ui.held_work import HeldWork
from tests.ui.open_window import OpenWindow, press, settle, texts_in, the_application, wait_until


@pytest.fixture
def library(window: OpenWindow) -> LibraryPage:
    press("Ctrl+6")
    assert isinstance(window.page, LibraryPage)
    return window.page


def rows(library: LibraryPage) -> int:
    return library.cards.table.model().rowCount()


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
    file.write_text("Zebra?;Black and white\nGnu?;Beard\n", encoding="utf-8")
    third = ImportDialog(file, window.window.desk, parent=window.page)
    (table,) = third.findChildren(FactTable)
    model = table.model()
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    domain = window.window.desk.blueprint.domains[1].name
    assert shown == [["added", "Gnu?", "Beard", domain], ["changed", "Zebra?", "Black and white", "as it is"]]
    button_of(third, "Import").click()
    settle()
    window.choose("Undo")
    assert window.rows("SELECT back FROM flashcard WHERE front = 'Zebra?'") == [("Stripes",)]
    assert rows(library) == every + 2


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
    window.choose("Export…")
    dialog = window.dialog(ExportDialog)
    assert combo_of(dialog, "Which cards").currentText() == "The chosen: 1 card"
    target = tmp_path / "out.csv"
    with when_it_opens(QFileDialog, choosing(str(target))):
        button_of(dialog, "Save…").click()
    window.dialog_closed()
    assert f"1 card written to {target}" in window.texts
    assert len(target.read_text("utf-8-sig").splitlines()) >= 2


@pytest.mark.parametrize("with_memory", [True, False])
def test_cards_become_a_package(with_memory: bool, window: OpenWindow, library: LibraryPage, tmp_path: Path) -> None:
    chosen = tuple(CardId(row[0]) for row in window.rows("SELECT id FROM card LIMIT 12"))
    dialog = ExportDialog(chosen, window.window.desk, parent=library)
    choose_in(dialog, "Write them as", "Anki package")
    if not with_memory:
        button_of(dialog, "Memory and history too").click()
    dialog.write(tmp_path / "all.apkg")
    settle()
    with zipfile.ZipFile(tmp_path / "all.apkg") as archive:
        assert "collection.anki2" in archive.namelist()


@pytest.mark.parametrize(("printed", "pages"), [("Both sides of the paper", 4), ("One side, to fold", 3)])
def test_cards_become_sheets(
    printed: str, pages: int, window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    chosen = tuple(CardId(row[0]) for row in window.rows("SELECT id FROM card LIMIT 12"))
    dialog = ExportDialog(chosen, window.window.desk, parent=library)
    choose_in(dialog, "Write them as", "Sheets to print (PDF)")
    choose_in(dialog, "Printed on", printed)
    dialog.write(tmp_path / "sheets.pdf")
    settle()
    assert pages_in(tmp_path / "sheets.pdf") == pages


def test_sheets_show_the_images_of_each_cards_own_folder(window: OpenWindow, tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "two"
    for folder, width in zip(folders, (40, 41), strict=True):
        (folder / "images").mkdir(parents=True)
        image = QImage(width, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(folder / "images" / f"{folder.name} &.png"))
    shown = '<img src="images/one%20&amp;.png"><img src="images/two%20&amp;.png">'
    cards = [CardSides("Question", shown, folder) for folder in folders]
    write_sheets(cards, tmp_path / "sheets.pdf", kind=SheetKind.FACING)
    assert sorted(re.findall(rb"/Width (4\d)", (tmp_path / "sheets.pdf").read_bytes())) == [b"40", b"41"]
    assert window.window.isVisible()


def test_a_place_that_cant_be_written_is_told_and_a_stop_leaves_no_file(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    work = HeldWork()
    window.window.desk.background = work
    dialog = ExportDialog((), window.window.desk, parent=library)
    dialog.open()
    choose_in(dialog, "Write them as", "Sheets to print (PDF)")
    dialog.write(tmp_path / "missing" / "sheets.pdf")
    work.do()
    assert "could not be written" in texts_in(dialog)
    dialog.write(tmp_path / "sheets.pdf")
    button_of(dialog, "Cancel").click()
    work.do()
    assert "Stopped. No file was written." in texts_in(dialog)
    assert list(tmp_path.glob("*.pdf*")) == []
    button_of(dialog, "Cancel").click()
    window.dialog_closed()


def pages_in(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def test_columns_are_chosen_and_remembered_for_the_next_file(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Antwort,Frage,Nummer\nStripes,Zebra?,1\nHorns,Yak?,2\n", encoding="utf-8")
    dialog = ImportDialog(file, window.window.desk, parent=library)
    dialog.open()
    choose_in(dialog, "Column 1: Antwort", "Answer")
    choose_in(dialog, "Column 2: Frage", "Question")
    button_of(dialog, "First row has names").click()
    choose_in(dialog, "Column 3: Nummer", "leave out")
    choose_in(dialog, "Domain of cards whose file doesn't say", "Reporting")
    assert "2 new, 0 changed, 0 left out" in texts_in(dialog)
    button_of(dialog, "Import").click()
    window.dialog_closed()
    assert window.rows("SELECT front, back, topic_id FROM flashcard WHERE pack_id = 'own'") == [
        ("Zebra?", "Stripes", "own-5"),
        ("Yak?", "Horns", "own-5"),
    ]
    file.write_text("Antwort,Frage,Nummer\nWool,Sheep?,3\n", encoding="utf-8")
    again = ImportDialog(file, window.window.desk, parent=library)
    assert "Sheep?" in texts_in(again)
    assert "1 new, 0 changed, 0 left out" in texts_in(again)
    assert combo_of(again, "Domain of cards whose file doesn't say").currentText() == "Reporting"
    again.reject()
    settle()


def test_another_delimiter_has_the_columns_guessed_again(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("a;b,c;d\ne;f,g;hh\n", encoding="utf-8")
    dialog = ImportDialog(file, window.window.desk, parent=library)
    assert combo_of(dialog, "Columns are parted by").currentText() == "Semicolon"
    choose_in(dialog, "Columns are parted by", "Comma")
    assert "a;b" in texts_in(dialog)
    choose_in(dialog, "Columns are parted by", "Tab")
    assert "Choose which column has the question" in texts_in(dialog)
    choose_in(dialog, "Encoding", "UTF-16")
    assert "isn't a text file" in texts_in(dialog)
    choose_in(dialog, "Encoding", "UTF-8")
    choose_in(dialog, "Columns are parted by", "Semicolon")
    assert "2 new" in texts_in(dialog)
    dialog.reject()
    settle()


def test_an_import_is_stopped_and_nothing_has_changed(window: OpenWindow, library: LibraryPage, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Zebra?;Stripes\n", encoding="utf-8")
    before = everything_in(study_file(window.data_dir))
    work = HeldWork()
    window.window.desk.background = work
    dialog = ImportDialog(file, window.window.desk, parent=library)
    dialog.open()
    wait_until(lambda: "Reading the file…" in texts_in(dialog))
    work.do()
    button_of(dialog, "Import").click()
    wait_until(lambda: "Importing the cards…" in texts_in(dialog))
    button_of(dialog, "Cancel").click()
    assert dialog.isVisible()
    work.do()
    assert "Stopped. Nothing was changed." in texts_in(dialog)
    assert everything_in(study_file(window.data_dir)) == before
    button_of(dialog, "Cancel").click()
    window.dialog_closed()


def held_import(window: OpenWindow, library: LibraryPage, folder: Path) -> tuple[ImportDialog, HeldWork]:
    """The dialog of a small file, which isn't read before the test says so."""
    file = folder / "mine.csv"
    file.write_text("Zebra?;Stripes\n", encoding="utf-8")
    work = HeldWork()
    window.window.desk.background = work
    dialog = ImportDialog(file, window.window.desk, parent=library)
    dialog.open()
    return dialog, work


def test_a_dialog_that_is_closed_while_it_reads_is_gone(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    dialog, work = held_import(window, library, tmp_path)
    dialog.reject()
    window.dialog_closed()
    work.do()


def test_a_bug_while_importing_reaches_the_crash_dialog(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    dialog, work = held_import(window, library, tmp_path)
    work.fail(ZeroDivisionError("a bug"))
    (crash,) = [widget for widget in the_application().topLevelWidgets() if isinstance(widget, CrashDialog)]
    crash.done(0)
    dialog.reject()
    window.dialog_closed()


def combo_of(dialog: QWidget, name: str) -> QComboBox:
    (found,) = [combo for combo in dialog.findChildren(QComboBox) if combo.accessibleName() == name]
    return found


def choose_in(dialog: QWidget, name: str, text: str) -> None:
    combo = combo_of(dialog, name)
    combo.setCurrentIndex(combo.findText(text))
    settle()


def test_a_thread_reads_and_imports_while_the_window_goes_on(
    window: OpenWindow, library: LibraryPage, tmp_path: Path
) -> None:
    file = write_package(
        tmp_path / "mine.apkg", [Note(f"n{number}", [f"{number}?", "Yes", ""]) for number in range(40)]
    )
    worker = Worker()
    window.window.desk.background = worker
    dialog = ImportDialog(file, window.window.desk, parent=library)
    dialog.open()
    wait_until(lambda: "40 new, 0 changed, 0 left out" in texts_in(dialog))
    button_of(dialog, "Import").click()
    wait_until(lambda: not window.has_dialog())
    window.dialog_closed()
    worker.close()
    assert window.rows("SELECT count(*) FROM flashcard WHERE pack_id = 'own'") == [(40,)]
