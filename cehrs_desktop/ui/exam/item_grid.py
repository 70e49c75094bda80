"""The jump grid: every item of the sitting as a numbered box whose shape tells what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme

_CELL, _GAP = (2.1, 1.75), 0.38  # ems


@dataclass(frozen=True, slots=True)
class GridItem:
    """One box. `position` counts from 1."""

    position: int
    answered: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Where boxes lie: so many in a row, each of this size, in pixels."""

    columns: int
    cell: QSize
    gap: int

    def at(self, index: int) -> QRectF:
        row, column = divmod(index, self.columns)
        width, height = self.cell.width(), self.cell.height()
        return QRectF(column * (width + self.gap), row * (height + self.gap), width, height)

    def between(self, area: QRect, count: int) -> range:
        """The boxes, of so many, in the rows that an area touches."""
        height = self.cell.height() + self.gap
        return range(
            min(area.top() // height * self.columns, count), min((area.bottom() // height + 1) * self.columns, count)
        )


class ItemGrid(QWidget):
    """Answered boxes are filled, flagged ones carry a flag, the present one has a thick frame.

    Arrow keys move among the boxes, Enter or a click goes there. Signal: `chosen(position)`.
    """

    chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[GridItem, ...] = ()
        self._current = 0
        self._cursor = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Items"))

    def set_items(self, items: Sequence[GridItem], *, current: int) -> None:
        """Show these boxes; `current` is the position in view."""
        if self._current != current:
            self._cursor = next((i for i, item in enumerate(items) if item.position == current), 0)
        if len(items) != len(self._items):
            self.updateGeometry()
        before, was_current, was_cursor = self._items, self._current, self._cursor
        self._items, self._current = tuple(items), current
        self._cursor = min(self._cursor, max(len(items) - 1, 0))
        self._tell()
        if len(before) != len(items):
            self.update()
            return
        boxes = self._boxes()
        for index, (old, new) in enumerate(zip(before, self._items, strict=True)):
            if old != new or new.position in (current, was_current) or index in (self._cursor, was_cursor):
                self.update(boxes.at(index).toAlignedRect().adjusted(-2, -2, 2, 2))

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._items) // self._columns(width))
        return max(rows * (self._cell().height() + self._gap()) - self._gap(), 0)

    def sizeHint(self) -> QSize:
        width = 8 * (self._cell().width() + self._gap()) - self._gap()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self._cell()

    def _cell(self) -> QSize:
        em = Theme.current().em
        return QSize(round(_CELL[0] * em), round(_CELL[1] * em))

    def _gap(self) -> int:
        return Theme.current().px(_GAP)

    def _columns(self, width: int) -> int:
        return max((width + self._gap()) // (self._cell().width() + self._gap()), 1)

    def _boxes(self) -> _Boxes:
        return _Boxes(self._columns(self.width()), self._cell(), self._gap())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(Theme.current().font(0.8))
        boxes, wanted = self._boxes(), event.region()
        for index in boxes.between(wanted.boundingRect(), len(self._items)):
            box = boxes.at(index)
            if wanted.intersects(box.toAlignedRect()):
                item = self._items[index]
                self._paint_box(painter, box.adjusted(1, 1, -1, -1), item, cursor=index == self._cursor)

    def _paint_box(self, painter: QPainter, box: QRectF, item: GridItem, *, cursor: bool) -> None:
        colors = Theme.current().colors
        current = item.position == self._current
        filled = item.answered and not current
        painter.setPen(QPen(QColor(colors.text if current else colors.control_border), 2 if current else 1))
        if filled:
            painter.setPen(QPen(QColor(colors.accent), 1))
        painter.setBrush(QColor(colors.accent if filled else colors.surface))
        radius = Theme.current().px(0.25)
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(QColor(colors.on_accent if filled else colors.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(item.position))
        if item.answered and current:  # its fill would hide the frame, so a bar below tells
            painter.fillRect(QRectF(box.x() + 3, box.bottom() - 4, box.width() - 6, 2), QColor(colors.accent))
        if item.flagged:
            self._paint_flag(painter, box)
        if cursor and self.hasFocus():
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), radius, radius)

    def _paint_flag(self, painter: QPainter, box: QRectF) -> None:
        """A filled corner: seen on empty and filled boxes alike."""
        colors = Theme.current().colors
        side = box.height() * 0.5
        corner = QPolygonF(
            [box.topLeft(), QPointF(box.left() + side, box.top()), QPointF(box.left(), box.top() + side)]
        )
        painter.setPen(QPen(QColor(colors.surface), 1))
        painter.setBrush(QColor(colors.domain(3).bar))
        painter.drawPolygon(corner)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        boxes = self._boxes()
        for index, item in enumerate(self._items):
            if boxes.at(index).contains(event.position()):
                self._cursor = index
                self.chosen.emit(item.position)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns(self.width())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        if event.key() in steps and self._items:
            self._cursor = min(max(self._cursor + steps[Qt.Key(event.key())], 0), len(self._items) - 1)
            self._tell()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._items:
            self.chosen.emit(self._items[self._cursor].position)
        else:
            super().keyPressEvent(event)

    def describe(self, item: GridItem) -> str:
        """A box in words."""
        parts = [self.tr("Item %n").replace("%n", str(item.position))]
        parts.append(self.tr("answered") if item.answered else self.tr("not answered"))
        if item.flagged:
            parts.append(self.tr("flagged"))
        if item.position == self._current:
            parts.append(self.tr("in view"))
        return ", ".join(parts)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.describe(self._items[self._cursor]) if self._items else "")
