"""Opens the glossary over a page: at one word that was clicked, or at all that stand in a text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities import reference
from cehrs_desktop.ui.widgets.term_dialog import TermDialog


class TermLookUps(QObject):
    """Belongs to the page its dialogs open over."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    @Slot(str)
    def show_term(self, short: str) -> None:
        """One entry."""
        self._open([short])

    def show_terms_of(self, text: str) -> None:
        """The entries for all terms of a text, in the order they stand there."""
        self._open([entry.short for entry in reference.glossary().found_in(text)])

    def _open(self, shorts: Sequence[str]) -> None:
        TermDialog(shorts, reference.glossary(), parent=self._page).open()
