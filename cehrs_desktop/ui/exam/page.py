"""The page of a sitting: one item on the screen, the jump grid beside it, the clock above and the keys below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.exam.item_view import ItemView, ShownOption
from cehrs_desktop.ui.exam.side_panel import SidePanel
from cehrs_desktop.ui.exam.top_bar import TopBar
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.spacing import EmSpacing

_SIDE_FROM_EMS = 62
"""In a narrower window the grid has no room beside the item; Review all shows it."""

_LEVELS = 12
"""More than there are layouts within one another, from the text of an item to the window."""

_OPTIONS = (Action.OPTION_A, Action.OPTION_B, Action.OPTION_C, Action.OPTION_D)
_TOOLS = (Action.CALCULATOR, Action.SCRATCHPAD)
_MARKING = (Action.STRIKE, Action.HIGHLIGHT, Action.NOTE)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item in its place; from `first` to `last` can be moved now. `highlights` are stretches of the stem's text."""

    position: int
    total: int
    first: int
    last: int
    stem: str
    exhibit: str | None
    options: tuple[ShownOption, ...]
    chosen: OptionId | None
    struck: frozenset[OptionId]
    flagged: bool
    note: str
    highlights: tuple[tuple[int, int], ...]


class ExamPage(QWidget):
    """Signals: `chosen(OptionId)`, `struck(OptionId)`, `jumped(position)`, `action_chosen(Action)` for what a key or
    button asks, `look_chosen(Action)` for another text size or other colors, `clock_toggled()`.
    """

    chosen = Signal(object)
    struck = Signal(object)
    jumped = Signal(int)
    action_chosen = Signal(object)
    look_chosen = Signal(object)
    clock_toggled = Signal()

    def __init__(self, *, image_folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[Action, BoundKeys] = {}
        self._off: frozenset[Action] = frozenset()
        self.bar = TopBar(self.tr("Mock exam — practice, not an NHA exam"))
        self.bar.clock_toggled.connect(self.clock_toggled)
        self.notice = Notice()
        self._page = ScrollPage()
        self._item = ItemView(image_folder=image_folder)
        self._item.chosen.connect(self.chosen)
        self._item.struck.connect(self.struck)
        self.side = SidePanel()
        self.side.jumped.connect(self.jumped)
        self._buttons = {
            Action.PREVIOUS_ITEM: KeyButton(self.tr("Previous")),
            Action.FLAG: KeyButton(self.tr("Flag")),
            Action.STRIKE: KeyButton(self.tr("Strike out")),
            Action.HIGHLIGHT: KeyButton(self.tr("Highlight")),
            Action.NOTE: KeyButton(self.tr("Note")),
            Action.CALCULATOR: KeyButton(self.tr("Calculator")),
            Action.SCRATCHPAD: KeyButton(self.tr("Scratchpad")),
            Action.REVIEW_ITEMS: KeyButton(self.tr("Review all")),
            Action.LEAVE_EXAM: KeyButton(self.tr("Leave exam")),
            Action.NEXT_ITEM: KeyButton(self.tr("Next"), kind=ButtonKind.PRIMARY),
        }
        self._slots = {
            Action.PREVIOUS_ITEM: self._on_previous,
            Action.FLAG: self._on_flag,
            Action.STRIKE: self._on_strike,
            Action.HIGHLIGHT: self._on_highlight,
            Action.NOTE: self._on_note,
            Action.CALCULATOR: self._on_calculator,
            Action.SCRATCHPAD: self._on_scratchpad,
            Action.REVIEW_ITEMS: self._on_review,
            Action.LEAVE_EXAM: self._on_leave,
            Action.NEXT_ITEM: self._on_next,
        }
        for action, button in self._buttons.items():
            button.clicked.connect(self._slots[action])
        self._look_buttons = {
            Action.LARGER: KeyButton(self.tr("Larger text"), kind=ButtonKind.LINK),
            Action.SMALLER: KeyButton(self.tr("Smaller text"), kind=ButtonKind.LINK),
            Action.OTHER_COLORS: KeyButton(self.tr("Light or dark"), kind=ButtonKind.LINK),
        }
        self._look_slots = {action: partial(self._on_look, action) for action in self._look_buttons}
        for action, button in self._look_buttons.items():
            button.clicked.connect(self._look_slots[action])
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._page, 1)
        middle.addWidget(self.side)
        column.addLayout(middle, 1)
        self._page.add(self.notice)
        self._page.add(self._item)
        self._foot = QFrame()
        self._foot.setProperty("look", "exam_foot")
        row = QHBoxLayout(self._foot)
        EmSpacing(row, margins=(1.7, 0.8, 1.7, 0.8))
        tools = QWidget()
        flow = FlowLayout(tools)
        for action, button in self._buttons.items():
            if action not in (Action.PREVIOUS_ITEM, Action.NEXT_ITEM):
                flow.addWidget(button)
        for button in self._look_buttons.values():  # their keys are the window's
            flow.addWidget(button)
        row.addWidget(self._buttons[Action.PREVIOUS_ITEM], 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(tools, 1)
        row.addWidget(self._buttons[Action.NEXT_ITEM], 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._foot)
        self._column = column
        self._narrow = False
        Theme.current().changed.connect(self._arrange)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Take these keys and show them on the buttons."""
        for bound in self._keys.values():
            bound.release()
        for action, button in (*self._buttons.items(), *self._look_buttons.items()):
            button.set_key(key_map.label(action))
        self._keys = {action: bind(self, key_map, action, slot) for action, slot in self._slots.items()}
        for place, action in enumerate(_OPTIONS):
            self._keys[action] = bind(self, key_map, action, partial(self._item.choose, place))
        self._switch_keys()

    def set_tools(self, *, calculator: bool, marking: bool) -> None:
        """Which aids there are: calculator and scratchpad; strike-out, highlight and note."""
        self._off = frozenset((*(() if calculator else _TOOLS), *(() if marking else _MARKING)))
        for action in (*_TOOLS, *_MARKING):
            self._buttons[action].setVisible(action not in self._off)
        self._switch_keys()

    def _switch_keys(self) -> None:
        """What isn't there has no key either."""
        for action in (*_TOOLS, *_MARKING):
            if action in self._keys:
                self._keys[action].set_enabled(action not in self._off)

    def show_item(self, item: ShownItem) -> None:
        """Bring another item into view."""
        self._page.column.setEnabled(False)  # laid out once, when all is there
        try:
            self._item.set_striking(on=False)
            self._item.show_item(item.stem, item.exhibit, item.options)
            self._page.verticalScrollBar().setValue(0)
            self.show_state(item)
        finally:
            self._page.column.setEnabled(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lay_out_now(self) -> None:
        """Lay out everything that was shown, so that it is painted once: each level asks the one above it."""
        for _ in range(_LEVELS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def show_state(self, item: ShownItem) -> None:
        """Show what became of the item in view."""
        self.bar.set_place(self.tr("Item %a of %b").replace("%a", str(item.position)).replace("%b", str(item.total)))
        self._item.show_state(chosen=item.chosen, struck=item.struck)
        self._item.stem.set_highlights(item.highlights)
        self._buttons[Action.FLAG].setText(self.tr("Flagged") if item.flagged else self.tr("Flag"))
        self._buttons[Action.NOTE].setText(self.tr("Note (1)") if item.note else self.tr("Note"))
        self._buttons[Action.PREVIOUS_ITEM].setEnabled(item.position > item.first)
        self._buttons[Action.NEXT_ITEM].setText(self.tr("Next") if item.position < item.last else self.tr("Review all"))
        self._show_striking()

    def set_answerable(self, *, on: bool) -> None:
        """Whether answers are taken now; not while the clock stands."""
        self._item.set_answerable(on=on)

    def marked_text(self) -> tuple[int, int] | None:
        """The stretch of the stem that is marked with mouse or keys; None when nothing is."""
        return self._item.stem.marked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Put the parts where they belong at this width and text size."""
        narrow = self.width() < _SIDE_FROM_EMS * Theme.current().em
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.side.setVisible(not narrow)
        self.bar.set_compact(compact=narrow)
        if narrow:  # the question needs the room: the buttons come below it, as the keys do without them
            self._page.add(self._foot)
        else:
            self._column.addWidget(self._foot)

    def _show_striking(self) -> None:
        on = self._item.striking
        self._buttons[Action.STRIKE].setText(self.tr("Choose what to strike out") if on else self.tr("Strike out"))

    def _on_look(self, action: Action, _checked: bool = False) -> None:
        self.look_chosen.emit(action)

    @Slot()
    def _on_strike(self) -> None:
        self._item.set_striking(on=not self._item.striking)
        self._show_striking()

    @Slot()
    def _on_previous(self) -> None:
        self.action_chosen.emit(Action.PREVIOUS_ITEM)

    @Slot()
    def _on_next(self) -> None:
        self.action_chosen.emit(Action.NEXT_ITEM)

    @Slot()
    def _on_flag(self) -> None:
        self.action_chosen.emit(Action.FLAG)

    @Slot()
    def _on_highlight(self) -> None:
        self.action_chosen.emit(Action.HIGHLIGHT)

    @Slot()
    def _on_note(self) -> None:
        self.action_chosen.emit(Action.NOTE)

    @Slot()
    def _on_calculator(self) -> None:
        self.action_chosen.emit(Action.CALCULATOR)

    @Slot()
    def _on_scratchpad(self) -> None:
        self.action_chosen.emit(Action.SCRATCHPAD)

    @Slot()
    def _on_review(self) -> None:
        self.action_chosen.emit(Action.REVIEW_ITEMS)

    @Slot()
    def _on_leave(self) -> None:
        self.action_chosen.emit(Action.LEAVE_EXAM)
