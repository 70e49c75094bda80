"""A list of texts and the chosen one beside it, or below it where it is narrow."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.choice_list import ChoiceList
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class ReadingPane(QWidget):
    """Signals: `chosen(row)`, `page_chosen(address)` for a link in the text, `term_chosen(short)`.

    Widgets added to `above` stand over the list, those added to `panel` below the text.
    """

    chosen = Signal(int)
    page_chosen = Signal(str)
    term_chosen = Signal(str)

    def __init__(
        self,
        list_name: str,
        *,
        glossary: Glossary,
        pages: Collection[str] = (),
        tallest_ems: float = 44.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.list = ChoiceList(tallest_ems=tallest_ems)
        self.list.setAccessibleName(list_name)
        self.list.chosen.connect(self.chosen)
        self.panel = CardPanel(padding=2.2)
        self._heading = TextLabel(role=TextRole.VERDICT)
        self._text = MarkdownView(pages=pages, glossary=glossary)
        self._text.page_chosen.connect(self.page_chosen)
        self._text.term_chosen.connect(self.term_chosen)
        self.panel.add(self._heading)
        self.panel.add(self._text)
        side = CardPanel(padding=0.6)
        self.above: QVBoxLayout = QVBoxLayout()
        side.column.addLayout(self.above)
        side.add(self.list)
        columns = ColumnsLayout(self, ratios=(3, 8), minimum_ems=14)
        columns.add_column(side)
        columns.add_column(self.panel)

    def set_titles(self, titles: Sequence[str], *, current: int = 0) -> None:
        """Fill the list; emits nothing."""
        self.list.set_lines(titles, current=current)

    def show_text(self, heading: str, markdown: str) -> None:
        """Show a text."""
        self._heading.setText(heading)
        self.panel.setAccessibleName(heading)
        self._text.set_markdown(markdown, role=MarkdownRole.BODY)
