"""From the wish to sit an exam to its first item: how it is watched, the check-in, and the agreement."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_signals import Level
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.agreement_page import AgreementPage
from cehrs_desktop.ui.exam.proctoring import Proctoring
from cehrs_desktop.ui.exam.words import exam_terms, exam_title


class ExamOpening(QObject):
    """Signals: `page_wanted(QWidget)` with the page to show next, `agreed(with the tutorial)` when a new exam may
    begin, `taken_up(ExamSitting)` when one may be gone on with, `declined()`.
    """

    page_wanted = Signal(QWidget)
    agreed = Signal(bool)
    taken_up = Signal(object)
    declined = Signal()

    def __init__(self, desk: Desk, proctoring: Proctoring, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._proctoring = proctoring
        self.agreement = AgreementPage()
        self._wanted: tuple[FormKind, Conditions] | None = None
        self._waiting: ExamSitting | None = None
        self._checkin: QWidget | None = None
        self.agreement.agreed.connect(self.agreed)
        self.agreement.declined.connect(self._on_declined)
        proctoring.page_wanted.connect(self._on_checkin_wanted)
        proctoring.ready.connect(self._on_ready)
        proctoring.declined.connect(self._on_declined)

    @property
    def wanted(self) -> tuple[FormKind, Conditions]:
        """What is to be sat, and how. Only asked while an exam is opened."""
        assert self._wanted is not None, "asked only after an exam was chosen"
        return self._wanted

    def begin(self, kind: FormKind, conditions: Conditions) -> None:
        """A new exam: ask how a mock is to be watched, and show the agreement."""
        self._wanted = (kind, conditions)
        if kind is FormKind.MOCK:
            self._proctoring.rehearse()
        else:
            self._show_agreement()

    def take_up(self, sitting: ExamSitting) -> None:
        """An exam that was left: one that was watched is watched again."""
        level = sitting.attempt.conditions.lockdown
        if level is None:
            self.taken_up.emit(sitting)
        else:
            self._waiting = sitting
            self._proctoring.rehearse(only=Level(level))

    def close(self) -> None:
        """Forget what was wanted."""
        self._wanted = self._waiting = None

    @Slot(QWidget)
    def _on_checkin_wanted(self, page: QWidget) -> None:
        before, self._checkin = self._checkin, page
        self.page_wanted.emit(page)
        _drop(before)

    def _drop_checkin(self) -> None:
        before, self._checkin = self._checkin, None
        _drop(before)

    @Slot(object)
    def _on_ready(self, level: Level | None) -> None:
        self._drop_checkin()
        if self._waiting is not None:
            sitting, self._waiting = self._waiting, None
            self.taken_up.emit(sitting)
        else:
            kind, conditions = self.wanted
            self._wanted = (kind, replace(conditions, lockdown=None if level is None else level.value))
            self._show_agreement()

    def _show_agreement(self) -> None:
        kind, conditions = self.wanted
        self.agreement.set_key_map(self._desk.key_map)
        self.agreement.show_terms(title=exam_title(kind), terms=exam_terms(kind, conditions, self._desk.blueprint))
        self.page_wanted.emit(self.agreement)

    @Slot()
    def _on_declined(self) -> None:
        self.close()
        self._proctoring.let_go()
        self._drop_checkin()
        self.declined.emit()


def _drop(page: QWidget | None) -> None:
    if page is not None:
        page.deleteLater()
