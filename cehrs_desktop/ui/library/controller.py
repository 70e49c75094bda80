"""Decides what the Library shows and does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cehrs_desktop.activities import reference
from cehrs_desktop.activities.met_items import met_items
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.cards_controller import CardsController
from cehrs_desktop.ui.library.page import LibraryPage, Part
from cehrs_desktop.ui.widgets.term_dialog import TermDialog


class LibraryController(QObject):
    """One for the page's whole life."""

    def __init__(self, page: LibraryPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._cards = CardsController(page.cards, page.notice, desk)
        page.term_chosen.connect(self._on_term)
        page.part_shown.connect(self._on_part_shown)
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

    @Slot(str)
    def _on_term(self, short: str) -> None:
        TermDialog([short], reference.glossary(), parent=self._page).open()
