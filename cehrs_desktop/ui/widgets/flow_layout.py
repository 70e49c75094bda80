"""A layout that sets widgets in lines like words and starts a new line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from cehrs_desktop.ui.theme import Theme


class FlowLayout(QLayout):
    """Lines of widgets; `spacing` in ems, between widgets and between lines."""

    def __init__(self, parent: QWidget | None = None, *, spacing: float = 0.6, align_right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._ems = spacing
        self._align_right = align_right
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = max(0, len(hints) - 1) * Theme.current().px(self._ems)
        widths = sum(hint.width() for hint in hints)
        return self._with_margins(QSize(widths + gaps, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items within `rect`; returns the height needed."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        gap = Theme.current().px(self._ems)
        y = area.top()
        for line in self._lines(area.width(), gap):
            tallest = max(size.height() for _, size in line)
            used = sum(size.width() for _, size in line) + gap * (len(line) - 1)
            x = area.left() + (max(0, area.width() - used) if self._align_right else 0)
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (tallest - size.height()) // 2), size))
                x += size.width() + gap
            y += tallest + gap
        bottom = y - gap if y > area.top() else y
        return bottom - rect.top() + margins.bottom()

    def _lines(self, width: int, gap: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = -1
        for item in self._items:
            if item.isEmpty():
                continue
            size = _fitted(item, width)
            if not lines or size.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + gap
        return lines


def _fitted(item: QLayoutItem, width: int) -> QSize:
    size = item.sizeHint().expandedTo(item.minimumSize())
    if size.width() <= width:
        return size
    narrow = max(width, 1)
    height = item.heightForWidth(narrow) if item.hasHeightForWidth() else size.height()
    return QSize(narrow, height)
