"""A small rounded label tinted by domain."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.text_label import TextLabel
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText


class Chip(TextLabel):
    """'Clinical Operations · Orders and results'; wraps rather than leaving anything out."""

    def __init__(self, text: str = "", *, domain: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, role="chip", parent=parent)
        self._domain = domain
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setWordWrap(True)

    def set_chip(self, text: str, *, domain: int | None) -> None:
        """Show another text in the color of a domain, or in the accent color."""
        self._domain = domain
        self.setText(text)
        self.update()

    def padding(self) -> QMargins:
        px = Theme.current().px
        return QMargins(px(0.72), px(0.22), px(0.72), px(0.22))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = Theme.current().colors
        tint, text = colors.accent_tint, colors.accent_text
        if self._domain is not None:
            tint, text = colors.domain(self._domain).tint, colors.domain(self._domain).text
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        rect = self.rect()
        rect.setHeight(min(self.height(), self.heightForWidth(self.width())))
        radius = min(rect.height() / 2, Theme.current().px(0.8))
        painter.drawRoundedRect(rect, radius, radius)
        self._laid().draw(painter, rect.marginsRemoved(self.padding()), QColor(text))

    def _written(self) -> WrappedText:
        return WrappedText(self.text(), Theme.current().font(0.9, weight=QFont.Weight.DemiBold))
