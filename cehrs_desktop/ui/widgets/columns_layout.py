"""A layout of columns: side by side where there is room for them, otherwise one below another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.spacing import EmSpacing


class ColumnsLayout(QLayout):
    """Columns in the given ratios while each gets `minimum_ems`; `spacing` in ems."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        ratios: Sequence[int],
        minimum_ems: float = 20,
        spacing: float = 1.3,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._ratios = tuple(ratios)
        self._minimum_ems = minimum_ems
        self._ems = spacing
        self._heights: dict[int, int] = {}
        Theme.current().changed.connect(self.invalidate)
        self.setContentsMargins(0, 0, 0, 0)

    def add_column(self, *widgets: QWidget) -> None:
        """Add one column; several widgets stand below one another."""
        if len(widgets) == 1:
            self.addWidget(widgets[0])
            return
        column = QWidget()
        layout = QVBoxLayout(column)
        EmSpacing(layout, spacing=self._ems, margins=(0, 0, 0, 0))
        for widget in widgets:
            layout.addWidget(widget)
        self.addWidget(column)

    def is_side_by_side(self, width: int) -> bool:
        """Whether the columns fit beside one another in so many pixels."""
        narrowest = self._minimum_ems * Theme.current().em
        items, widths = self._shown(), self._widths(width)
        return all(
            each >= narrowest and each >= item.minimumSize().width() for item, each in zip(items, widths, strict=True)
        )

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # asked for many times in each round of layouts
            self._heights[width] = self._height_for(width)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def _height_for(self, width: int) -> int:
        items = self._shown()
        if self.is_side_by_side(width):
            return max(map(_height, items, self._widths(width)), default=0)
        return sum(_height(item, width) for item in items) + self._gap() * max(0, len(items) - 1)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        items = self._shown()
        if self.is_side_by_side(rect.width()):
            x = rect.left()
            for item, width in zip(items, self._widths(rect.width()), strict=True):
                item.setGeometry(QRect(x, rect.top(), width, rect.height()))
                x += width + self._gap()
            return
        y = rect.top()
        for item in items:
            height = _height(item, rect.width())
            item.setGeometry(QRect(rect.left(), y, rect.width(), height))
            y += height + self._gap()

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _gap(self) -> int:
        return Theme.current().px(self._ems)

    def _widths(self, width: int) -> list[int]:
        shares = [
            self._ratios[index] if index < len(self._ratios) else 1
            for index, item in enumerate(self._items)
            if not item.isEmpty()
        ]
        room = width - self._gap() * max(0, len(shares) - 1)
        edges = [round(room * sum(shares[:count]) / max(1, sum(shares))) for count in range(len(shares) + 1)]
        return [right - left for left, right in pairwise(edges)]


def _height(item: QLayoutItem, width: int) -> int:
    needed = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(needed, item.minimumSize().height())
