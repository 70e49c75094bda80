"""Three buttons after an option is chosen: how sure the learner is of it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton

_ACTIONS = {Confidence.SURE: Action.SURE, Confidence.UNSURE: Action.UNSURE, Confidence.GUESS: Action.GUESS}


class ConfidenceRow(QWidget):
    """Signal: `told(Confidence)`."""

    told = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = ColumnsLayout(self, ratios=(1, 1, 1), minimum_ems=9, spacing=0.7)
        self._buttons = {
            Confidence.SURE: KeyButton(self.tr("I am sure"), kind=ButtonKind.ACCENT),
            Confidence.UNSURE: KeyButton(self.tr("Unsure")),
            Confidence.GUESS: KeyButton(self.tr("A guess")),
        }
        self._slots = {
            Confidence.SURE: self._on_sure,
            Confidence.UNSURE: self._on_unsure,
            Confidence.GUESS: self._on_guess,
        }
        for confidence, button in self._buttons.items():
            button.clicked.connect(self._slots[confidence])
            row.addWidget(button)

    def set_key_map(self, key_map: KeyMap) -> list[BoundKeys]:
        """Show and bind these keys; the caller switches them with the choice."""
        for confidence, button in self._buttons.items():
            button.set_key(key_map.label(_ACTIONS[confidence]))
        return [bind(self, key_map, _ACTIONS[confidence], slot) for confidence, slot in self._slots.items()]

    @Slot()
    def _on_sure(self) -> None:
        self.told.emit(Confidence.SURE)

    @Slot()
    def _on_unsure(self) -> None:
        self.told.emit(Confidence.UNSURE)

    @Slot()
    def _on_guess(self) -> None:
        self.told.emit(Confidence.GUESS)
