"""The scale with the score on it: its 90 % band, and the pass line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme

_BAR, _HEIGHT = 0.65, 4.2  # ems


class ScoreLine(QWidget):
    """From the lowest to the highest score of the scale."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends = (0, 1)
        self._pass = 0
        self._score: tuple[int, int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, *, lowest: int, highest: int, pass_mark: int, score: tuple[int, int, int], words: str) -> None:
        """Show a score as points, low and high end of its band; `words` say the same."""
        self._ends, self._pass, self._score = (lowest, highest), pass_mark, score
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(20 * Theme.current().em), round(_HEIGHT * Theme.current().em))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(8 * Theme.current().em), round(_HEIGHT * Theme.current().em))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._score is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, colors = Theme.current(), Theme.current().colors
        painter.setFont(theme.font(0.86))
        bar, middle = theme.px(_BAR), theme.px(1.6)
        track = QRectF(theme.px(0.8), middle - bar / 2, self.width() - 2 * theme.px(0.8), bar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.track))
        painter.drawRoundedRect(track, bar / 2, bar / 2)
        points, low, high = self._score
        painter.setBrush(QColor(colors.accent))
        painter.drawRect(QRectF(self._x(low, track), track.y(), self._x(high, track) - self._x(low, track), bar))
        painter.drawEllipse(QPointF(self._x(points, track), middle), bar * 0.85, bar * 0.85)
        painter.setPen(QPen(QColor(colors.danger), 2))
        at = self._x(self._pass, track)
        painter.drawLine(QPointF(at, middle - 1.8 * bar), QPointF(at, middle + 2.0 * bar))
        self._paint_number(painter, self._pass, at, middle + 2.2 * bar, colors.danger)
        for end, x in zip(self._ends, (track.left(), track.right()), strict=True):
            self._paint_number(painter, end, x, middle + 2.2 * bar, colors.muted)

    def _x(self, score: int, track: QRectF) -> float:
        low, high = self._ends
        return track.left() + track.width() * (score - low) / (high - low)

    def _paint_number(self, painter: QPainter, number: int, x: float, top: float, color: str) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(str(number)) + 2
        left = min(max(x - width / 2, 0.0), self.width() - width)
        painter.setPen(QColor(color))
        painter.drawText(QRectF(left, top, width, metrics.height()), Qt.AlignmentFlag.AlignCenter, str(number))
