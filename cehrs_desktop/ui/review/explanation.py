"""What the ratings mean, told once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel


class RatingExplanation(CardPanel):
    """Signal: `understood()`."""

    understood = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("", padding=1.0, parent=parent)
        self.set_title(self.tr("How to rate"))
        self._text = TextLabel()
        self.add(self._text)
        button = KeyButton(self.tr("Got it, hide this"), kind=ButtonKind.NEUTRAL)
        button.clicked.connect(self.understood)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_four(False)

    def set_four(self, four: bool) -> None:
        """Explain four ratings, or two."""
        if four:
            self._text.setText(
                self.tr(
                    "Again: you didn't know it. Hard: you knew it after a struggle. Good: you knew it. Easy: at once. "
                    "Each button says when the card comes back. If you didn't know it, never press Hard."
                )
            )
        else:
            self._text.setText(
                self.tr(
                    "Missed it: you didn't know the point of the answer; the card comes back in minutes. Got it: you "
                    "did, in your own words; the gap grows each time. Each button says when the card comes back. Undo "
                    "takes an answer back. Prefer four ratings? Switch in Settings."
                )
            )
