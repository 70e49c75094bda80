"""Runs a session of the daily review: what is shown next, and what each key does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from cehrs_desktop import __version__
from cehrs_desktop.activities import card_changes
from cehrs_desktop.activities.card_info import card_info
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.daily_review import DailyReview, Limit
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.stopwatch import Stopwatch
from cehrs_desktop.ui.review.summary_page import SummaryPage


class ReviewController(QObject):
    """Signals: `session_ended()` when the summary is to be shown, `resumed()` when a card is to be shown again,
    `left()` back to Today.
    """

    session_ended = Signal()
    resumed = Signal()
    left = Signal()

    def __init__(self, page: ReviewPage, summary_page: SummaryPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._summary_page = summary_page
        self._desk = desk
        self._stopwatch = Stopwatch(desk.clock)
        self._review: DailyReview | None = None
        self._shown: ShownCard | None = None
        self._answered = False
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
        self._page.notice.clear()
        self._review = DailyReview(
            desk.database,
            desk.clock,
            blueprint=desk.blueprint,
            preferences=desk.preferences,
            limit=limit,
            order=desk.exam_orders.current,
        )
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

    def _advance(self) -> None:
        shown = self.running.next()
        if shown is None:
            self._end()
        else:
            self._show(shown)

    def _end(self) -> None:
        self._shown = None
        if self.running.progress().done == 0:
            self.left.emit()  # nothing was done, so there is nothing to sum up
            return
        self._summary_page.show_summary(self.running.summary(), domains=self._desk.blueprint.domains)
        self.session_ended.emit()

    def _show(self, shown: ShownCard) -> None:
        self._stopwatch.start()
        self._present(shown, answered=False)
        self.resumed.emit()

    def _present(self, shown: ShownCard, *, answered: bool) -> None:
        self._shown, self._answered = shown, answered
        self._page.show_front(shown, self.running.progress(), domain_name=self._names[shown.flashcard.domain])
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
            Action.INFO: self._show_info,
            Action.REPORT: self._report,
            Action.END: self._end,
        }
        try:
            steps[action]()
        except UserError as error:
            self._page.notice.show_message(texts.told(error))

    @property
    def _card(self) -> CardId:
        assert self._shown is not None, "asked only while a card is shown"
        return self._shown.card.id

    def _say(self, message: str, *, action: str = "", key: str = "") -> None:
        """Show a message on the page that is in view: the card's, or the summary's once the session is over."""
        page = self._summary_page if self._shown is None else self._page
        page.notice.show_message(message, action=action, key=key)

    def _undo(self) -> None:
        undone = self.running.undo()
        if undone is None:
            self._say(self.tr("There is nothing to undo."))
            return
        self._desk.tell(Changed.CARDS | Changed.CONTENT)
        self._advance()
        rating = None if undone.review is None else undone.review.rating
        self._page.notice.show_message(self._undone(undone.kind, rating))

    def _undone(self, kind: StepKind, rating: Rating | None) -> str:
        if rating is not None:
            name = self.tr("Missed it") if rating is Rating.AGAIN else self.tr("Got it")
            return self.tr("Undone: the answer '%s' to this card. It is as it was before.").replace("%s", name)
        return {
            StepKind.BURY: self.tr("Undone: this card is no longer put off."),
            StepKind.SUSPEND: self.tr("Undone: this card is back in study."),
            StepKind.FLAG: self.tr("Undone: the flag of this card is as it was."),
            StepKind.EDIT: self.tr("Undone: this card has its earlier text."),
        }[kind]

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
        assert self._shown is not None
        flagged = self._shown.marks.flagged
        self._page.notice.show_message(self.tr("Flagged.") if flagged else self.tr("The flag is off."))

    def _show_again(self) -> None:
        """The same card after a change, on the same side, its clock running on."""
        self._present(self.running.show(self._card), answered=self._answered)

    def _edit(self) -> None:
        assert self._shown is not None
        self._open_editor(self._shown)

    def _open_editor(self, shown: ShownCard) -> None:
        self._edited = shown
        self._editor = EditDialog(shown.flashcard, parent=self._page)
        self._editor.accepted.connect(self._on_edit_accepted)
        self._editor.open()

    @Slot()
    def _on_edit_accepted(self) -> None:
        text = self._editor.text()
        if (text or self._edited.flashcard.pack_text) == self._edited.flashcard.text:
            return
        card = self._edited.card.id
        try:
            changed = card_changes.rewrite(self._desk.database, self._desk.clock, card=card, text=text)
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self._desk.tell(changed)
        if self._shown is not None and self._shown.card.id == card:
            self._show_again()

    def _show_info(self) -> None:
        assert self._shown is not None
        desk = self._desk
        found = card_info(
            desk.database,
            desk.clock,
            card=self._card,
            preferences=desk.preferences,
            order=desk.exam_orders.current,
        )
        InfoDialog(
            found,
            desired_retention=self._shown.outcomes.desired_retention,
            domain_name=self._names[found.flashcard.domain],
            parent=self._page,
        ).open()

    def _report(self) -> None:
        assert self._shown is not None
        card = self._shown.flashcard
        QGuiApplication.clipboard().setText(
            self.tr(
                "A mistake in CEHRS Trainer %v, card %i:\n\nQuestion: %f\nAnswer: %b\nSource: %s\n\nWhat is wrong: "
            )
            .replace("%v", __version__)
            .replace("%i", card.id)
            .replace("%f", card.text.front)
            .replace("%b", card.text.back)
            .replace("%s", card.source.citation)
        )
        self._page.notice.show_message(
            self.tr("A report about card %s was copied. Paste it into a message and say what is wrong.").replace(
                "%s", card.id
            )
        )

    @Slot()
    def _on_undo_from_notice(self) -> None:
        self._on_action_chosen(Action.UNDO)

    @Slot(int)
    def _on_rewrite_chosen(self, card: int) -> None:
        self._open_editor(self.running.show(CardId(card)))

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
