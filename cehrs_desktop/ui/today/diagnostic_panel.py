"""Offers the diagnostic to someone who hasn't sat an exam yet; passing it by is fine."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class DiagnosticPanel(CardPanel):
    """Signal: `chosen()`."""

    chosen = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Where do you stand?"))
        text = self.tr(
            "The diagnostic shows where to begin, before you have studied. You can sit it in parts, on different "
            "days; skipping it is fine."
        )
        self.add(TextLabel(text, role=TextRole.MUTED))
        button = KeyButton(self.tr("See the diagnostic"))
        button.clicked.connect(self._on_chosen)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_chosen(self) -> None:
        self.chosen.emit()
