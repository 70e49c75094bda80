"""The Library's primers: each topic in a few hundred words, searched as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from cehrs_desktop.rules.library import Primer
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.word_search import holding
from cehrs_desktop.ui.widgets.reading_pane import ReadingPane


class PrimersPart(ReadingPane):
    """Signal: `term_chosen(short)`."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__("", glossary=glossary)
        self.list.setAccessibleName(self.tr("Topics"))
        self._named: tuple[tuple[str, Primer], ...] = ()
        self._found: list[Primer] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the primers"))
        self.search.setAccessibleName(self.tr("Search the primers"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_searched)
        self.above.addWidget(self.search)
        self.chosen.connect(self._on_chosen)

    def show_primers(self, primers: Sequence[Primer], topic_names: Sequence[str]) -> None:
        """Fill the list with topics; the first primer is shown."""
        self._named = tuple(zip(topic_names, primers, strict=True))
        self._on_searched(self.search.text())

    @Slot(str)
    def _on_searched(self, wanted: str) -> None:
        holds = holding(wanted)
        found = [(name, primer) for name, primer in self._named if holds(f"{name} {primer.title} {primer.text}")]
        self._found = [primer for _, primer in found]
        self.set_titles([name for name, _ in found])
        if found:
            self._on_chosen(0)
        elif self._named:
            self.show_text(self.tr("Nothing found"), self.tr("No primer has these words. Try fewer, or shorter ones."))

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        primer = self._found[row]
        self.show_text(primer.title, primer.text)
