"""A row of names of which one is chosen: parts of a page, as tabs would be, but wrapping."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cehrs_desktop.ui.widgets.flow_layout import FlowLayout


class Segments(QWidget):
    """Signal: `chosen(id)`. Tab goes through the names; Space or Enter chooses."""

    chosen = Signal(str)

    def __init__(self, parts: Mapping[str, str], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        layout = FlowLayout(self, spacing=0.4)
        self._buttons = {part: _Segment(text) for part, text in parts.items()}
        for part, button in self._buttons.items():
            button.clicked.connect(partial(self._choose, part))
            layout.addWidget(button)
        self.set_current(next(iter(parts)))

    def set_current(self, part: str) -> None:
        """Mark a part as chosen; emits nothing."""
        for each, button in self._buttons.items():
            button.setChecked(each == part)

    def _choose(self, part: str) -> None:
        self.set_current(part)
        self.chosen.emit(part)


class _Segment(QPushButton):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("look", "segment")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
