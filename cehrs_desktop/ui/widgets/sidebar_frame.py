"""The sidebar and what it leads to: side by side, or a bar above the content where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.sidebar import Sidebar

_COMPACT_BELOW_EMS = 48.0


class SidebarFrame(QWidget):
    """Decides by its own size in ems whether the sidebar is a column or a bar."""

    def __init__(self, sidebar: Sidebar, content: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(sidebar)
        self._row.addWidget(content, 1)
        Theme.current().changed.connect(self._decide)
        self._decide()

    def minimumSizeHint(self) -> QSize:
        # The column doesn't keep the window wide: it gives way to the bar.
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._decide()

    def _decide(self) -> None:
        narrow = self.width() < _COMPACT_BELOW_EMS * Theme.current().em
        compact = narrow or self.height() < self._sidebar.full_size().height()
        if compact != self._sidebar.is_compact():
            self._sidebar.set_compact(compact)
            down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._row.setDirection(down if compact else right)
