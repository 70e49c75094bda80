"""A paragraph that fits any width: wraps between words, and inside a word where a word is wider than its place."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption


class WrappedText:
    """Lays out and draws one text in one font; remembers the sizes it was asked for."""

    def __init__(self, text: str, font: QFont, *, center: bool = False) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if center else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._width = -1
        self._sizes: dict[int, QSize] = {}

    @property
    def text(self) -> str:
        """The text, line breaks as Unicode line separators."""
        return self._layout.text()

    def natural(self) -> QSize:
        """Size on as few lines as the text has."""
        return self.size(1 << 20)

    def size(self, width: int) -> QSize:
        """Size needed when no line may be wider than `width` pixels."""
        wanted = max(width, 1)
        if wanted not in self._sizes:
            self._lay(wanted)
        return self._sizes[wanted]

    def draw(self, painter: QPainter, rect: QRect | QRectF, color: QColor) -> None:
        """Draw from the top of `rect`, in its width."""
        self._lay(max(int(rect.width()), 1))
        painter.setPen(color)
        self._layout.draw(painter, QPointF(rect.topLeft()))

    def _lay(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        self._layout.beginLayout()
        height = widest = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
            widest = max(widest, line.naturalTextWidth())
        self._layout.endLayout()
        self._sizes[width] = QSize(ceil(widest), ceil(height))
