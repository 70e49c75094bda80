"""Shows the guide: its pages in a list, the chosen one beside it; the sheet of numbers can be printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.library import GuidePage
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.reading_pane import ReadingPane
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage


class GuideScreen(ScrollPage):
    """Signals: `print_chosen()`, `pdf_chosen()` for the sheet, `term_chosen(short)`."""

    print_chosen = Signal()
    pdf_chosen = Signal()
    term_chosen = Signal(str)

    def __init__(
        self, pages: Sequence[GuidePage], sheet: GuidePage, glossary: Glossary, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Guide"), subtitle=self.tr("About the exam, and the way to it"), parent=parent)
        self._sheet = sheet
        self._pages = (*pages, sheet)
        self._row = {page.file: row for row, page in enumerate(self._pages)}
        self.notice = Notice()
        self._pane = ReadingPane(self.tr("Pages of the guide"), glossary=glossary, pages=self._row)
        self._pane.chosen.connect(self._on_chosen)
        self._pane.page_chosen.connect(self.open_page)
        self._pane.term_chosen.connect(self.term_chosen)
        self._sheet_row = self._buttons()
        self._pane.panel.column.insertWidget(2, self._sheet_row)
        self.add(self.notice)
        self.add(self._pane)
        self._pane.set_titles([page.title for page in self._pages])
        self._show(0)

    def _buttons(self) -> QWidget:
        row = QWidget()
        layout = FlowLayout(row)
        for text, slot in ((self.tr("Print…"), self._on_print), (self.tr("Save as PDF…"), self._on_pdf)):
            button = KeyButton(text, kind=ButtonKind.NEUTRAL)
            button.clicked.connect(slot)
            layout.addWidget(button)
        return row

    @Slot(str)
    def open_page(self, file: str) -> None:
        """Show the page of this file, as a link does; an unknown one changes nothing."""
        row = self._row.get(file)
        if row is not None:
            self._pane.list.set_current(row)
            self._show(row)
            self._pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        page = self._pages[row]
        self._sheet_row.setVisible(page is self._sheet)
        self._pane.show_text(page.title, page.text)
        self.verticalScrollBar().setValue(0)
        self.notice.clear()

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        self._show(row)

    @Slot()
    def _on_print(self) -> None:
        self.print_chosen.emit()

    @Slot()
    def _on_pdf(self) -> None:
        self.pdf_chosen.emit()
