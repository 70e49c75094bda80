"""Decides what the Practice page shows, and begins and takes up sets."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.practice import (
    OpenQuestions,
    begin_practice,
    open_practice,
    open_questions,
    past_sets,
)
from cehrs_desktop.activities.exam.question_session import QuestionSession
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import TopicId
from cehrs_desktop.rules.exam.practice import Only
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.practice.page import PracticePage
from cehrs_desktop.ui.question.controller import QuestionController
from cehrs_desktop.ui.question.follow_up import FollowUp
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.question.summary_page import SetSummaryPage


class PracticeController(QObject):
    """Signals: `question_shown()`, `summary_shown()`, `left()` when that page must come into view;
    `exam_wanted(AttemptId)` for a set whose answers come at the end, `exam_ended(AttemptId)` to end such a one.
    """

    question_shown = Signal()
    summary_shown = Signal()
    left = Signal()
    exam_wanted = Signal(object)
    exam_ended = Signal(object)

    def __init__(self, page: PracticePage, question: QuestionPage, summary: SetSummaryPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._summary, self._desk = page, summary, desk
        self._found: OpenQuestions | None = None
        self._session: QuestionSession | None = None
        self._timed = False
        self._questions = QuestionController(question, desk)
        self._follow_up = FollowUp(summary.result, desk)
        self._questions.continued.connect(self._advance)
        self._questions.ended.connect(self._end)
        self._questions.undo_wanted.connect(self._on_undo_wanted)
        page.filters_changed.connect(self._show_counts)
        page.start_wanted.connect(self._on_start)
        page.resumed.connect(self._on_resumed)
        page.ended.connect(self._on_ended)
        summary.finished.connect(self.left)
        self._question = question

    def refresh(self) -> None:
        """Show the present state."""
        self._found = open_questions(self._desk.database, blueprint=self._desk.blueprint)
        self._page.set_key_map(self._desk.key_map)
        self._page.show_open(open_practice(self._desk.database))
        self._page.past.show_past(past_sets(self._desk.database))
        self._show_counts()

    def choose_topic(self, topic: TopicId) -> None:
        """Ask on the page for the questions of one topic; one without questions changes nothing."""
        if self._found is not None:
            for each in self._found.bank.topics:
                if each.id == topic:
                    self._page.choose_topic(each.domain, topic)

    @Slot()
    def _show_counts(self) -> None:
        if self._found is None:
            return
        domains = self._page.wanted.domains
        self._page.show_topics({t.id: t.name for t in self._found.bank.topics if t.domain in domains})
        wanted = self._page.wanted
        only = {each: self._found.count(replace(wanted, only=frozenset({each}))) for each in Only}
        self._page.show_counts(self._found.count(wanted), only)

    @Slot()
    def _on_start(self) -> None:
        desk = self._desk
        try:
            begin_practice(
                desk.database,
                desk.clock,
                self._page.wanted,
                blueprint=desk.blueprint,
                pace=self._page.pace,
                feedback=self._page.feedback,
                rollover_hour=desk.preferences.study.rollover_hour,
            )
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self._page.notice.clear()
        desk.tell(Changed.QUESTIONS)
        self._on_resumed()

    @Slot()
    def _on_resumed(self) -> None:
        found = open_practice(self._desk.database)
        if found is None:
            return
        if not found.feedback:
            self.exam_wanted.emit(found.id)
            return
        self._timed = found.timed
        if self._take_up(found.id):
            self._advance()

    @Slot()
    def _on_ended(self) -> None:
        found = open_practice(self._desk.database)
        if found is None:
            return
        if not found.feedback:
            self.exam_ended.emit(found.id)
        elif self._take_up(found.id):
            self._end()

    def _take_up(self, attempt: AttemptId) -> bool:
        desk = self._desk
        hour = desk.preferences.study.rollover_hour
        try:
            self._session = QuestionSession(
                desk.database, desk.clock, attempt, blueprint=desk.blueprint, rollover_hour=hour
            )
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return False
        return True

    @Slot()
    def _advance(self) -> None:
        assert self._session is not None, "asked only while a set is answered"
        if self._questions.ask(self._session, timed=self._timed):
            self.question_shown.emit()
        else:
            self._end()

    @Slot()
    def _on_undo_wanted(self) -> None:
        self._question.notice.show_message(
            self.tr("Answers stay once their key was shown. This question has none yet: choose as you like.")
        )

    @Slot()
    def _end(self) -> None:
        assert self._session is not None, "asked only while a set is answered"
        session, self._session = self._session, None
        self._desk.tell(session.finish())
        summary = session.summary()
        if not summary.answered:
            self.left.emit()
            return
        self._follow_up.show(summary)
        self._summary.set_key_map(self._desk.key_map)
        self.summary_shown.emit()
