"""The way through an exam: agreement, tutorial, items, review, end; and back to an exam that was left."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.activities.exam.finish import finish
from cehrs_desktop.activities.exam.prepare import prepare_exam
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.activities.exam.tutorial import TutorialSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.events import Break, EndedBy, NextPart
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import AttemptId, Conditions
from cehrs_desktop.rules.exam.sitting import Stop
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.agreement_page import AgreementPage
from cehrs_desktop.ui.exam.break_page import BreakPage
from cehrs_desktop.ui.exam.controller import ExamController, grid_items
from cehrs_desktop.ui.exam.demo_items import demo_items
from cehrs_desktop.ui.exam.page import ExamPage
from cehrs_desktop.ui.exam.questions import EndQuestion, LeaveQuestion
from cehrs_desktop.ui.exam.review_items_page import ReviewItemsPage
from cehrs_desktop.ui.exam.words import end_words, exam_terms, exam_title


class ExamFlow(QObject):
    """Owns the pages of `screen`. Signals: `shown()` when the screen must come into view, `left()` back to where exams
    are chosen, with a message, `finished(AttemptId)` when there is a report.
    """

    shown = Signal()
    left = Signal(str)
    finished = Signal(object)

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.screen = QStackedWidget()
        self._agreement = AgreementPage()
        self._page = ExamPage(image_folder=shipped_pack())
        self._review = ReviewItemsPage()
        self._break = BreakPage()
        for page in (self._agreement, self._page, self._review, self._break):
            self.screen.addWidget(page)
        self._controller = ExamController(self._page)
        self._sitting: ExamSitting | None = None
        self._wanted: tuple[FormKind, Conditions] | None = None
        self._agreement.agreed.connect(self._on_agreed)
        self._agreement.declined.connect(self._on_declined)
        self._controller.review_wanted.connect(self._on_review_wanted)
        self._controller.leave_wanted.connect(self._on_leave_wanted)
        self._controller.time_over.connect(self._on_time_over)
        self._review.jumped.connect(self._on_jumped)
        self._review.back.connect(self._on_back)
        self._review.end_wanted.connect(self._on_end_wanted)
        self._review.leave_wanted.connect(self._on_leave_wanted)
        self._break.over.connect(self._on_break_over)
        self._review_clock = QTimer(self)
        self._review_clock.setInterval(1000)
        self._review_clock.timeout.connect(self._show_review_clock)

    @property
    def running(self) -> ExamSitting | None:
        """The exam in hand, if there is one."""
        return self._sitting

    @property
    def controller(self) -> ExamController:
        """What runs the items' page."""
        return self._controller

    def begin(self, kind: FormKind, conditions: Conditions) -> None:
        """Show the agreement of a new exam."""
        self._wanted = (kind, conditions)
        key_map = self._desk.key_map
        for page in (self._agreement, self._page):
            page.set_key_map(key_map)
        self._agreement.show_terms(title=exam_title(kind), terms=exam_terms(kind, conditions, self._desk.blueprint))
        self._bring(self._agreement)

    def resume(self, attempt: AttemptId) -> None:
        """Go on with an exam that was left, or that a crash cut short."""
        try:
            sitting = ExamSitting(self._desk.database, self._desk.clock, attempt)
            if sitting.was_interrupted or sitting.state.stopped is not None:
                sitting.go_on()
        except UserError as error:
            self.left.emit(texts.told(error))
            return
        self._page.set_key_map(self._desk.key_map)
        self._sit(sitting)

    def submit_as_is(self, attempt: AttemptId) -> None:
        """End an exam that was cut short, with what was answered."""
        self._end_unseen(attempt, EndedBy.SUBMITTED_AFTER_CRASH)

    def discard(self, attempt: AttemptId) -> None:
        """Give an open exam up."""
        self._end_unseen(attempt, EndedBy.DISCARDED)

    def start_at_once(self) -> None:
        """Agree, and leave the tutorial out."""
        self._start_exam()

    def end_now(self, by: EndedBy) -> None:
        """End the exam in hand for good, without asking."""
        self._finish(by)

    def leave_quietly(self) -> None:
        """The window closes: the clock stands from now on, and the exam can be gone on with."""
        self._stop()
        if self._sitting is not None:
            self._sitting.leave()
            self._sitting = None

    @Slot(bool)
    def _on_agreed(self, tutorial: bool) -> None:
        if tutorial:
            self._page.bar.set_title(self.tr("Tutorial: nothing here counts. Review all ends it."))
            self._page.set_tools(calculator=self._conditions.tools, marking=True)
            self._bring(self._page)
            self._controller.start(TutorialSitting(self._desk.clock, demo_items(self)))
        else:
            self.start_at_once()

    @property
    def _conditions(self) -> Conditions:
        assert self._wanted is not None, "asked only after an exam was chosen"
        return self._wanted[1]

    @Slot()
    def _on_declined(self) -> None:
        self._wanted = None
        self.left.emit("")

    def _start_exam(self) -> None:
        assert self._wanted is not None
        kind, conditions = self._wanted
        desk = self._desk
        try:
            attempt = prepare_exam(
                desk.database,
                desk.clock,
                kind,
                blueprint=desk.blueprint,
                conditions=conditions,
                rollover_hour=desk.preferences.study.rollover_hour,
            )
            self._sit(ExamSitting(desk.database, desk.clock, attempt.id))
        except UserError as error:
            self.left.emit(texts.told(error))

    def _sit(self, sitting: ExamSitting) -> None:
        self._sitting = sitting
        self._page.bar.set_title(exam_title(sitting.attempt.form.kind))
        self._page.set_tools(calculator=sitting.attempt.conditions.tools, marking=True)
        self._bring(self._page)
        self._controller.start(sitting)

    def _bring(self, page: QWidget) -> None:
        self.screen.setCurrentWidget(page)
        self.shown.emit()
        page.setFocus()

    @Slot()
    def _on_review_wanted(self) -> None:
        if self._sitting is None:  # the tutorial
            self._controller.stop()
            self._start_exam()
            return
        state = self._sitting.state
        self._review.show_items(grid_items(state), current=state.position, end_text=end_words(state))
        self._show_review_clock()
        self._review_clock.start()
        self._bring(self._review)

    @Slot()
    def _show_review_clock(self) -> None:
        left = None if self._sitting is None else self._sitting.time_left()
        self._review.set_clock("" if left is None else texts.clock(left))

    @Slot(int)
    def _on_jumped(self, position: int) -> None:
        self._on_back()
        self._controller.go_to(position)

    @Slot()
    def _on_back(self) -> None:
        self._review_clock.stop()
        self._bring(self._page)

    @Slot()
    def _on_end_wanted(self) -> None:
        assert self._sitting is not None
        question = EndQuestion(
            self._sitting.state.unanswered,
            end=end_words(self._sitting.state),
            parent=self.screen,
        )
        question.confirmed.connect(self._on_end_confirmed)
        question.open()

    @Slot()
    def _on_end_confirmed(self) -> None:
        assert self._sitting is not None
        if self._sitting.state.has_next_part:
            self._next_part()
        else:
            self._finish(EndedBy.SUBMITTED)

    def _next_part(self) -> None:
        assert self._sitting is not None
        self._stop()
        state = self._sitting.record(NextPart())
        self._sitting.leave()
        self._sitting = None
        message = self.tr("Part %n is waiting for you, today or another day.").replace("%n", str(state.part + 1))
        self._desk.tell(Changed.QUESTIONS)
        self.left.emit(message)

    @Slot()
    def _on_time_over(self) -> None:
        if self._sitting is None:
            self._start_exam()
        elif self._sitting.state.has_next_part:
            self._next_part()
        else:
            self._finish(EndedBy.TIME_OVER)

    @Slot()
    def _on_leave_wanted(self) -> None:
        if self._sitting is None:  # the tutorial
            self._stop()
            self._on_declined()
            return
        question = LeaveQuestion(is_practice=not self._sitting.state.form.kind.is_exam, parent=self.screen)
        question.break_wanted.connect(self._on_break_wanted)
        question.left.connect(self._on_left)
        question.discarded.connect(self._on_discarded)
        question.open()

    @Slot()
    def _on_break_wanted(self) -> None:
        assert self._sitting is not None
        self._stop()
        self._sitting.record(Break())
        self._bring(self._break)

    @Slot()
    def _on_break_over(self) -> None:
        assert self._sitting is not None
        self._sitting.go_on()
        self._sit(self._sitting)

    @Slot()
    def _on_left(self) -> None:
        self.leave_quietly()
        self._desk.tell(Changed.QUESTIONS)
        self.left.emit(self.tr("It is kept as it is. Go on with it whenever you like."))

    @Slot()
    def _on_discarded(self) -> None:
        self._finish(EndedBy.DISCARDED)

    def _stop(self) -> None:
        self._controller.stop()
        self._review_clock.stop()

    def _finish(self, by: EndedBy) -> None:
        assert self._sitting is not None
        self._stop()
        sitting, self._sitting = self._sitting, None
        if sitting.state.stopped is Stop.LEFT:
            sitting.go_on()
        self._end(sitting, by)

    def _end_unseen(self, attempt: AttemptId, by: EndedBy) -> None:
        try:
            sitting = ExamSitting(self._desk.database, self._desk.clock, attempt)
        except UserError as error:
            self.left.emit(texts.told(error))
            return
        self._end(sitting, by)

    def _end(self, sitting: ExamSitting, by: EndedBy) -> None:
        desk = self._desk
        hour = desk.preferences.study.rollover_hour
        attempt = finish(desk.database, desk.clock, sitting, by, blueprint=desk.blueprint, rollover_hour=hour)
        desk.tell(Changed.QUESTIONS)
        if by is EndedBy.DISCARDED:
            self.left.emit(self.tr("It was discarded."))
        else:
            self.finished.emit(attempt)
