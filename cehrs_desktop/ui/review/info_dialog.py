"""Shows what is known of one card: memory, history, and why it comes when it does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.learner_day import date_of
from cehrs_desktop.rules.study.remark import Remark
from cehrs_desktop.rules.study.shown_card import CardInfo
from cehrs_desktop.rules.study.why import Reason
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.review.curve_panel import CurvePanel
from cehrs_desktop.ui.review.difference_panel import DifferencePanel
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.page_dialog import PageDialog
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class InfoDialog(PageDialog):
    """One card in full. Signals: `note_wanted()`; `term_chosen(short)`; `new_text_wanted()`, the pack's in place of the
    learner's own.
    """

    note_wanted = Signal()
    new_text_wanted = Signal()
    term_chosen = Signal(str)

    def __init__(
        self, card: CardInfo, glossary: Glossary, *, desired_retention: float, domain_name: str, parent: QWidget
    ) -> None:
        title = self.tr("About this card")
        super().__init__(title, heading=title, subtitle=f"{domain_name} · {card.flashcard.topic}", parent=parent)
        self._front = TextLabel(card.flashcard.text.front, role=TextRole.STRONG)
        self.page.add(self._front)
        self.page.add(self._remark_panel(card.remark))
        self._own_text = DifferencePanel(card.flashcard, glossary)
        self._own_text.term_chosen.connect(self.term_chosen)
        self._own_text.new_text_wanted.connect(self.new_text_wanted)
        self._own_text.setVisible(card.flashcard.edited)
        self.page.add(self._own_text)
        reason = FactTable()
        reason.setAccessibleName(self.tr("Why this card today?"))
        reason.set_table(
            [self.tr("Why this card today?"), self.tr("Now"), self.tr("Meaning")], self._reason(card, desired_retention)
        )
        self.page.add(reason)
        facts = FactTable()
        facts.setAccessibleName(self.tr("The card's memory"))
        facts.set_table([self.tr("Fact"), self.tr("Now"), self.tr("Meaning")], self._facts(card, desired_retention))
        self.page.add(facts)
        self.page.add(TextLabel(self.tr("History"), role=TextRole.HEADING))
        if card.history:
            self.page.add(CurvePanel(card))
            history = FactTable()
            history.setAccessibleName(self.tr("History"))
            history.set_table(
                [
                    self.tr("Day"),
                    self.tr("Answer"),
                    self.tr("Seconds"),
                    self.tr("Recall expected"),
                    self.tr("Stability"),
                ],
                self._history(card),
            )
            self.page.add(history)
        else:
            self.page.add(TextLabel(self.tr("You haven't answered this card yet."), role=TextRole.MUTED))
        self.add_buttons(QDialogButtonBox.StandardButton.Close)

    def _remark_panel(self, remark: Remark) -> QWidget:
        panel = CardPanel(self.tr("Your note"), padding=1.0)
        self._note, self._tags = TextLabel(), TextLabel(role=TextRole.MUTED)
        self._write = KeyButton("", kind=ButtonKind.LINK)
        self._write.clicked.connect(self.note_wanted)
        for widget in (self._note, self._tags, self._write):
            panel.add(widget)
        self.show_remark(remark)
        return panel

    def show_remark(self, remark: Remark) -> None:
        """Show other tags and another note."""
        self._note.setText(remark.note)
        self._note.setVisible(bool(remark.note))
        self._tags.setText(self.tr("Tags: %s").replace("%s", ", ".join(remark.tags)))
        self._tags.setVisible(bool(remark.tags))
        self._write.setText(self.tr("Change the note…") if remark.note else self.tr("Write a note…"))

    def show_packs_text(self, front: str) -> None:
        """The card has its pack's text again."""
        self._front.setText(front)
        self._own_text.hide()

    def _reason(self, card: CardInfo, desired_retention: float) -> list[list[str]]:
        """The reason, and in the exam-day order the numbers it rests on."""
        reason, worth = card.why.reason, card.why.worth
        names = {
            Reason.IN_STEPS: self.tr("In steps"),
            Reason.NEW: self.tr("New"),
            Reason.DUE: self.tr("Due"),
            Reason.EXAM_VALUE: self.tr("Exam value"),
            Reason.NOT_TODAY: self.tr("Not today"),
        }
        meanings = {
            Reason.IN_STEPS: self.tr("It comes back within minutes until you know it"),
            Reason.NEW: self.tr("You haven't met it yet"),
            Reason.DUE: self.tr("Recall has fallen to the wanted %s").replace("%s", texts.percent(desired_retention)),
            Reason.EXAM_VALUE: self.tr("Reviewing it today raises what you will know on exam day"),
            Reason.NOT_TODAY: self.tr("Nothing is gained by another answer today"),
        }
        rows = [[self.tr("Reason"), names[reason], meanings[reason]]]
        if worth is not None:
            rows += [
                [self.tr("Exam value"), self.tr("%s points an hour").replace("%s", f"{worth.points_an_hour:.2f}"),
                 self.tr("Exam-day recall, by exam weight, that an hour of such answers would add")],
                [self.tr("Place"), str(worth.place), self.tr("Among all cards by exam value, as this day began")],
                [self.tr("On exam day"), texts.percent(worth.unseen_again),
                 self.tr("Its recall then, if you didn't see it again")],
            ]  # fmt: skip
        return rows

    def _facts(self, card: CardInfo, desired_retention: float) -> list[list[str]]:
        memory = card.card
        unknown = "–"
        return [
            [self.tr("Recall now"), unknown if card.recall_now is None else texts.percent(card.recall_now),
             self.tr("How likely you would know it today")],
            [self.tr("Stability"), unknown if memory.stability is None else self._days(memory.stability),
             self.tr("After this time recall has fallen to 90%")],
            [self.tr("Difficulty"), unknown if memory.difficulty is None else f"{memory.difficulty:.1f}",
             self.tr("From 1 (easy) to 10, learned from your answers")],
            [self.tr("Wanted recall"), texts.percent(desired_retention),
             self.tr("The card comes back when recall falls to this; heavier domains are kept higher")],
            [self.tr("Due"), self._due(card), self.tr("When it comes back")],
            [self.tr("Answers"), str(memory.reviews), self.tr("How often you rated it")],
            [self.tr("Missed"), str(memory.lapses), self.tr("How often you missed it after you had learned it")],
            [self.tr("Card id"), card.flashcard.id, self.tr("For reports of mistakes")],
        ]  # fmt: skip

    def _days(self, days: float) -> str:
        return self.tr("%s days").replace("%s", f"{days:.1f}")

    def _due(self, card: CardInfo) -> str:
        if card.card.state is CardState.NEW:
            return self.tr("new")
        if card.due_day is None:
            return self.tr("within minutes")
        return texts.full_date(date_of(card.due_day))

    def _history(self, card: CardInfo) -> list[list[str]]:
        names = {
            Rating.AGAIN: self.tr("Missed it"),
            Rating.HARD: self.tr("Hard"),
            Rating.GOOD: self.tr("Got it"),
            Rating.EASY: self.tr("Easy"),
        }
        return [
            [
                texts.short_date(date_of(past.study_day)),
                names[past.rating],
                f"{past.seconds:.0f}",
                "–" if past.predicted_recall is None else texts.percent(past.predicted_recall),
                "–" if past.stability_before is None else self._days(past.stability_before),
            ]
            for past in reversed(card.history)
        ]
