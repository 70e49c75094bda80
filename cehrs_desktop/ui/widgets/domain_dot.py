"""The dot in a domain's color. The domain's name always stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme

DOT_EMS = 0.72


def paint_dot(painter: QPainter, place: QRectF, domain: int) -> None:
    """Fill the circle inside `place`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Theme.current().colors.domain(domain).bar))
    painter.drawEllipse(place)
    painter.restore()


def domain_icon(domain: int) -> QIcon:
    """The dot as an icon, for models and menus; made for the present colors."""
    side = max(1, round(Theme.current().em * DOT_EMS))
    image = QPixmap(side * 2, side * 2)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_dot(painter, QRectF(image.rect()), domain)
    painter.end()
    return QIcon(image)


class DomainDot(QWidget):
    """The dot as a widget, in the middle of its height; not announced, as the name beside it says the same."""

    def __init__(self, domain: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._domain = domain
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = max(1, round(Theme.current().em * DOT_EMS))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        paint_dot(painter, QRectF(0, (self.height() - side) / 2, side, side), self._domain)
