"""Seven days and how much of the day's target each one got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day: `value` is the part of its target that was done, 0 to 1. `is_rest`: none was planned."""

    letter: str
    name: str
    value: float = 0.0
    is_today: bool = False
    is_future: bool = False
    is_rest: bool = False


class WeekStrip(QWidget):
    """Seven boxes filled from below; today outlined, days to come dashed, a planned rest a ring.

    The same in words for screen readers.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[WeekDay, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("This week"))

    def set_days(self, days: Sequence[WeekDay]) -> None:
        """Show these days from left to right."""
        self._days = tuple(days)
        words = "; ".join(self._in_words(day) for day in self._days)
        self.setAccessibleDescription(words)
        self.setToolTip(words.replace("; ", "\n"))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._days) // self._per_row(width))
        return rows * self._row_height() + max(0, rows - 1) * Theme.current().px(0.5)

    def sizeHint(self) -> QSize:
        return QSize(round(18 * Theme.current().em), self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._narrowest(), self._row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Theme.current()
        count, gap = self._per_row(self.width()), self._gap()
        width = (self.width() - gap * (count - 1)) / count
        for index, day in enumerate(self._days):
            row, column = divmod(index, count)
            top = row * (self._row_height() + theme.px(0.5))
            place = QRectF(column * (width + gap), top, width, self._box_height())
            self._paint_day(painter, place, day)
            letter = self._letter(day.letter)
            size = letter.natural()
            under = QRectF(place.center().x() - size.width() / 2, place.bottom() + theme.px(0.3), size.width() + 1, 0)
            letter.draw(painter, under, QColor(theme.colors.text))

    def _per_row(self, width: int) -> int:
        """All days in a row, or fewer where their letters would touch."""
        room = (width + self._gap()) // (self._narrowest() + self._gap())
        return max(1, min(len(self._days), room))

    def _narrowest(self) -> int:
        return max((self._letter(day.letter).natural().width() for day in self._days), default=1)

    def _gap(self) -> int:
        return Theme.current().px(0.6)

    def _row_height(self) -> int:
        return self._box_height() + Theme.current().px(0.3) + self._letter("W").natural().height()

    def _paint_day(self, painter: QPainter, place: QRectF, day: WeekDay) -> None:
        theme = Theme.current()
        colors, radius = theme.colors, min(theme.px(0.4), place.width() / 3)
        outline = QPainterPath()
        outline.addRoundedRect(place.adjusted(1, 1, -1, -1), radius, radius)
        if day.is_rest and not day.value:
            painter.strokePath(outline, QPen(QColor(colors.accent), 1.5))
        elif not day.is_future:
            painter.fillPath(outline, QColor(colors.accent_tint))
            painter.save()
            painter.setClipPath(outline)
            height = place.height() * min(max(day.value, 0.0), 1.0)
            painter.fillRect(
                QRectF(place.left(), place.bottom() - height, place.width(), height), QColor(colors.accent)
            )
            painter.restore()
        if (day.is_future and not day.is_rest) or day.is_today:
            pen = QPen(QColor(colors.control_border if day.is_future else colors.accent), 1 if day.is_future else 2)
            pen.setStyle(Qt.PenStyle.DashLine if day.is_future else Qt.PenStyle.SolidLine)
            painter.strokePath(outline, pen)

    def _box_height(self) -> int:
        return round(2.4 * Theme.current().em)

    def _letter(self, text: str) -> WrappedText:
        return WrappedText(text, Theme.current().font(0.93))

    def _in_words(self, day: WeekDay) -> str:
        name = self.tr("{day} (today)").format(day=day.name) if day.is_today else day.name
        if day.is_rest and not day.value:
            return self.tr("{day}: a day of rest, as planned").format(day=name)
        if day.is_future:
            return self.tr("{day}: to come").format(day=name)
        return self.tr("{day}: {percent}% of the target").format(day=name, percent=round(day.value * 100))
