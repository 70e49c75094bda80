"""A card of the learner's own through the Library: written, found, tagged, exported, and never imported twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog

from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.page import LibraryPage
from cehrs_desktop.ui.library.tags_dialog import TagsDialog
from tests.fakes import FakeClock
from tests.ui.dialogs import button_of, choosing, when_it_opens
from tests.ui.open_window import OpenWindow, opened, prefer, press, texts_in, type_text


def found(seen: OpenWindow, wanted: str) -> int:
    assert isinstance(seen.page, LibraryPage)
    seen.page.cards.search.setText(wanted)
    seen.page.cards.table.selectRow(0)
    return seen.page.cards.table.model().rowCount()


def test_an_own_card_through_the_library(learner_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    prefer(learner_dir, clock, welcomed=True)
    file = tmp_path / "cards.csv"
    with opened(learner_dir, clock) as seen:
        press("Ctrl+6")
        seen.choose("New card…")
        dialog = seen.dialog(CardDialog)
        type_text("Zebra?\tStripes")
        seen.tab_to(dialog.findChildren(QComboBox)[0])
        press("End", "Tab", "Down")
        seen.choose("Save", within=dialog)
        seen.dialog_closed()
        assert found(seen, "STRIPES") == 1
        seen.choose("Tags…")
        type_text("barnyard")
        seen.choose("Save", within=seen.dialog(TagsDialog))
        seen.dialog_closed()
        assert found(seen, "barnyard") == 1
        seen.choose("Undo")
        assert [found(seen, "barnyard"), found(seen, "zebra")] == [0, 1]
        seen.choose("Export…")
        with when_it_opens(QFileDialog, choosing(str(file))):
            button_of(seen.dialog(ExportDialog), "Save…").click()
        seen.dialog_closed()
    file.write_text(file.read_text("utf-8-sig") + "Gnu?,Beard,,,Reporting,\n", encoding="utf-8")
    with opened(learner_dir, clock) as seen:
        press("Ctrl+6")
        for told, button in (("1 new, 0 changed, 1 left out", "Import"), ("0 new, 0 changed, 2 left out", "Cancel")):
            with when_it_opens(QFileDialog, choosing(str(file))):
                seen.choose("Import…")
            assert told in texts_in(seen.dialog(ImportDialog))
            button_of(seen.dialog(ImportDialog), button).click()
            seen.dialog_closed()
        assert found(seen, "gnu") == found(seen, "zebra") == 1
