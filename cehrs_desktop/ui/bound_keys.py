"""Keys bound to a widget: what happens when one is pressed, and when it must keep out of the learner's way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.held_keys import HeldKeys
from cehrs_desktop.ui.key_map import KeyMap


class BoundKeys(QObject):
    """The shortcuts of one action on one widget; silent while the learner types or presses a focused button."""

    def __init__(
        self, widget: QWidget, sequences: Sequence[QKeySequence], slot: Callable[[], object], *, from_fields: bool
    ) -> None:
        super().__init__(widget)
        self._wanted, self._from_fields = True, from_fields
        self._slot = slot
        self._held = HeldKeys.current()
        self._shortcuts = [QShortcut(sequence, widget) for sequence in sequences]
        for shortcut in self._shortcuts:
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)  # a key held down must not rate card after card
            shortcut.activated.connect(self._on_activated)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def set_enabled(self, enabled: bool) -> None:
        """Switch the keys on or off; two enabled actions must not share a key."""
        self._wanted = enabled
        self._on_focus_changed(None, QApplication.focusWidget())

    def release(self) -> None:
        """Unbind for good."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts.clear()
        self.deleteLater()

    @Slot()
    def _on_activated(self) -> None:
        if not self._held.repeats:
            self._slot()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for shortcut in self._shortcuts:
            goes_on = self._from_fields and isinstance(now, _SINGLE_LINES) and _portable(shortcut.key()) in _ENTER
            shortcut.setEnabled(self._wanted and (goes_on or not _needs_for_itself(now, shortcut.key())))


def bind(
    widget: QWidget, key_map: KeyMap, action: Action, slot: Callable[[], object], *, from_fields: bool = False
) -> BoundKeys:
    """Let the action's keys call `slot` while `widget` is visible, enabled and in the active window.

    Keys without Ctrl, Alt or Meta don't fire while a text field has focus; Space and Enter press a focused button.
    With `from_fields` Enter goes on from a field of a single line too, as in a dialog.
    """
    bound = BoundKeys(widget, key_map.sequences(action), slot, from_fields=from_fields)
    bound.set_enabled(True)
    return bound


_SINGLE_LINES = (QLineEdit, QAbstractSpinBox, QComboBox)
_ENTER = ("Return", "Enter")
_FIRES_ANYWHERE = re.compile(r"(Shift\+)?F\d+$|.*(Ctrl|Alt|Meta)\+")


def _needs_for_itself(focused: QWidget | None, sequence: QKeySequence) -> bool:
    key = _portable(sequence)
    if _FIRES_ANYWHERE.match(key):
        return False
    if isinstance(focused, (QCheckBox, QRadioButton)):
        return key == "Space"  # Enter does nothing to them
    if isinstance(focused, QAbstractButton):
        return key in ("Space", *_ENTER)
    if isinstance(focused, (QTextEdit, QPlainTextEdit)):
        return not focused.isReadOnly()
    return isinstance(focused, _SINGLE_LINES)


def _portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
