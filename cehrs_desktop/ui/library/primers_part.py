"""The Library's primers: each topic in a few hundred words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot

from cehrs_desktop.rules.library import Primer
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.widgets.reading_pane import ReadingPane


class PrimersPart(ReadingPane):
    """Signal: `term_chosen(short)`."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__("", glossary=glossary)
        self.list.setAccessibleName(self.tr("Topics"))
        self._primers: tuple[Primer, ...] = ()
        self.chosen.connect(self._on_chosen)

    def show_primers(self, primers: Sequence[Primer], topic_names: Sequence[str]) -> None:
        """Fill the list with topics; the first primer is shown."""
        self._primers = tuple(primers)
        self.set_titles(topic_names)
        if primers:
            self._on_chosen(0)

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        primer = self._primers[row]
        self.show_text(primer.title, primer.text)
