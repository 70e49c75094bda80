"""A bar of five domains: what a whole is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cehrs_desktop.ui.theme import Theme

_GAP = 2.0  # pixels of background between domains, so that color is not all that parts them


@dataclass(frozen=True, slots=True)
class DomainShare:
    """One domain's part; `domain` by its official number."""

    domain: int
    name: str
    amount: float


class DomainBar(QWidget):
    """A stacked bar with a text alternative; pointing at a part names it."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[DomainShare, ...] = ()
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Parts by domain"))

    def set_shares(self, shares: Sequence[DomainShare], *, unit_text: str = "") -> None:
        """Show these parts from left to right; `unit_text`, such as 'cards', follows each amount in words."""
        self._shares = tuple(share for share in shares if share.amount > 0)
        self._unit = unit_text
        self.setAccessibleDescription(", ".join(self._in_words(share) for share in self._shares))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(8 * Theme.current().em), max(4, round(1.25 * Theme.current().em)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            text = next((self._in_words(share) for share, place in self._parts() if place.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = min(self.height() / 2, Theme.current().px(0.4))
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(outline)
        colors = Theme.current().colors
        if not self._shares:
            painter.fillRect(self.rect(), QColor(colors.track))
        for share, place in self._parts():
            painter.fillRect(place, QColor(colors.domain(share.domain).bar))

    def _parts(self) -> list[tuple[DomainShare, QRectF]]:
        right_to_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        total = sum(share.amount for share in self._shares)
        room = self.width() - _GAP * max(0, len(self._shares) - 1)
        parts, x = [], 0.0
        for share in self._shares:
            width = max(0.0, room * share.amount / total)
            left = self.width() - x - width if right_to_left else x
            parts.append((share, QRectF(left, 0, width, self.height())))
            x += width + _GAP
        return parts

    def _in_words(self, share: DomainShare) -> str:
        return f"{share.name}: {share.amount:g} {self._unit}".rstrip()
