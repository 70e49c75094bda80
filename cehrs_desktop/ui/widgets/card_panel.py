"""The white rounded panel that pages are made of."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.top_column import TopColumn

# Below so many ems of width, at most so much padding.
_NARROW = ((14, 0.6), (22, 1.0))


class CardPanel(QFrame):
    """A panel with an optional muted line on top; fill its `column`."""

    def __init__(self, title: str = "", *, padding: float = 1.45, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.column: QVBoxLayout = TopColumn(self)
        self._padding = padding
        self._spacing = EmSpacing(self.column, spacing=0.55, margins=(padding, padding, padding, padding))
        self._title = TextLabel(role=TextRole.MUTED)
        self.column.addWidget(self._title)
        self.set_title(title)

    def set_title(self, text: str) -> None:
        """The muted line on top, which also names the panel for screen readers."""
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ems = self.width() / Theme.current().em
        padding = min(self._padding, next((most for below, most in _NARROW if ems < below), self._padding))
        self._spacing.set_margins((padding, padding, padding, padding))

    def add(self, widget: QWidget, *, stretch: int = 0) -> None:
        """Put a widget below the others."""
        self.column.addWidget(widget, stretch)
