"""The label for every visible text: fits any width without clipping."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText


class TextRole(StrEnum):
    """Size, weight and color of a text; the style sheet says how."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    NUMBER = "number"
    VERDICT = "verdict"
    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    MUTED = "muted"
    ACCENT = "accent"
    DANGER = "danger"


class TextLabel(QLabel):
    """A QLabel of plain text that wraps at any width, inside a word if it must."""

    # A label may be squeezed to this many ems; what is wider wraps.
    narrowest_ems = 1.5

    def __init__(self, text: str = "", *, role: TextRole | str = TextRole.BODY, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", str(role))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWordWrap(True)  # QLabel takes height-for-width from this, again with each text
        self._wrapped: WrappedText | None = None

    def set_role(self, role: TextRole) -> None:
        """Give the text another look."""
        if self.property("role") != str(role):
            self.setProperty("role", str(role))
            self.style().unpolish(self)
            self.style().polish(self)

    def padding(self) -> QMargins:
        """Room around the text, for labels with a background."""
        return QMargins()

    def heightForWidth(self, width: int) -> int:
        around = self.padding()
        return self._laid().size(width - around.left() - around.right()).height() + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        return self._laid().natural().grownBy(self.padding())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        narrowest = round(self.narrowest_ems * Theme.current().em)
        line = self.fontMetrics().height() + self.padding().top() + self.padding().bottom()
        return QSize(min(hint.width(), narrowest), min(hint.height(), line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect().marginsRemoved(self.padding())
        laid = self._laid()
        size = laid.size(rect.width())
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            rect.setLeft(max(rect.left(), rect.right() + 1 - size.width()))
        elif self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            rect.setLeft(rect.left() + max(0, (rect.width() - size.width()) // 2))
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            rect.setTop(rect.top() + max(0, (rect.height() - size.height()) // 2))
        laid.draw(painter, rect, self.palette().color(self.foregroundRole()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wrapped = None
            self.updateGeometry()

    def _laid(self) -> WrappedText:
        if self._wrapped is None or self._wrapped.text != self.text().replace("\n", "\u2028"):
            self._wrapped = self._written()
        return self._wrapped

    def _written(self) -> WrappedText:
        self.ensurePolished()
        return WrappedText(self.text(), self.font())
