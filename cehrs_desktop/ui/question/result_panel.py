"""What the questions of a session came to, and the offer to have their cards come soon."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.exam.questions import QuestionSummary
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class ResultPanel(CardPanel):
    """Signal: `add_wanted()`."""

    add_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Questions"))
        self._amount = TextLabel(role=TextRole.HEADING)
        self._detail = TextLabel(role=TextRole.MUTED)
        self._add = KeyButton("")
        self._add.clicked.connect(self._on_add)
        self._added = TextLabel(role=TextRole.ACCENT)
        self.add(self._amount)
        self.add(self._detail)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._added)
        self.column.addStretch(1)

    def show_summary(self, summary: QuestionSummary, *, add: str) -> None:
        """Show what was right, guessed and missed; `add` is what the button says, empty for no button."""
        self._amount.setText(
            self.tr("%a of %b right").replace("%a", str(summary.right)).replace("%b", texts.questions(summary.answered))
        )
        parts = [
            texts.counted(count, one, many)
            for count, one, many in (
                (summary.guessed, self.tr("1 right by a guess"), self.tr("%n right by a guess")),
                (summary.missed, self.tr("1 missed"), self.tr("%n missed")),
            )
            if count
        ]
        parts.append(texts.minutes(max(round(summary.seconds / 60), 1)))
        note = " " + self.tr("A lucky guess counts as missed.") if summary.guessed else ""
        self._detail.setText(" · ".join(parts) + "." + note)
        self._add.setText(add)
        self._add.setVisible(bool(add))
        self._added.hide()

    def show_added(self, words: str) -> None:
        """Say what became of the cards."""
        self._add.hide()
        self._added.setText(words)
        self._added.show()

    @Slot()
    def _on_add(self) -> None:
        self.add_wanted.emit()
