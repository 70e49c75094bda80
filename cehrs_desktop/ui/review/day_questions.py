"""The day's questions among the cards of a session: when one comes, and what they came to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from cehrs_desktop.activities.exam.daily_questions import begin_daily_questions, seconds_a_question
from cehrs_desktop.activities.exam.question_session import QuestionSession
from cehrs_desktop.rules.exam.practice import turn_of_question
from cehrs_desktop.rules.exam.questions import QuestionSummary
from cehrs_desktop.rules.study.session import SessionProgress
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.question.controller import QuestionController
from cehrs_desktop.ui.question.page import Place, QuestionPage


class DayQuestions(QObject):
    """Signals: `asked()` when the question's page must come into view, `continued()`, `ended()` by the learner,
    `undo_wanted()` on a question where nothing was chosen yet, or by the page's notice.
    """

    asked = Signal()
    continued = Signal()
    undo_wanted = Signal()
    ended = Signal()

    def __init__(self, page: QuestionPage, desk: Desk) -> None:
        super().__init__(page)
        self._desk = desk
        self.notice = page.notice
        self.notice.action_chosen.connect(self.undo_wanted)
        self._controller = QuestionController(page, desk)
        self._controller.continued.connect(self.continued)
        self._controller.undo_wanted.connect(self.undo_wanted)
        self._controller.ended.connect(self.ended)
        self._session: QuestionSession | None = None
        self._most, self._seconds_each = 0, 0.0

    def start(self, most: int) -> None:
        """Begin a session with at most so many questions. Raises UserError when they can't be taken up."""
        self.rest()
        self._session, self._most = None, most
        if not most:
            return
        desk = self._desk
        hour = desk.preferences.study.rollover_hour
        self._seconds_each = seconds_a_question(desk.database, desk.clock, rollover_hour=hour)
        self._session = begin_daily_questions(
            desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences
        )

    @property
    def done(self) -> int:
        """Questions answered in this session."""
        return 0 if self._session is None else len(self._session.answered_now)

    @property
    def left(self) -> int:
        """Questions to come in this session."""
        return 0 if self._session is None else min(self._session.left, self._most - self.done)

    @property
    def seconds(self) -> float:
        """Seconds of the session that are the questions': those used, and those still needed."""
        used = 0.0 if self._session is None else sum(each.seconds for each in self._session.answered_now)
        return used + self.left * self._seconds_each

    def is_turn(self, cards: SessionProgress) -> bool:
        """Whether a question comes now rather than a card."""
        return turn_of_question(
            cards_done=cards.done,
            cards_left=cards.total - cards.done,
            questions_done=self.done,
            questions_left=self.left,
        )

    def with_questions(self, cards: SessionProgress) -> SessionProgress:
        """Where the session stands, cards and questions together."""
        return replace(
            cards,
            done=cards.done + self.done,
            total=cards.total + self.done + self.left,
            seconds_left=cards.seconds_left + self.left * self._seconds_each,
        )

    def ask(self, place: Place) -> None:
        """Show the next question."""
        assert self._session is not None, "asked only while questions are left"
        if self._controller.ask(self._session, place):
            self.asked.emit()

    def rest(self) -> None:
        """The session is over or another begins; what is left can be gone on with. A day that is done is ended."""
        if self._session is None or self._session.is_over:
            return
        self._session.rest()
        if not self._session.left:
            self._desk.tell(self._session.finish())

    def summary(self) -> QuestionSummary | None:
        """What the questions of this session came to; None when it had none."""
        return None if self._session is None or not self.done else self._session.summary(whole=False)
