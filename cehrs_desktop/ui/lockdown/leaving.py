"""Leaving the exam: two actions and an optional reason, never a password."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from cehrs_desktop.ui.lockdown.panel import CoverPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_LONGEST = 200


class LeavingCover(CoverPanel):
    """The second action of leaving; the first brought it up. Signals: `left(reason)`, `stayed()`, `break_chosen()`."""

    left = Signal(str)
    stayed = Signal()
    break_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading.setText(self.tr("Leave the exam?"))
        self.column.addWidget(
            TextLabel(self.tr("Everything you answered is kept, and you can take it up again or hand it in later."))
        )
        self.column.addWidget(TextLabel(self.tr("Why are you leaving? (optional)"), role=TextRole.MUTED))
        self._reason = QLineEdit()
        self._reason.setMaxLength(_LONGEST)
        self._reason.setAccessibleName(self.tr("Why are you leaving? (optional)"))
        self._reason.returnPressed.connect(self._on_leave)
        self.column.addWidget(self._reason)
        leave = KeyButton(self.tr("Leave now"), kind=ButtonKind.PRIMARY)
        stay = KeyButton(self.tr("Stay"))
        self._break = KeyButton(self.tr("Take a break"))
        self._break.clicked.connect(self._on_break)
        leave.clicked.connect(self._on_leave)
        stay.clicked.connect(self._on_stay)
        self.add_buttons(leave, self._break, stay)

    def ask(self, *, can_break: bool = False) -> None:
        """Bring it up, with the keyboard in it: Enter leaves. A break is offered where there may be one."""
        self._break.setVisible(can_break)
        self._reason.clear()
        self.cover(self._reason)

    @Slot()
    def _on_leave(self) -> None:
        self.uncover()
        self.left.emit(self._reason.text().strip())

    @Slot()
    def _on_break(self) -> None:
        self.uncover()
        self.break_chosen.emit()

    @Slot()
    def _on_stay(self) -> None:
        self.uncover()
        self.stayed.emit()
