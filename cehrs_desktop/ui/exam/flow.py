"""The way through an exam: how it is watched, agreement, items, review, end; and back to an exam that was left."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.activities.exam.prepare import prepare_exam
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.activities.exam.tutorial import TutorialSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.events import Break, EndedBy, NextPart
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import AttemptId, Conditions
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import bind
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.break_page import BreakPage
from cehrs_desktop.ui.exam.controller import ExamController
from cehrs_desktop.ui.exam.demo_items import demo_items
from cehrs_desktop.ui.exam.ending import ExamEnding
from cehrs_desktop.ui.exam.opening import ExamOpening
from cehrs_desktop.ui.exam.page import ExamPage
from cehrs_desktop.ui.exam.proctoring import Proctoring
from cehrs_desktop.ui.exam.questions import EndQuestion, LeaveQuestion, close_dialogs
from cehrs_desktop.ui.exam.review_items import ReviewItems
from cehrs_desktop.ui.exam.words import end_words, exam_title, left_words
from cehrs_desktop.ui.lockdown.arrangement import EndedBecause, SittingOver
from cehrs_desktop.ui.look import LookChoices


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
        self._proctoring = Proctoring(desk, parent=self)
        self.opening = ExamOpening(desk, self._proctoring, parent=self)
        self._page = ExamPage(image_folder=shipped_pack())
        self._look = LookChoices(desk, parent=self)
        self._page.look_chosen.connect(self._look.choose)
        self.controller = ExamController(self._page)
        self._items = ReviewItems(self.controller, parent=self)
        self._ending = ExamEnding(desk, parent=self)
        self._ending.left.connect(self.left)
        self._ending.finished.connect(self.finished)
        self._break = BreakPage()
        for page in (self.opening.agreement, self._page, self._items.page, self._break):
            self.screen.addWidget(page)
        self._sitting: ExamSitting | None = None
        self.opening.page_wanted.connect(self._bring)
        self.opening.agreed.connect(self._on_agreed)
        self.opening.taken_up.connect(self._on_taken_up)
        self.opening.declined.connect(self.left)
        self._proctoring.over.connect(self._on_over)
        self._proctoring.covering.connect(self._put_away)
        self._proctoring.break_wanted.connect(self._on_break_wanted)
        self.controller.review_wanted.connect(self._on_review_wanted)
        self.controller.leave_wanted.connect(self._on_leave_wanted)
        self.controller.time_over.connect(self._on_time_over)
        self.controller.warned.connect(self._items.page.notice.show_message)
        review = self._items.page
        review.jumped.connect(self._on_jumped)
        review.back.connect(self._on_back)
        review.end_wanted.connect(self._on_end_wanted)
        review.leave_wanted.connect(self._on_leave_wanted)
        self._break.over.connect(self._on_break_over)

    @property
    def running(self) -> ExamSitting | None:
        """The exam in hand, if there is one."""
        return self._sitting

    @property
    def proctoring(self) -> Proctoring:
        """What a watched exam is held by."""
        return self._proctoring

    def begin(self, kind: FormKind, conditions: Conditions) -> None:
        """Open a new exam: how it is watched, and the agreement."""
        self._set_keys()
        self.opening.begin(kind, conditions)

    def resume(self, attempt: AttemptId) -> None:
        """Go on with an exam that was left, or that a crash cut short."""
        try:
            sitting = ExamSitting(self._desk.database, self._desk.clock, attempt)
        except UserError as error:
            self.left.emit(texts.told(error))
            return
        self._set_keys()
        self.opening.take_up(sitting)

    def _set_keys(self) -> None:
        self.controller.set_key_map(self._desk.key_map)
        self._items.page.set_key_map(self._desk.key_map)

    @Slot(object)
    def _on_taken_up(self, sitting: ExamSitting) -> None:
        try:
            if sitting.was_interrupted or sitting.state.stopped is not None:
                sitting.go_on()
        except UserError as error:
            self.left.emit(texts.told(error))
            return
        self._sit(sitting)

    def submit_as_is(self, attempt: AttemptId) -> None:
        """End an exam that was cut short, with what was answered."""
        self._ending.end_unseen(attempt, EndedBy.SUBMITTED_AFTER_CRASH)

    def discard(self, attempt: AttemptId) -> None:
        """Give an open exam up."""
        self._ending.end_unseen(attempt, EndedBy.DISCARDED)

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
            conditions = self.opening.wanted[1]
            self._page.set_tools(calculator=conditions.tools, marking=True)
            self._bring(self._page)
            self.controller.start(TutorialSitting(self._desk.clock, demo_items(self), time=conditions.terms.time))
        else:
            self.start_at_once()

    def _start_exam(self) -> None:
        (kind, conditions), desk = self.opening.wanted, self._desk
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
        self.controller.start(sitting)
        self._proctoring.watch(sitting, self.screen.window())

    @Slot(QWidget)
    def _bring(self, page: QWidget) -> None:
        if self.screen.indexOf(page) < 0:
            self.screen.addWidget(page)
        self.screen.setCurrentWidget(page)
        self.shown.emit()
        page.setFocus()

    @Slot()
    def _on_review_wanted(self) -> None:
        if self._sitting is None:  # the tutorial
            self.controller.stop()
            self._start_exam()
            return
        self._items.show(self._sitting)
        self._bring(self._items.page)

    @Slot(int)
    def _on_jumped(self, position: int) -> None:
        self._on_back()
        self.controller.go_to(position)

    @Slot()
    def _on_back(self) -> None:
        self._items.stop()
        self._bring(self._page)

    @Slot()
    def _on_end_wanted(self) -> None:
        assert self._sitting is not None
        state = self._sitting.state
        question = EndQuestion(state.unanswered, end=end_words(state), parent=self.screen)
        question.confirmed.connect(self._on_end_confirmed)
        bind(question, self._desk.key_map, Action.LEAVE_EXAM, self._on_leave_wanted)
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
            self.left.emit("")
            return
        self._put_away()
        if self._proctoring.is_watching:
            self._proctoring.leave()
            return
        question = LeaveQuestion(is_practice=not self._sitting.state.form.kind.is_exam, parent=self.screen)
        question.break_wanted.connect(self._on_break_wanted)
        question.left.connect(self._on_left)
        question.discarded.connect(self._on_discarded)
        question.open()

    @Slot()
    def _on_break_wanted(self) -> None:
        assert self._sitting is not None
        self._stop(for_good=False)
        self._sitting.record(Break())
        self._bring(self._break)

    @Slot()
    def _on_break_over(self) -> None:
        assert self._sitting is not None
        self._sitting.go_on()
        self._sit(self._sitting)

    @Slot()
    def _on_left(self) -> None:
        self._on_over(SittingOver(EndedBecause.LEFT))

    @Slot(object)
    def _on_over(self, over: SittingOver) -> None:
        self.leave_quietly()
        if over.because is not EndedBecause.SYSTEM:
            self._desk.tell(Changed.QUESTIONS)
            self.left.emit(left_words(by_proctor=over.because is EndedBecause.PROCTOR))

    @Slot()
    def _on_discarded(self) -> None:
        self._finish(EndedBy.DISCARDED)

    @Slot()
    def _put_away(self) -> None:
        """Close what is open over the exam, while its clock runs and what was typed can be written."""
        self.controller.put_away()
        close_dialogs(self.screen.window())

    def _stop(self, *, for_good: bool = True) -> None:
        self.controller.put_away()
        close_dialogs(self.screen)
        self.controller.stop()
        self._items.stop()
        (self._proctoring.let_go if for_good else self._proctoring.rest)()

    def _finish(self, by: EndedBy) -> None:
        assert self._sitting is not None
        self._stop()
        sitting, self._sitting = self._sitting, None
        self._ending.end(sitting, by)
