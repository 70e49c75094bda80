"""The end of an exam: handed in, out of time, or discarded; also of one that isn't on the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.finish import discard, finish
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.events import EndedBy
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.exam.sitting import Stop
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk


class ExamEnding(QObject):
    """Signals: `left(message)` back to where exams are chosen, `finished(AttemptId)` when there is a report."""

    left = Signal(str)
    finished = Signal(object)

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def end(self, sitting: ExamSitting, by: EndedBy) -> None:
        """End a sitting for good."""
        if sitting.state.stopped is Stop.LEFT:
            sitting.go_on()
        self._end(sitting, by)

    def end_unseen(self, attempt: AttemptId, by: EndedBy) -> None:
        """End an open attempt that isn't on the screen, as it was left."""
        desk = self._desk
        hour = desk.preferences.study.rollover_hour
        try:
            if by is EndedBy.DISCARDED:
                discard(desk.database, desk.clock, attempt, blueprint=desk.blueprint, rollover_hour=hour)
                self._tell(attempt, by)
            else:
                self._end(ExamSitting(desk.database, desk.clock, attempt), by)
        except UserError as error:
            self.left.emit(texts.told(error))

    def _end(self, sitting: ExamSitting, by: EndedBy) -> None:
        desk = self._desk
        hour = desk.preferences.study.rollover_hour
        attempt = finish(desk.database, desk.clock, sitting, by, blueprint=desk.blueprint, rollover_hour=hour)
        self._tell(attempt, by)

    def _tell(self, attempt: AttemptId, by: EndedBy) -> None:
        self._desk.tell(Changed.QUESTIONS)
        if by is EndedBy.DISCARDED:
            self.left.emit(self.tr("It was discarded."))
        else:
            self.finished.emit(attempt)
