"""A card's recall over the days as a line, its answers on top; missed ones are crosses, so color isn't needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme

_HEIGHT, _AROUND = 7.0, 0.6  # ems
_LOWEST = 0.5
"""What stands at the foot, unless recall fell lower."""


class RecallCurve(QWidget):
    """A line from the foot (half, or less) to the top (all); lines across stand at both. Words tell the same."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[tuple[int, float], ...] = ()
        self._answers: tuple[tuple[int, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_curve(
        self, points: Sequence[tuple[int, float]], answers: Sequence[tuple[int, bool]], *, words: str
    ) -> None:
        """Show recall (0 to 1) by study day, and on which days there was an answer, right or not."""
        self._points, self._answers = tuple(points), tuple(answers)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(16 * Theme.current().em), round(_HEIGHT * Theme.current().em))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(6 * Theme.current().em), round(_HEIGHT * Theme.current().em))

    def paintEvent(self, event: QPaintEvent) -> None:
        days = [day for day, _ in (*self._points, *self._answers)]
        if not days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, around = Theme.current().colors, Theme.current().px(_AROUND)
        first, whole = min(days), max(max(days) - min(days), 1)
        lowest = min(_LOWEST, *(left for _, left in self._points)) if self._points else _LOWEST
        width, height = self.width() - 2 * around, self.height() - 2 * around

        def at(day: int, left: float) -> QPointF:
            return QPointF(around + width * (day - first) / whole, around + height * (1 - left) / (1 - lowest))

        painter.setPen(QPen(QColor(colors.border), 1))
        for level in (1.0, lowest):
            painter.drawLine(QPointF(0, at(first, level).y()), QPointF(self.width(), at(first, level).y()))
        painter.setPen(QPen(QColor(colors.accent), 2))
        painter.drawPolyline(QPolygonF([at(day, left) for day, left in self._points]))
        half = around * 0.45
        for day, right in self._answers:
            self._mark(painter, at(day, 1.0), half, right=right)

    def _mark(self, painter: QPainter, center: QPointF, half: float, *, right: bool) -> None:
        colors = Theme.current().colors
        if right:
            painter.setPen(QPen(QColor(colors.surface), 1))
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(center, half, half)
            return
        painter.setPen(QPen(QColor(colors.danger), 2.5))
        painter.drawLine(center + QPointF(-half, -half), center + QPointF(half, half))
        painter.drawLine(center + QPointF(half, -half), center + QPointF(-half, half))
