"""Asks, at the first start, only what is needed; every answer can be changed later."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.settings.exam_fields import ExamChoice, ExamFields
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class WelcomePage(ScrollPage):
    """Signals: `answered(ExamChoice)` to begin with ten cards, `skipped()` to look around first."""

    answered = Signal(object)
    skipped = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Welcome to CEHRS Trainer"),
            subtitle=self.tr("Four questions, then ten cards. You can change every answer later."),
            parent=parent,
        )
        self._keys: list[BoundKeys] = []
        panel = CardPanel(self.tr("Your exam"))
        self._fields = ExamFields()
        panel.add(self._fields)
        self.add(panel)
        row = QWidget()
        buttons = FlowLayout(row)
        self._begin = KeyButton(self.tr("Start with ten cards"), kind=ButtonKind.PRIMARY)
        self._begin.clicked.connect(self._on_begin)
        look = KeyButton(self.tr("Look around first"), kind=ButtonKind.LINK)
        look.clicked.connect(self._on_skip)
        buttons.addWidget(self._begin)
        buttons.addWidget(look)
        self.add(row)
        self.add(
            TextLabel(
                self.tr(
                    "Who wrote this: the cards are our own, written for this program from public rules and standards; "
                    "each names its source. They are not from NHA, were not reviewed by NHA, and no card comes from "
                    "an actual exam. Everything stays on this computer."
                ),
                role=TextRole.MUTED,
            )
        )

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let Enter (or what the learner chose) begin."""
        for bound in self._keys:
            bound.release()
        self._begin.set_key(key_map.label(Action.START))
        self._keys = [bind(self._begin, key_map, Action.START, self._on_begin, from_fields=True)]

    def show_choice(self, choice: ExamChoice, *, today: date) -> None:
        """Show these answers to begin with."""
        self._fields.show_choice(choice, earliest=QDate(today.year, today.month, today.day))

    def show_problem(self, sentence: str) -> None:
        """Say, beside the date, what is wrong with it."""
        self._fields.show_problem(sentence)

    @Slot()
    def _on_begin(self) -> None:
        choice = self._fields.choice()
        if self._fields.has_minutes:
            self.answered.emit(choice)

    @Slot()
    def _on_skip(self) -> None:
        self.skipped.emit()
