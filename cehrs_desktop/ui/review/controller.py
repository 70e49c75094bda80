"""Runs a session of the daily review: what is shown next, and what each key does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities import card_changes
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.question.follow_up import FollowUp
from cehrs_desktop.ui.question.page import Place
from cehrs_desktop.ui.review.card_editor import CardEditor
from cehrs_desktop.ui.review.day_questions import DayQuestions
from cehrs_desktop.ui.review.look_ups import CardLookUps
from cehrs_desktop.ui.review.page import ReviewPage, progress_words
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.review.primer_turn import PrimerTurn
from cehrs_desktop.ui.review.stopwatch import Stopwatch
from cehrs_desktop.ui.review.summary_page import SummaryPage
from cehrs_desktop.ui.review.words import undone_words


class ReviewController(QObject):
    """Signals: `session_ended()` when the summary is to be shown, `resumed()` when a card is to be shown again,
    `primer_wanted()` when a primer is, `left()` back to Today.
    """

    session_ended = Signal()
    resumed = Signal()
    primer_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        page: ReviewPage,
        summary_page: SummaryPage,
        primer_page: PrimerPage,
        *,
        questions: DayQuestions,
        desk: Desk,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._summary_page = summary_page
        self._primers = PrimerTurn(primer_page, desk, parent=self)
        self._primers.wanted.connect(self.primer_wanted)
        self._primers.passed.connect(self._show)
        self._primers.ended.connect(self._end)
        primer_page.undo_chosen.connect(self._on_undo_from_notice)
        self._desk = desk
        self._questions = questions
        questions.continued.connect(self._advance)
        questions.ended.connect(self._end)
        questions.undo_wanted.connect(self._on_undo_from_notice)
        self._follow_up = FollowUp(summary_page.questions, desk)
        self._stopwatch = Stopwatch(desk.clock)
        self._look_ups = CardLookUps(page, desk)
        self._look_ups.card_changed.connect(self._on_rewritten)
        self._editor = CardEditor(page, desk)
        self._editor.rewritten.connect(self._on_rewritten)
        self._editor.failed.connect(page.notice.show_message)
        self._review: DailyReview | None = None
        self._shown: ShownCard | None = None
        self._answered = self._asks = False
        self._names = {domain.number: domain.name for domain in desk.blueprint.domains}
        desk.exam_orders.arrived.connect(self._on_order_arrived)
        page.answer_shown.connect(self._on_answer_shown)
        page.rated.connect(self._on_rated)
        page.action_chosen.connect(self._on_action_chosen)
        page.looked_away.connect(self._on_looked_away)
        page.looked_back.connect(self._on_looked_back)
        page.ratings_understood.connect(self._on_ratings_understood)
        page.notice.action_chosen.connect(self._on_undo_from_notice)
        summary_page.undo_chosen.connect(self._on_undo_from_notice)
        summary_page.notice.action_chosen.connect(self._on_undo_from_notice)
        summary_page.rewrite_chosen.connect(self._on_rewrite_chosen)
        summary_page.finished.connect(self.left)

    def start(self, limit: Limit) -> None:
        """Begin a session and show its first card, or its end if there is nothing to show."""
        desk = self._desk
        self._page.set_key_map(desk.key_map)
        self._page.set_four_ratings(desk.preferences.study.four_ratings)
        self._summary_page.set_key_map(desk.key_map)
        self._primers.begin()
        self._page.notice.clear()
        desk.want_order()  # a first exam date may have been given just before
        self._review = DailyReview(
            desk.database,
            desk.clock,
            blueprint=desk.blueprint,
            preferences=desk.preferences,
            limit=limit,
            order=desk.exam_orders.current,
        )
        try:
            self._questions.start(limit.questions)
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
        self._advance()

    @Slot()
    def _on_order_arrived(self) -> None:
        if self._review is not None:
            self._review.follow(self._desk.exam_orders.current)

    @property
    def running(self) -> DailyReview:
        """The session. Only asked while there is one."""
        assert self._review is not None, "no session was started"
        return self._review

    @Slot()
    def _advance(self, *, card_first: bool = False) -> None:
        """Show what comes next: a card, a question where it is one's turn, or the end."""
        self.running.set_aside(self._questions.seconds)
        cards = self.running.progress()
        shown = None if self._questions.is_turn(cards) and not card_first else self.running.next()
        if shown is not None and self._primers.comes_before(shown):
            return
        if shown is not None:
            self._show(shown)
        elif self._questions.left:
            self._shown, self._asks = None, True
            place = self._questions.with_questions(cards)
            self._questions.ask(Place(place.done, place.total, progress_words(place)))
        else:
            self._end()

    @Slot()
    def _end(self) -> None:
        self._shown, self._asks = None, False
        self._questions.rest()
        answered = self._questions.summary()
        if self.running.progress().done == 0 and answered is None:
            self.left.emit()  # nothing was done, so there is nothing to sum up
            return
        self._summary_page.show_summary(
            self.running.summary(), domains=self._desk.blueprint.domains, answered=answered is not None
        )
        self._follow_up.show(answered)
        self.session_ended.emit()

    @Slot(object)
    def _show(self, shown: ShownCard) -> None:
        self._stopwatch.start()
        self._present(shown, answered=False)
        self.resumed.emit()

    def _present(self, shown: ShownCard, *, answered: bool) -> None:
        self._shown, self._answered, self._asks = shown, answered, False
        progress = self._questions.with_questions(self.running.progress())
        self._page.show_front(shown, progress, domain_name=self._names[shown.flashcard.domain])
        if answered:
            self._page.show_answer(shown, explain=False)

    @Slot()
    def _on_answer_shown(self) -> None:
        if self._shown is None or self._answered:
            return
        self._answered = True
        self._page.show_answer(self._shown, explain=not self._desk.preferences.ratings_explained)

    @Slot(object)
    def _on_rated(self, rating: Rating) -> None:
        if self._shown is None or not self._answered:
            return
        try:
            changed = self.running.rate(self._shown, rating, seconds=self._stopwatch.seconds)
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            self._show(self.running.show(self._shown.card.id))
            return
        self._page.notice.clear()
        self._desk.tell(changed)
        self._advance()

    @Slot(object)
    def _on_action_chosen(self, action: Action) -> None:
        if self._review is None or (self._shown is None and action is not Action.UNDO):
            return
        steps = {
            Action.UNDO: self._undo,
            Action.BURY: self._bury,
            Action.SUSPEND: self._suspend,
            Action.FLAG: self._flag,
            Action.EDIT: self._edit,
            Action.INFO: lambda: self._look_ups.show_info(self._on_page),
            Action.REPORT: lambda: self._look_ups.copy_report(self._on_page),
            Action.LOOK_UP: self._look_ups.show_terms,
            Action.END: self._end,
        }
        try:
            steps[action]()
        except UserError as error:
            self._page.notice.show_message(texts.told(error))

    @property
    def _on_page(self) -> ShownCard:
        assert self._shown is not None, "asked only while a card is shown"
        return self._shown

    @property
    def _card(self) -> CardId:
        return self._on_page.card.id

    def _say(self, message: str, *, action: str = "", key: str = "") -> None:
        """Show a message on the page that is in view: the card's, the question's, or the summary's at the end."""
        over = self._questions.notice if self._asks else self._summary_page.notice
        notice = over if self._shown is None else self._page.notice
        notice.show_message(message, action=action, key=key)

    def _undo(self) -> None:
        undone = self.running.undo()
        if undone is None:
            self._say(self.tr("There is nothing to undo."))
            return
        self._desk.tell(Changed.CARDS | Changed.CONTENT)
        self._advance(card_first=True)
        rating = None if undone.review is None else undone.review.rating
        self._say(undone_words(undone.kind, rating))

    def _bury(self) -> None:
        changed = card_changes.bury(self._desk.database, self._desk.clock, card=self._card, day=self.running.day)
        self._gone(changed, self.tr("Put off until tomorrow."))

    def _suspend(self) -> None:
        changed = card_changes.suspend(self._desk.database, self._desk.clock, card=self._card)
        self._gone(changed, self.tr("Suspended: it won't come again. Undo, or Settings, brings it back."))

    def _gone(self, changed: Changed, message: str) -> None:
        self.running.refresh_marks(self._card)
        self._desk.tell(changed)
        self._advance()
        key = self._desk.key_map.label(Action.UNDO)
        self._say(message, action=self.tr("Undo"), key=key)

    def _flag(self) -> None:
        changed = card_changes.flag(self._desk.database, self._desk.clock, card=self._card)
        self._desk.tell(changed)
        self._show_again()
        flagged = self._on_page.marks.flagged
        self._page.notice.show_message(self.tr("Flagged.") if flagged else self.tr("The flag is off."))

    def _show_again(self) -> None:
        """The same card after a change, on the same side, its clock running on."""
        self._present(self.running.show(self._card), answered=self._answered)

    def _edit(self) -> None:
        self._editor.open(self._card, self._on_page.flashcard)

    @Slot(int)
    def _on_rewritten(self, card: int) -> None:
        self.running.reread()
        if self._shown is not None and self._shown.card.id == card:
            self._show_again()

    @Slot()
    def _on_undo_from_notice(self) -> None:
        self._on_action_chosen(Action.UNDO)

    @Slot(int)
    def _on_rewrite_chosen(self, card: int) -> None:
        self._editor.open(CardId(card), self.running.show(CardId(card)).flashcard)

    @Slot()
    def _on_ratings_understood(self) -> None:
        self._desk.change_preferences(replace(self._desk.preferences, ratings_explained=True))
        if self._shown is not None:
            self._page.show_answer(self._shown, explain=False)

    @Slot()
    def _on_looked_away(self) -> None:
        self._stopwatch.leave()

    @Slot()
    def _on_looked_back(self) -> None:
        self._stopwatch.come_back()
