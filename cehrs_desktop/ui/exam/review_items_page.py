"""All items before the end: what is answered, what is flagged; back to any of them, or to the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.exam.item_grid import GridItem, ItemGrid
from cehrs_desktop.ui.exam.side_panel import GridFilter, filter_names, matching
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class ReviewItemsPage(ScrollPage):
    """Signals: `jumped(position)`, `back()`, `end_wanted()`, `leave_wanted()`."""

    jumped = Signal(int)
    back = Signal()
    end_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Review your answers"), parent=parent)
        self._items: tuple[GridItem, ...] = ()
        self._current = 0
        self._keys: BoundKeys | None = None
        self._clock = TextLabel(role=TextRole.VERDICT)
        self._clock.setAccessibleName(self.tr("Time left"))
        panel = CardPanel(self.tr("Click a number to go there. A filled box is answered, a corner means flagged."))
        self._filter = QComboBox()
        self._filter.setAccessibleName(self.tr("Which items are shown"))
        for each, name in filter_names(self).items():
            self._filter.addItem(name, each)
        self._filter.currentIndexChanged.connect(self._on_filter_changed)
        self._grid = ItemGrid()
        self._grid.chosen.connect(self.jumped)
        self._none = TextLabel(self.tr("There are none."), role=TextRole.MUTED)
        panel.column.addWidget(self._filter, 0, Qt.AlignmentFlag.AlignLeft)
        panel.add(self._grid)
        panel.add(self._none)
        self.notice = Notice()
        self.add(self._clock)
        self.add(self.notice)
        self.add(panel)
        row = QWidget()
        buttons = FlowLayout(row)
        self._end = KeyButton(self.tr("End the exam"), kind=ButtonKind.PRIMARY)
        self._end.clicked.connect(self._on_end)
        back = KeyButton(self.tr("Back to the items"))
        back.clicked.connect(self._on_back)
        leave = KeyButton(self.tr("Leave exam"), kind=ButtonKind.LINK)
        leave.clicked.connect(self._on_leave)
        for button in (self._end, back, leave):
            buttons.addWidget(button)
        self.add(row)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let the chord leave the exam from here too."""
        if self._keys is not None:
            self._keys.release()
        self._keys = bind(self, key_map, Action.LEAVE_EXAM, self._on_leave)

    def show_items(self, items: Sequence[GridItem], *, current: int, end_text: str) -> None:
        """Show what became of every item."""
        self._items, self._current = tuple(items), current
        answered = sum(item.answered for item in items)
        self.set_subtitle(
            self.tr("%a of %b answered, %f flagged")
            .replace("%a", str(answered))
            .replace("%b", str(len(items)))
            .replace("%f", str(sum(item.flagged for item in items)))
        )
        self._end.setText(end_text)
        self._show()

    def set_clock(self, text: str) -> None:
        """The time left; empty where there is no limit."""
        self._clock.setText(text)
        self._clock.setVisible(bool(text))

    def _show(self) -> None:
        shown = matching(self._items, GridFilter(self._filter.currentData()))
        self._grid.set_items(shown, current=self._current)
        self._grid.setVisible(bool(shown))
        self._none.setVisible(not shown)

    @Slot()
    def _on_filter_changed(self) -> None:
        self._show()

    @Slot()
    def _on_end(self) -> None:
        self.end_wanted.emit()

    @Slot()
    def _on_back(self) -> None:
        self.back.emit()

    @Slot()
    def _on_leave(self) -> None:
        self.leave_wanted.emit()
