"""Shows a report and does what its buttons ask."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from cehrs_desktop.activities.exam.finish import note_cause, report
from cehrs_desktop.activities.exam.follow_up import add_to_review, days_to_review
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.reports import Report
from cehrs_desktop.rules.exam.responses import AttemptId, Cause
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.report.page import ReportPage
from cehrs_desktop.ui.term_look_ups import TermLookUps


class ReportController(QObject):
    """Signal: `left()` back to where reports are listed."""

    left = Signal()

    def __init__(self, page: ReportPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._report: Report | None = None
        self._terms = TermLookUps(page)
        page.term_chosen.connect(self._terms.show_term)
        page.add_wanted.connect(self._on_add_wanted)
        page.pdf_wanted.connect(self._on_pdf_wanted)
        page.cause_chosen.connect(self._on_cause_chosen)
        page.back.connect(self.left)

    def show(self, attempt: AttemptId) -> None:
        """Show the report of an ended sitting. Raises UserError when there is none."""
        desk = self._desk
        self._report = report(desk.database, attempt)
        count = len(self._report.result.review)
        days = days_to_review(desk.database, desk.clock, count, preferences=desk.preferences)
        self._page.show_report(self._report, days=len(set(days)))

    @Slot()
    def _on_add_wanted(self) -> None:
        assert self._report is not None, "the button is on a report"
        desk = self._desk
        try:
            count, changed = add_to_review(
                desk.database, desk.clock, self._report.result.review, preferences=desk.preferences
            )
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        desk.tell(changed)
        self._page.notice.show_message(
            self.tr("%s come first over the next days, the most urgent soonest.").replace("%s", texts.cards(count))
            if count
            else self.tr("These cards are in steps or suspended, so nothing had to change.")
        )

    @Slot(int, object)
    def _on_cause_chosen(self, position: int, cause: Cause | None) -> None:
        assert self._report is not None, "the choice is on a report"
        self._desk.tell(note_cause(self._desk.database, self._report.id, position, cause))

    @Slot()
    def _on_pdf_wanted(self) -> None:
        assert self._report is not None, "the button is on a report"
        name = f"{texts.exam_file_name(self._report.number)}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Save the report"), str(Path.home() / name), self.tr("PDF (*.pdf)")
        )
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, target: Path) -> None:
        """Write the report as PDF, and say where it is."""
        from cehrs_desktop.ui.report.pdf import write_pdf

        assert self._report is not None, "a report is shown"
        try:
            write_pdf(self._report, target, domains=self._desk.blueprint.domains, scale=self._desk.blueprint.scale)
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self._page.notice.show_message(self.tr("Saved to %s.").replace("%s", str(target)))
