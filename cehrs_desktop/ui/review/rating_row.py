"""The rating buttons: two or four, each saying when the card comes back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.scheduling import Outcomes
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton

_ACTIONS = {
    Rating.AGAIN: Action.AGAIN,
    Rating.HARD: Action.HARD,
    Rating.GOOD: Action.GOOD,
    Rating.EASY: Action.EASY,
}
_KINDS = {
    Rating.AGAIN: ButtonKind.DANGER,
    Rating.HARD: ButtonKind.NEUTRAL,
    Rating.GOOD: ButtonKind.ACCENT,
    Rating.EASY: ButtonKind.NEUTRAL,
}
_ONLY_WITH_FOUR = (Rating.HARD, Rating.EASY)


class RatingRow(QWidget):
    """Signal: `rated(Rating)`. With two buttons the keys of Hard and Easy mean Got it."""

    rated = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._four = False
        self._row = ColumnsLayout(ratios=(1, 1, 1, 1), minimum_ems=9, spacing=0.7)
        self.setLayout(self._row)
        self._buttons = {rating: KeyButton("", kind=_KINDS[rating]) for rating in Rating}
        slots = (self._on_again, self._on_hard, self._on_good, self._on_easy)
        for button, slot in zip(self._buttons.values(), slots, strict=True):
            button.clicked.connect(slot)
            self._row.addWidget(button)
        self.set_four(False)

    def set_four(self, four: bool) -> None:
        """Show all four ratings, or Missed it and Got it."""
        self._four = four
        names = {
            Rating.AGAIN: self.tr("Again") if four else self.tr("Missed it"),
            Rating.HARD: self.tr("Hard"),
            Rating.GOOD: self.tr("Good") if four else self.tr("Got it"),
            Rating.EASY: self.tr("Easy"),
        }
        for rating, button in self._buttons.items():
            button.setText(names[rating])
            button.setVisible(four or rating not in _ONLY_WITH_FOUR)

    def set_key_map(self, key_map: KeyMap) -> list[BoundKeys]:
        """Show and bind these keys; the caller switches them with the answer."""
        slots = {
            Rating.AGAIN: self._on_again,
            Rating.HARD: self._on_hard,
            Rating.GOOD: self._on_good,
            Rating.EASY: self._on_easy,
        }
        for rating, button in self._buttons.items():
            button.set_key(key_map.label(_ACTIONS[rating]))
        return [bind(self, key_map, _ACTIONS[rating], slot) for rating, slot in slots.items()]

    def show_outcomes(self, outcomes: Outcomes) -> None:
        """Write on each button when the card comes back if it is pressed."""
        for rating, button in self._buttons.items():
            outcome = outcomes[rating]
            button.set_second_line(texts.interval(outcome.days, outcome.delay))

    def _rate(self, rating: Rating) -> None:
        self.rated.emit(rating if self._four or rating is Rating.AGAIN else Rating.GOOD)

    @Slot()
    def _on_again(self) -> None:
        self._rate(Rating.AGAIN)

    @Slot()
    def _on_hard(self) -> None:
        self._rate(Rating.HARD)

    @Slot()
    def _on_good(self) -> None:
        self._rate(Rating.GOOD)

    @Slot()
    def _on_easy(self) -> None:
        self._rate(Rating.EASY)
