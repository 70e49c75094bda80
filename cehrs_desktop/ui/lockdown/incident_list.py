"""The incident list for the report: when, what, what was done; and 'That was not me'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cehrs_desktop.rules.exam.proctor_record import Line
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class IncidentList(QFrame):
    """Signal: `objected(number)`, only with `can_object`."""

    objected = Signal(int)

    def __init__(self, *, can_object: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._can_object = can_object
        self._column = QVBoxLayout(self)
        EmSpacing(self._column, spacing=0.55, margins=(1.4, 1.2, 1.4, 1.2))
        self._rows: list[QWidget] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these incidents, the first one first."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines]
        if not lines:
            self._rows = [TextLabel(self.tr("Nothing was noticed."))]
        heading = TextLabel(self.tr("What a proctor would have noticed"), role=TextRole.HEADING)
        note = TextLabel(
            self.tr("Kinds and times only; no picture or sound was kept. A real proctor may judge otherwise."),
            role=TextRole.MUTED,
        )
        self._rows = [heading, *self._rows, note]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=0.9)
        name = words.signal_name(line.signal)
        flow.addWidget(TextLabel(in_clock(line.at), role=TextRole.STRONG))
        flow.addWidget(TextLabel(f"{name}: {line.detail}" if line.detail else name))
        flow.addWidget(TextLabel(words.response_name(line.response), role=TextRole.MUTED))
        if line.objected:
            flow.addWidget(TextLabel(self.tr("you said: that was not me"), role=TextRole.ACCENT))
        elif self._can_object:
            button = KeyButton(self.tr("That was not me"), kind=ButtonKind.LINK)
            button.setAccessibleDescription(name)
            button.clicked.connect(partial(self.objected.emit, line.number))
            flow.addWidget(button)
        return row


def in_clock(seconds: float) -> str:
    """'1:02:33' since the start of the exam."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
