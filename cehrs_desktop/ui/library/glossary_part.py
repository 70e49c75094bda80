"""The Library's glossary: search as one types, the chosen entry beside the list."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from cehrs_desktop.rules.library import GlossaryEntry
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.widgets.reading_pane import ReadingPane
from cehrs_desktop.ui.widgets.term_dialog import term_addresses, term_markdown


class GlossaryPart(ReadingPane):
    """Everything in it happens here: nothing is stored."""

    searched = Signal(str)

    def __init__(self, glossary: Glossary) -> None:
        super().__init__("", glossary=Glossary(), pages=term_addresses(glossary), tallest_ems=30)
        self.list.setAccessibleName(self.tr("Entries"))
        self._glossary = glossary
        self._entries: tuple[GlossaryEntry, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the glossary"))
        self.search.setAccessibleName(self.tr("Search the glossary"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_searched)
        self.above.addWidget(self.search)
        self.chosen.connect(self._on_chosen)
        self.term_chosen.connect(self.open_entry)
        self._on_searched("")

    @Slot(str)
    def open_entry(self, short: str) -> None:
        """Show an entry among all others."""
        self.search.clear()
        row = next((row for row, entry in enumerate(self._entries) if entry.short == short), None)
        if row is not None:
            self.list.set_current(row)
            self._on_chosen(row)

    @Slot(str)
    def _on_searched(self, wanted: str) -> None:
        self._entries = self._glossary.matching(wanted)
        self.set_titles([entry.short for entry in self._entries])
        if self._entries:
            self._on_chosen(0)
        else:
            self.show_text(self.tr("Nothing found"), self.tr("No entry has these words. Try fewer, or shorter ones."))

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        entry = self._entries[row]
        self.show_text(entry.short, term_markdown(entry))
