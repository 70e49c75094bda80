"""Three steps side by side, one of them lit: below, too close to call, above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class VerdictScale(QWidget):
    """The names stand below the steps; which one is lit is said in words, too."""

    def __init__(self, names: tuple[str, ...], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = [_Step() for _ in names]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for step, name in zip(self._steps, names, strict=True):
            column = QVBoxLayout()
            label = TextLabel(name, role=TextRole.MUTED)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(step)
            column.addWidget(label)
            column.addStretch(1)
            row.addLayout(column, 1)

    def set_place(self, place: int, *, words: str) -> None:
        """Light one step."""
        self.setAccessibleDescription(words)
        for at, step in enumerate(self._steps):
            step.set_lit(at == place)


class _Step(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._lit = False
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lit(self, lit: bool) -> None:
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colors = Theme.current().colors
        painter.setBrush(QColor(colors.accent if self._lit else colors.track))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
