"""A list to choose one line from: lines wrap, arrow keys move, as high as its lines up to a limit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText

_Index = QModelIndex | QPersistentModelIndex
_ACROSS, _ABOVE = 0.7, 0.42  # ems
_NOWHERE = QModelIndex()


class ChoiceList(QListView):
    """Signal: `chosen(row)` when another line becomes the current one, by key or mouse."""

    chosen = Signal(int)

    def __init__(self, *, tallest_ems: float = 44.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tallest_ems = tallest_ems
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setProperty("look", "list")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_lines(self, lines: Sequence[str], *, current: int = 0) -> None:
        """Show other lines; emits nothing."""
        self._lines.set_lines(lines)
        self.set_current(current)
        self.updateGeometry()

    def set_current(self, row: int) -> None:
        """Mark a line as chosen; emits nothing."""
        was = self.blockSignals(True)
        self.setCurrentIndex(self._lines.index(row, 0) if 0 <= row < self._lines.rowCount() else QModelIndex())
        self.blockSignals(was)
        self.viewport().update()

    def lines(self) -> tuple[str, ...]:
        """The lines that are shown."""
        return self._lines.lines

    def sizeHint(self) -> QSize:
        theme = Theme.current()
        heights = (self.sizeHintForIndex(self._lines.index(row, 0)).height() for row in range(self._lines.rowCount()))
        limit, height = round(self._tallest_ems * theme.em), 0
        for each in heights:
            height += each
            if height > limit:
                break
        return QSize(round(14 * theme.em), min(max(height, round(2 * theme.em)), limit) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(round(4 * Theme.current().em), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.row())


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[str, ...] = ()

    def set_lines(self, lines: Sequence[str]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.lines[index.row()] if role == Qt.ItemDataRole.DisplayRole and index.isValid() else None


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme, view = Theme.current(), self.parent()
        assert isinstance(view, ChoiceList)
        width = view.viewport().width()
        room = width - 2 * theme.px(_ACROSS)
        return QSize(width, _laid(index, chosen=True).size(room).height() + 2 * theme.px(_ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, view = Theme.current(), self.parent()
        assert isinstance(view, ChoiceList)
        colors = theme.colors
        chosen = view.currentIndex().row() == index.row()
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            focused = view.hasFocus()
            painter.setPen(QPen(QColor(colors.focus), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_tint))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), theme.px(0.35), theme.px(0.35))
        across, above = theme.px(_ACROSS), theme.px(_ABOVE)
        color = QColor(colors.accent_text if chosen else colors.text)
        _laid(index, chosen=chosen).draw(painter, rect.adjusted(across, above, -across, -above), color)
        painter.restore()


def _laid(index: _Index, *, chosen: bool) -> WrappedText:
    weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
    return WrappedText(str(index.data() or ""), Theme.current().font(1.0, weight=weight))
