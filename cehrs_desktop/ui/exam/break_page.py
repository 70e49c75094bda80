"""While the clock stands: nothing of the exam is in sight, and one button lets it go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel


class BreakPage(ScrollPage):
    """Signal: `over()`."""

    over = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Break: the clock stands"), parent=parent)
        panel = CardPanel()
        panel.add(
            TextLabel(
                self.tr(
                    "Your answers are kept. NHA's exam has no scheduled break; extra breaks are an accommodation to "
                    "ask for before booking."
                )
            )
        )
        button = KeyButton(self.tr("Go on"), kind=ButtonKind.PRIMARY)
        button.clicked.connect(self._on_over)
        panel.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(panel)

    @Slot()
    def _on_over(self) -> None:
        self.over.emit()
