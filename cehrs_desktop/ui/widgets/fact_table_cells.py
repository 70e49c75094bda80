"""The cells of a `FactTable`: their texts, how they are painted, and which word is at a point."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.domain_dot import DOT_EMS, paint_dot
from cehrs_desktop.ui.widgets.fact_table_model import FactTableModel, Index
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText


def cell_text(model: FactTableModel, row: int, column: int) -> WrappedText:
    """The laid-out text of a cell; row −1 is the header."""
    theme = Theme.current()
    return model.wrapped(row, column, theme.font(0.93 if row < 0 else 1.0))


def around(model: FactTableModel, row: int, column: int) -> tuple[int, int]:
    """Pixels beside (both sides, and the dot) and above and below the text of a cell."""
    theme = Theme.current()
    dot = 0 if model.domain(row, column) is None else _dot_room()
    return 2 * theme.px(0.55) + dot + 1, 2 * theme.px(0.65)


def _dot_room() -> int:
    return round((DOT_EMS + 0.4) * Theme.current().em)


def _text_place(model: FactTableModel, rect: QRect, *, row: int, column: int) -> QRect:
    """Where the text of a cell is drawn."""
    theme = Theme.current()
    place = rect.adjusted(theme.px(0.55), theme.px(0.65), -theme.px(0.55), 0)
    if model.domain(row, column) is not None:
        place.setLeft(place.left() + _dot_room())
    if model.is_right(column):
        width = cell_text(model, row, column).size(place.width()).width()
        place.setLeft(max(place.left(), place.right() + 1 - width))
    return place


def term_in_cell(model: FactTableModel, rect: QRect, point: QPoint, *, row: int, column: int) -> str | None:
    """The glossary's word at a point of the cell that fills `rect`; None where none stands."""
    place = _text_place(model, rect, row=row, column=column)
    return cell_text(model, row, column).term_at(point - place.topLeft(), width=place.width())


class TermPointer(QObject):
    """The mouse over words of the glossary: a hand shows them, a click chooses one. Signal: `chosen(short)`."""

    chosen = Signal(str)

    def __init__(self, place: QWidget, term_at: Callable[[QPoint], str | None]) -> None:
        super().__init__(place)
        self._place = place
        self._term_at = term_at
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            short = self._term_at(event.position().toPoint())
            if event.type() is QEvent.Type.MouseButtonRelease and short is not None:
                self.chosen.emit(short)
            elif short is None:
                self._place.unsetCursor()
            else:
                self._place.setCursor(Qt.CursorShape.PointingHandCursor)
        return False


def _paint_cell(painter: QPainter, rect: QRect, model: FactTableModel, *, row: int, column: int) -> None:
    theme = Theme.current()
    domain = model.domain(row, column)
    if domain is not None:
        side = DOT_EMS * theme.em
        line = painter.fontMetrics().height()
        top = rect.top() + theme.px(0.65) + (line - side) / 2
        paint_dot(painter, QRectF(rect.left() + theme.px(0.55), top, side, side), domain)
    place = _text_place(model, rect, row=row, column=column)
    color = QColor(theme.colors.muted if row < 0 else theme.colors.text)
    cell_text(model, row, column).draw(painter, place, color)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.colors.border))


class CellDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FactTableModel):
            return
        rect = QRect(option.rect)
        _paint_cell(painter, rect, model, row=index.row(), column=index.column())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(Theme.current().colors.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


class Header(QHeaderView):
    """Paints the header's cells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if isinstance(model, FactTableModel):
            _paint_cell(painter, rect, model, row=-1, column=section)

    def term_at(self, point: QPoint) -> str | None:
        """The glossary's word at a point; None where none stands."""
        section, model = self.logicalIndexAt(point), self.model()
        if section < 0 or not isinstance(model, FactTableModel):
            return None
        rect = QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())
        return term_in_cell(model, rect, point, row=-1, column=section)
