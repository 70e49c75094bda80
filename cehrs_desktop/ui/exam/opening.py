"""From the wish to sit an exam to its first item: how it is watched, the check-in, and the agreement."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_signals import Level
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.timing import agreement_seconds
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.agreement_page import AgreementPage
from cehrs_desktop.ui.exam.proctoring import Proctoring
from cehrs_desktop.ui.exam.words import exam_terms, exam_title


class ExamOpening(QObject):
    """Signals: `page_wanted(QWidget)` with the page to show next, `agreed(with the tutorial)` when a new exam may
    begin, `taken_up(ExamSitting)` when one may be gone on with, `declined(why, or nothing)`.
    """

    page_wanted = Signal(QWidget)
    agreed = Signal(bool)
    taken_up = Signal(object)
    declined = Signal(str)

    def __init__(self, desk: Desk, proctoring: Proctoring, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._proctoring = proctoring
        self.agreement = AgreementPage()
        self._wanted: tuple[FormKind, Conditions] | None = None
        self._waiting: ExamSitting | None = None
        self._checkin: QWidget | None = None
        self._until: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look_at_clock)
        self.agreement.agreed.connect(self._on_agreed)
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
            self._proctoring.rehearse(conditions.terms.time)
        else:
            self._show_agreement()

    def take_up(self, sitting: ExamSitting) -> None:
        """An exam that was left: one that was watched is watched again."""
        level = sitting.attempt.conditions.lockdown
        if level is None:
            self.taken_up.emit(sitting)
        else:
            self._waiting = sitting
            self._proctoring.rehearse(sitting.attempt.conditions.terms.time, only=Level(level))

    def close(self) -> None:
        """Forget what was wanted."""
        self._timer.stop()
        self._wanted = self._waiting = None

    @Slot()
    def look_at_clock(self) -> None:
        """What the timer calls every second while the agreement is read."""
        left = None if self._until is None else max(self._until - self._desk.clock.monotonic(), 0.0)
        words = self.tr("%t left to read this and agree").replace("%t", "" if left is None else texts.clock(left))
        self.agreement.show_left("" if left is None else words)
        if left == 0.0:
            self._decline(self.tr("The time to agree was over, so nothing was begun. Begin again when you are ready."))

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
            tools = conditions.tools and level is not Level.STRICT
            self._wanted = (
                kind,
                replace(conditions, lockdown=None if level is None else level.value, tools=tools),
            )
            self._show_agreement()

    def _show_agreement(self) -> None:
        kind, conditions = self.wanted
        self.agreement.set_key_map(self._desk.key_map)
        self.agreement.show_terms(title=exam_title(kind), terms=exam_terms(kind, conditions, self._desk.blueprint))
        seconds = agreement_seconds(conditions.terms.time)
        self._until = None if seconds is None else self._desk.clock.monotonic() + seconds
        self.look_at_clock()
        self._timer.start()
        self.page_wanted.emit(self.agreement)

    @Slot(bool)
    def _on_agreed(self, tutorial: bool) -> None:
        self._timer.stop()
        self.agreed.emit(tutorial)

    @Slot()
    def _on_declined(self) -> None:
        self._decline("")

    def _decline(self, why: str) -> None:
        self.close()
        self._proctoring.let_go()
        self._drop_checkin()
        self.declined.emit(why)


def _drop(page: QWidget | None) -> None:
    if page is not None:
        page.deleteLater()
