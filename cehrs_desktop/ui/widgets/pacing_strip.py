"""Seconds of each item in order, as bars; what was missed has a mark below, so that color isn't needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme

_HEIGHT, _BELOW = 6.0, 0.9  # ems


class PacingStrip(QWidget):
    """One bar an item; the line is the even pace. A table beside it holds the same."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds: tuple[float, ...] = ()
        self._right: tuple[bool, ...] = ()
        self._even: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_items(self, seconds: Sequence[float], right: Sequence[bool], *, even: float | None, words: str) -> None:
        """Show so many seconds for each item, and whether it was right; `even` are those of an even pace."""
        self._seconds, self._right, self._even = tuple(seconds), tuple(right), even
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(16 * Theme.current().em), round(_HEIGHT * Theme.current().em))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(6 * Theme.current().em), round(_HEIGHT * Theme.current().em))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._seconds:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = Theme.current().colors
        below = Theme.current().px(_BELOW)
        room = self.height() - below
        most = max(*self._seconds, self._even or 0.0, 1.0)
        step = self.width() / len(self._seconds)
        for place, (seconds, right) in enumerate(zip(self._seconds, self._right, strict=True)):
            height = room * seconds / most
            bar = QRectF(place * step, room - height, max(step - 1, 1), height)
            painter.fillRect(bar, QColor(colors.accent if right else colors.danger))
            if not right:
                painter.setPen(QPen(QColor(colors.danger), 1.5))
                center = QPointF(bar.center().x(), room + below / 2)
                half = min(step, below) * 0.35
                painter.drawLine(center + QPointF(-half, -half), center + QPointF(half, half))
                painter.drawLine(center + QPointF(half, -half), center + QPointF(-half, half))
        if self._even is not None:
            painter.setPen(QPen(QColor(colors.text), 1))
            y = room - room * self._even / most
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
