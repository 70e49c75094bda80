"""Decides what the Library shows and does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cehrs_desktop.activities import reference
from cehrs_desktop.activities.met_items import met_items, note_item
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.met_items import MetItem
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.cards_controller import CardsController
from cehrs_desktop.ui.library.page import LibraryPage, Part
from cehrs_desktop.ui.widgets.term_dialog import TermDialog
from cehrs_desktop.ui.widgets.text_dialog import TextDialog


class LibraryController(QObject):
    """One for the page's whole life."""

    def __init__(self, page: LibraryPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._cards = CardsController(page.cards, page.notice, desk)
        page.term_chosen.connect(self._on_term)
        page.part_shown.connect(self._on_part_shown)
        page.questions.note_wanted.connect(self._on_note_wanted)
        page.questions.undo_wanted.connect(self._on_undo_wanted)
        found = reference.primers(desk.database)
        page.primers.show_primers([each.primer for each in found], [each.topic_name for each in found])

    def refresh(self) -> None:
        """Show the present state."""
        self._cards.refresh()
        self._on_part_shown(self._page.shown_part)

    @Slot(str)
    def _on_part_shown(self, part: str) -> None:
        """The questions met are read when they come into view."""
        if part == Part.QUESTIONS:
            self._page.questions.show_items(met_items(self._desk.database))

    @Slot(object)
    def _on_note_wanted(self, met: MetItem) -> None:
        self._noted = met.version.item.id
        self._writing = TextDialog(self.tr("Your note on this question"), met.note, parent=self._page)
        self._writing.accepted.connect(self._on_note_written)
        self._writing.open()

    @Slot()
    def _on_note_written(self) -> None:
        try:
            desk = self._desk
            desk.tell(note_item(desk.database, desk.clock, self._noted, self._writing.text()))
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
        self._on_part_shown(Part.QUESTIONS)

    @Slot()
    def _on_undo_wanted(self) -> None:
        self._cards.undo()
        self._on_part_shown(Part.QUESTIONS)

    @Slot(str)
    def _on_term(self, short: str) -> None:
        TermDialog([short], reference.glossary(), parent=self._page).open()
