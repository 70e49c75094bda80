"""Study days as a grid: a column a week, a row a weekday, darker for more minutes; a planned rest is a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.chart import Picture

_DAYS = 7
_STRENGTHS = (0.0, 0.25, 0.55, 1.0)


@dataclass(frozen=True, slots=True)
class GridDay:
    """A day: `level` 0 (nothing) to 3 (the whole target), `rest` when none was planned, and its words."""

    day: date
    level: int
    rest: bool
    words: str


class DayGrid(Picture):
    """The first day stands on its weekday; older weeks are left out where there is no room."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[GridDay, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, days: Sequence[GridDay]) -> None:
        """Show these days, the oldest a Monday."""
        self._days = tuple(days)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(20 * self._step()), round(_DAYS * self._step()))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(4 * self._step()), round(_DAYS * self._step()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            words = next((day.words for day, place in self._places() if place.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = Theme.current().colors
        for day, place in self._places():
            shape = QPainterPath()
            shape.addRoundedRect(place, place.width() * 0.25, place.width() * 0.25)
            painter.fillPath(shape, QColor(colors.track))
            if day.level:
                filled = QColor(colors.accent)
                filled.setAlphaF(_STRENGTHS[day.level])
                painter.fillPath(shape, filled)
            elif day.rest:
                painter.strokePath(shape, QPen(QColor(colors.accent), 1.5))

    def _step(self) -> float:
        return min(1.1 * Theme.current().em, 24.0)

    def _places(self) -> list[tuple[GridDay, QRectF]]:
        step = self._step()
        weeks = -(-len(self._days) // _DAYS)
        shown = min(weeks, max(int(self.width() / step), 1))
        right_to_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        places = []
        for index, day in enumerate(self._days[(weeks - shown) * _DAYS :]):
            week, weekday = divmod(index, _DAYS)
            left = (shown - 1 - week if right_to_left else week) * step
            places.append((day, QRectF(left, weekday * step, step * 0.82, step * 0.82)))
        return places
