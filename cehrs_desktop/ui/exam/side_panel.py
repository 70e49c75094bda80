"""Beside the item: the jump grid with its filter, the counts, and the pace in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from cehrs_desktop.ui.exam.item_grid import GridItem, ItemGrid
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class GridFilter(StrEnum):
    """Which boxes are shown."""

    ALL = "all"
    UNANSWERED = "unanswered"
    FLAGGED = "flagged"


class SidePanel(QScrollArea):
    """Signal: `jumped(position)`."""

    jumped = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[GridItem, ...] = ()
        self._current = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "side")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QFrame()
        content.setProperty("look", "side")
        column = QVBoxLayout(content)
        EmSpacing(column, spacing=0.8, margins=(1.5, 1.5, 1.5, 1.5))
        column.addWidget(TextLabel(self.tr("Items"), role=TextRole.HEADING))
        self._filter = QComboBox()
        self._filter.setAccessibleName(self.tr("Which items are shown"))
        for each, name in filter_names(self).items():
            self._filter.addItem(name, each)
        self._filter.currentIndexChanged.connect(self._on_filter_changed)
        column.addWidget(self._filter)
        self._grid = ItemGrid()
        self._grid.chosen.connect(self.jumped)
        column.addWidget(self._grid)
        self._counts = TextLabel(role=TextRole.MUTED)
        self._pace = TextLabel(role=TextRole.MUTED)
        column.addWidget(self._counts)
        column.addWidget(self._pace)
        column.addStretch(1)
        self.setWidget(content)

    @property
    def grid(self) -> ItemGrid:
        """The boxes."""
        return self._grid

    def show_items(self, items: Sequence[GridItem], *, current: int, pace: str) -> None:
        """Show what became of every item, and the pace line."""
        self._items, self._current = tuple(items), current
        self._show()
        answered, flagged = sum(item.answered for item in items), sum(item.flagged for item in items)
        self._counts.setText(
            self.tr("%a answered · %f flagged · %l left")
            .replace("%a", str(answered))
            .replace("%f", str(flagged))
            .replace("%l", str(len(items) - answered))
        )
        self._pace.setText(pace)
        self._pace.setVisible(bool(pace))
        width = self._grid.sizeHint().width() + 4 * self.fontMetrics().height()
        if width != self.minimumWidth():
            self.setFixedWidth(width)

    def _show(self) -> None:
        shown = matching(self._items, GridFilter(self._filter.currentData()))
        self._grid.set_items(shown, current=self._current)

    @Slot()
    def _on_filter_changed(self) -> None:
        self._show()


def matching(items: Sequence[GridItem], wanted: GridFilter) -> list[GridItem]:
    """The items a filter lets through."""
    return [
        item
        for item in items
        if wanted is GridFilter.ALL
        or (wanted is GridFilter.UNANSWERED and not item.answered)
        or (wanted is GridFilter.FLAGGED and item.flagged)
    ]


def filter_names(widget: QWidget) -> dict[GridFilter, str]:
    """What the filters are called."""
    return {
        GridFilter.ALL: widget.tr("All items"),
        GridFilter.UNANSWERED: widget.tr("Not answered"),
        GridFilter.FLAGGED: widget.tr("Flagged"),
    }
