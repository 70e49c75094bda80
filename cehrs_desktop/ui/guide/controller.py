"""Decides what the guide's buttons do: print the sheet, write it as a PDF, open the glossary."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QFileDialog

from cehrs_desktop.activities import reference
from cehrs_desktop.errors import UserError
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.guide.page import GuideScreen
from cehrs_desktop.ui.widgets.printed_text import document_for_paper, write_pdf
from cehrs_desktop.ui.widgets.term_dialog import TermDialog


class GuideController(QObject):
    """Reads the guide's texts when the page is made; nothing the learner does changes them."""

    def __init__(self, page: GuideScreen) -> None:
        super().__init__(page)
        self._page = page
        page.print_chosen.connect(self._on_print)
        page.pdf_chosen.connect(self._on_pdf)
        page.term_chosen.connect(self._on_term)

    @Slot(str)
    def _on_term(self, short: str) -> None:
        TermDialog([short], reference.glossary(), parent=self._page).open()

    @Slot()
    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            sheet = reference.sheet()
            document_for_paper(sheet.title, sheet.text, printer).print_(printer)

    @Slot()
    def _on_pdf(self) -> None:
        sheet = reference.sheet()
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Save as PDF"),
            str(Path.home() / "cehrs-numbers.pdf"),
            self.tr("PDF files (*.pdf)"),
        )
        if not name:
            return
        try:
            write_pdf(sheet.title, sheet.text, Path(name))
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self._page.notice.show_message(self.tr("Saved to %s").replace("%s", name))
