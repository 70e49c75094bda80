"""Asks one question: option, confidence, then key and reasons; and what its keys do."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from cehrs_desktop.activities.exam.question_session import QuestionSession
from cehrs_desktop.activities.exam.records import flag_question
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.questions import ShownQuestion
from cehrs_desktop.rules.exam.responses import Response
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.top_bar import announce
from cehrs_desktop.ui.mistake_reports import question_report
from cehrs_desktop.ui.question.page import Place, QuestionPage
from cehrs_desktop.ui.term_look_ups import TermLookUps

SECONDS_PER_ITEM = 60


class QuestionController(QObject):
    """Signals: `continued()` when the reasons were read, `undo_wanted()` on a question where nothing was chosen yet,
    `ended()` when the learner ends the session.
    """

    continued = Signal()
    undo_wanted = Signal()
    ended = Signal()

    def __init__(self, page: QuestionPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._names = {domain.number: domain.name for domain in desk.blueprint.domains}
        self._session: QuestionSession | None = None
        self._shown: ShownQuestion | None = None
        self._chosen: OptionId | None = None
        self._told = self._flagged = False
        self._began = 0.0
        self._terms = TermLookUps(page)
        page.term_chosen.connect(self._terms.show_term)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.show_clock)
        page.chosen.connect(self._on_chosen)
        page.answered.connect(self._on_answered)
        page.continued.connect(self._on_continued)
        page.action_chosen.connect(self._on_action)
        page.hidden.connect(self._on_hidden)

    def ask(self, session: QuestionSession, place: Place | None = None, *, timed: bool = False) -> bool:
        """Show the session's next question; False when there is none. Raises UserError when it can't be shown."""
        self._session, self._chosen, self._told = session, None, False
        self._shown = session.next()
        if self._shown is None:
            return False
        shown = self._shown
        self._flagged = shown.flagged
        self._page.notice.clear()
        self._page.set_key_map(self._desk.key_map)
        self._page.show_question(shown, place or _place(shown), domain_name=self._names[shown.version.domain])
        self._began = self._desk.clock.monotonic()
        self._page.show_clock("")
        if timed:
            self.show_clock()
            self._timer.start()
        return True

    @Slot()
    def show_clock(self) -> None:
        """What is left of this question's minute; it ends nothing."""
        left = SECONDS_PER_ITEM - (self._desk.clock.monotonic() - self._began)
        self._page.show_clock(
            self.tr("%n s left").replace("%n", str(round(left))) if left > 0 else self.tr("over a minute")
        )

    @Slot(object)
    def _on_chosen(self, option: OptionId) -> None:
        if self._shown is not None and not self._told:
            self._chosen = option
            self._page.show_choice(option)

    @Slot(object)
    def _on_answered(self, confidence: Confidence) -> None:
        if self._session is None or self._shown is None or self._chosen is None or self._told:
            return
        try:
            response, changed = self._session.answer(self._shown, self._chosen, confidence)
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self._told = True
        self._timer.stop()
        verdict, source = self._verdict(response), self._shown.version.source
        cited = self.tr("Source: %s · as of %d").replace("%s", source.citation).replace("%d", source.as_of)
        self._page.show_told(self._shown, response, verdict=verdict, source=cited)
        announce(self._page, verdict)
        self._desk.tell(changed)

    def _verdict(self, response: Response) -> str:
        if not response.correct:
            if response.confidence is Confidence.SURE:
                return self.tr("Not the best answer, though you were sure. It comes again.")
            return self.tr("Not the best answer. It comes again.")
        if response.confidence is Confidence.GUESS:
            return self.tr("Right, by a guess: it counts as missed and comes again.")
        return self.tr("Right.")

    @Slot()
    def _on_continued(self) -> None:
        if self._session is not None and self._told:
            self._rest()
            self.continued.emit()

    @Slot()
    def _on_hidden(self) -> None:
        self._rest()

    def _rest(self) -> None:
        self._timer.stop()
        if self._session is not None:
            self._session.rest()

    @Slot(object)
    def _on_action(self, action: Action) -> None:
        if self._shown is None:
            return
        if action is Action.FLAG:
            self._flag(self._shown)
        elif action is Action.LOOK_UP:
            self._terms.show_terms_of(self._page.read_text())
        elif action is Action.UNDO:
            self._undo()
        elif action is Action.REPORT:
            self._report(self._shown)
        elif action is Action.END:
            self._rest()
            self.ended.emit()

    def _undo(self) -> None:
        """Take back a choice; an answer whose key was shown stays (docs/decisions/0014)."""
        if self._told:
            self._page.notice.show_message(
                self.tr("This answer stays, as its key was shown. If it was a slip, flag the question to practice it.")
            )
        elif self._chosen is not None:
            self._chosen = None
            self._page.show_choice(None)
        else:
            self.undo_wanted.emit()

    def _flag(self, shown: ShownQuestion) -> None:
        try:
            changed = flag_question(self._desk.database, shown.item.id, flagged=not self._flagged)
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self._flagged = not self._flagged
        self._page.show_flag(on=self._flagged)
        self._desk.tell(changed)

    def _report(self, shown: ShownQuestion) -> None:
        QGuiApplication.clipboard().setText(question_report(shown.version, told=self._told))
        self._page.notice.show_message(
            self.tr("A report about question %s was copied. Paste it into a message and say what is wrong.").replace(
                "%s", shown.item.id
            )
        )


def _place(shown: ShownQuestion) -> Place:
    words = texts.tr("%a of %b").replace("%a", str(shown.number)).replace("%b", str(shown.total))
    return Place(shown.number - 1, shown.total, words)
