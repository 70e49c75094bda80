"""Everything about practice in the window: choosing a set, answering it, and what it came to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities import reference
from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import TopicId
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.flow import ExamFlow
from cehrs_desktop.ui.practice.controller import PracticeController
from cehrs_desktop.ui.practice.page import PracticePage
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.question.summary_page import SetSummaryPage
from cehrs_desktop.ui.report.controller import ReportController
from cehrs_desktop.ui.report.page import ReportPage


class PracticePages(QObject):
    """Made when practice is first looked at. Signals: `shown(QWidget)` when that page of its own must come into view,
    `practice_shown()` when the page where sets are chosen must, refreshed.
    """

    shown = Signal(object)
    practice_shown = Signal()

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self.practice = PracticePage(desk.blueprint.domains)
        self._question = QuestionPage(reference.glossary(), image_folder=shipped_pack())
        self._summary = SetSummaryPage()
        self._report = ReportPage(desk.blueprint.domains, desk.blueprint.scale, reference.glossary())
        self._flow = ExamFlow(desk, parent=self)
        self._controller = PracticeController(self.practice, self._question, self._summary, desk)
        self._report_controller = ReportController(self._report, desk)
        self._controller.question_shown.connect(self._on_question_shown)
        self._controller.summary_shown.connect(self._on_summary_shown)
        self._controller.left.connect(self.practice_shown)
        self.practice.past.report_wanted.connect(self._on_finished)
        self._controller.exam_wanted.connect(self._flow.resume)
        self._controller.exam_ended.connect(self._flow.submit_as_is)
        self._flow.shown.connect(self._on_exam_shown)
        self._flow.left.connect(self._on_left)
        self._flow.finished.connect(self._on_finished)
        self._report_controller.left.connect(self.practice_shown)

    @property
    def screen(self) -> QWidget:
        """Where a set is sat whose answers come at the end; nothing is beside it."""
        return self._flow.screen

    @property
    def others(self) -> tuple[QWidget, ...]:
        """Its pages beside the one where sets are chosen."""
        return (self._question, self._summary, self._report, self._flow.screen)

    def refresh(self) -> None:
        """Show what there is to practice now."""
        self._controller.refresh()

    def choose_topic(self, topic: TopicId) -> None:
        """Ask for the questions of one topic."""
        self._controller.choose_topic(topic)

    def leave_quietly(self) -> None:
        """The window closes in the middle of a set: it is kept."""
        self._flow.leave_quietly()

    @Slot()
    def _on_question_shown(self) -> None:
        self.shown.emit(self._question)

    @Slot()
    def _on_summary_shown(self) -> None:
        self.shown.emit(self._summary)

    @Slot()
    def _on_exam_shown(self) -> None:
        self.shown.emit(self._flow.screen)

    @Slot(str)
    def _on_left(self, message: str) -> None:
        self.practice_shown.emit()
        if message:
            self.practice.notice.show_message(message)

    @Slot(object)
    def _on_finished(self, attempt: AttemptId) -> None:
        try:
            self._report_controller.show(attempt)
        except UserError as error:
            self._on_left(texts.told(error))
            return
        self.shown.emit(self._report)
