"""A paragraph that fits any width: wraps between words, and inside a word where a word is wider than its place."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from cehrs_desktop.rules.reference import FoundTerm

_ENDLESS = 1 << 20  # pixels


class WrappedText:
    """Lays out and draws one text in one font; remembers the sizes it was asked for. Its terms are dotted below."""

    def __init__(self, text: str, font: QFont, *, center: bool = False, terms: Sequence[FoundTerm] = ()) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._center = center
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if center else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._terms = tuple(terms)
        if terms:
            self._layout.setFormats([_dotted(term) for term in terms])
        self._width = -1
        self._sizes: dict[int, QSize] = {}

    @property
    def text(self) -> str:
        """The text, line breaks as Unicode line separators."""
        return self._layout.text()

    def natural(self) -> QSize:
        """Size on as few lines as the text has."""
        if _ENDLESS not in self._sizes:
            self._lay(_ENDLESS)
        return self._sizes[_ENDLESS]

    def size(self, width: int) -> QSize:
        """Size needed when no line may be wider than `width` pixels."""
        natural = self.natural()
        if width >= natural.width():
            return natural
        wanted = max(width, 1)
        if wanted not in self._sizes:
            self._lay(wanted)
        return self._sizes[wanted]

    def draw(self, painter: QPainter, rect: QRect | QRectF, color: QColor) -> None:
        """Draw from the top of `rect`, in its width."""
        self._lay_for(int(rect.width()))
        painter.setPen(color)
        self._layout.draw(painter, QPointF(rect.topLeft()))

    def term_at(self, point: QPoint, *, width: int) -> str | None:
        """Which term stands at a point of the text as it is drawn in that width; None where none does."""
        self._lay_for(width)
        for number in range(self._layout.lineCount() if self._terms else 0):
            line = self._layout.lineAt(number)
            if line.naturalTextRect().contains(QPointF(point)):
                place = line.xToCursor(point.x(), QTextLine.CursorPosition.CursorOnCharacter)
                return next((term.short for term in self._terms if term.start <= place < term.end), None)
        return None

    def _lay_for(self, width: int) -> None:
        """Lay the lines for a width; where all have room anyway, their ends don't matter but for centered ones."""
        self._lay(max(width, 1) if self._center or width < self.natural().width() else _ENDLESS)

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


def _dotted(term: FoundTerm) -> QTextLayout.FormatRange:
    shown = QTextLayout.FormatRange()
    shown.start, shown.length = term.start, term.end - term.start
    dots = QTextCharFormat()
    dots.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    shown.format = dots
    return shown
