"""Shows what a practice set came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.question.result_panel import ResultPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage


class SetSummaryPage(ScrollPage):
    """Signal: `finished()` back to where sets are chosen."""

    finished = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("This set is done"))
        self._keys: BoundKeys | None = None
        self.result = ResultPanel()
        self.add(self.result)
        row = QWidget()
        buttons = FlowLayout(row)
        self._done = KeyButton(self.tr("Back to Practice"), kind=ButtonKind.PRIMARY)
        self._done.clicked.connect(self._on_done)
        buttons.addWidget(self._done)
        self.add(row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let Enter (or what the learner chose) go back."""
        if self._keys is not None:
            self._keys.release()
        self._done.set_key(key_map.label(Action.START))
        self._keys = bind(self._done, key_map, Action.START, self._on_done)

    @Slot()
    def _on_done(self) -> None:
        self.finished.emit()
