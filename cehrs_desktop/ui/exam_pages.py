"""Everything about exams in the window: where they are chosen, where they are sat, and their reports."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from cehrs_desktop.activities import reference
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.flow import ExamFlow
from cehrs_desktop.ui.mock.controller import MockController
from cehrs_desktop.ui.mock.page import MockPage
from cehrs_desktop.ui.report.controller import ReportController
from cehrs_desktop.ui.report.page import ReportPage


class ExamPages(QObject):
    """Made when exams are first looked at. Signals: `mock_shown()`, `exam_shown()`, `report_shown()` when one of its
    pages must come into view.
    """

    mock_shown = Signal()
    exam_shown = Signal()
    report_shown = Signal()

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self.mock = MockPage(desk.blueprint)
        self.report = ReportPage(desk.blueprint.domains, desk.blueprint.scale, reference.glossary())
        self._flow = ExamFlow(desk, parent=self)
        self._mock_controller = MockController(self.mock, self._flow, desk)
        self._report_controller = ReportController(self.report, desk)
        self._mock_controller.report_wanted.connect(self._on_report_wanted)
        self._report_controller.left.connect(self.mock_shown)
        self._flow.shown.connect(self.exam_shown)
        self._flow.left.connect(self._on_left)
        self._flow.finished.connect(self._on_report_wanted)

    @property
    def screen(self) -> QStackedWidget:
        """Where an exam is sat."""
        return self._flow.screen

    @property
    def flow(self) -> ExamFlow:
        """The way through an exam."""
        return self._flow

    def refresh(self) -> None:
        """Show what there is to sit now."""
        self._mock_controller.refresh()

    def tell_cut_short(self) -> None:
        """Say that an exam is waiting which the end of the program cut short."""
        self.mock.notice.show_message(
            self.tr(
                "The program ended in the middle of your exam. Everything you answered is there; the gap isn't charged."
            )
        )

    def leave_quietly(self) -> None:
        """The window closes in the middle of an exam: it is kept."""
        self._flow.leave_quietly()

    @Slot(str)
    def _on_left(self, message: str) -> None:
        self.mock_shown.emit()
        if message:
            self.mock.notice.show_message(message)
        else:
            self.mock.notice.clear()

    @Slot(object)
    def _on_report_wanted(self, attempt: AttemptId) -> None:
        try:
            self._report_controller.show(attempt)
        except UserError as error:
            self.mock.notice.show_message(texts.told(error))
            return
        self.report_shown.emit()
