"""A bar as long as a domain's exam weight, filled to what is expected right, with its band."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme


class WeightBar(QWidget):
    """`length` is the part of the width the bar has; `filled`, `low` and `high` are parts of the bar (None: empty)."""

    def __init__(self, domain: int, length: float, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._domain = domain
        self._length = length
        self._filled: float | None = None
        self._band: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_filled(self, filled: float | None, *, low: float = 0.0, high: float = 0.0, words: str = "") -> None:
        """Fill the bar; `words` say the same to a screen reader."""
        self._filled = filled
        self._band = None if filled is None else (low, high)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        em = Theme.current().em
        return QSize(round(10 * em), max(8, round(0.95 * em)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        colors = Theme.current().colors
        whole = QRectF(0, 0, self.width() * self._length, self.height())
        outline = QPainterPath()
        radius = self.height() / 2
        outline.addRoundedRect(whole, radius, radius)
        painter.setClipPath(outline)
        painter.fillRect(whole, QColor(colors.track))
        if self._filled is None or self._band is None:
            return
        painter.fillRect(
            QRectF(0, 0, whole.width() * self._filled, whole.height()), QColor(colors.domain(self._domain).bar)
        )
        middle = whole.height() / 2
        low, high = (whole.width() * min(max(end, 0.0), 1.0) for end in self._band)
        painter.setPen(QPen(QColor(colors.text), 1.5))
        painter.drawLine(round(low), round(middle), round(high), round(middle))
        for end in (low, high):
            painter.drawLine(round(end), round(middle * 0.5), round(end), round(middle * 1.5))
