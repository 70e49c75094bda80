"""The one key map of the program: which keys do what, and which may be shared because they never apply together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui.held_keys import HeldKeys


class Action(StrEnum):
    """What a key can do; the value is what is stored."""

    START = "start"
    SHOW_ANSWER = "show_answer"
    AGAIN = "again"
    MISSED = "again"  # the same rating, as the two-button mode calls it
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"
    UNDO = "undo"
    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    EDIT = "edit"
    INFO = "info"
    REPORT = "report"
    END = "end"
    PAGE_1 = "page_1"
    PAGE_2 = "page_2"
    PAGE_3 = "page_3"
    PAGE_4 = "page_4"
    PAGE_5 = "page_5"
    PAGE_6 = "page_6"
    PAGE_7 = "page_7"
    SETTINGS = "settings"
    HELP = "help"
    QUIT = "quit"


class _Moment(Flag):
    START = auto()
    FRONT = auto()
    ANSWER = auto()
    CARD = FRONT | ANSWER
    ALWAYS = START | FRONT | ANSWER


translate = QCoreApplication.translate

_MOMENTS = {
    Action.START: _Moment.START,
    Action.SHOW_ANSWER: _Moment.FRONT,
    **dict.fromkeys((Action.AGAIN, Action.HARD, Action.GOOD, Action.EASY), _Moment.ANSWER),
    **dict.fromkeys((Action.UNDO, Action.BURY, Action.SUSPEND, Action.FLAG, Action.EDIT), _Moment.CARD),
    **dict.fromkeys((Action.INFO, Action.REPORT, Action.END), _Moment.CARD),
}

_DEFAULTS: Mapping[Action, tuple[str, ...]] = MappingProxyType(
    {
        Action.START: ("Return",),
        Action.SHOW_ANSWER: ("Space", "Return"),
        Action.AGAIN: ("1",),
        Action.HARD: ("2",),
        Action.GOOD: ("Space", "Return", "3"),
        Action.EASY: ("4",),
        Action.UNDO: ("Z", "Ctrl+Z"),
        Action.BURY: ("-",),
        Action.SUSPEND: ("!",),
        Action.FLAG: ("F",),
        Action.EDIT: ("E",),
        Action.INFO: ("I",),
        Action.REPORT: ("R",),
        Action.END: ("Esc",),
        **{Action(f"page_{number}"): (f"Ctrl+{number}",) for number in range(1, 8)},
        Action.SETTINGS: ("Ctrl+,",),
        Action.HELP: ("F1",),
        Action.QUIT: ("Ctrl+Q",),
    }
)


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Keys of each action, as portable texts ('Ctrl+Z', 'Return'); the first is the one shown on buttons."""

    _keys: Mapping[Action, tuple[str, ...]] = field(default_factory=lambda: _DEFAULTS)

    def keys(self, action: Action) -> tuple[str, ...]:
        """Portable texts of the keys; empty if the action has none."""
        return self._keys[action]

    def sequences(self, action: Action) -> tuple[QKeySequence, ...]:
        """The keys as Qt takes them; the keypad's Enter goes with Return."""
        keys = self._keys[action]
        both = (*keys, "Enter") if "Return" in keys else keys
        return tuple(QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText) for key in both)

    def label(self, action: Action) -> str:
        """The first key as shown on a button, such as 'Space', 'Enter', 'Z'; empty if there is none."""
        return next(iter(self.labels(action)), "")

    def labels(self, action: Action) -> tuple[str, ...]:
        """All keys as shown to the learner."""
        return tuple(key_label(key) for key in self._keys[action])

    def with_key(self, action: Action, keys: Sequence[str]) -> KeyMap:
        """This map with other keys for one action (none switches it off).

        Raises `UserError` if a key is not one or is taken by an action that applies at the same moment.
        """
        wanted = tuple(dict.fromkeys(_normal(key) for key in keys))
        for key in wanted:
            taken = self._taken_by(key, action)
            if taken is not None:
                raise UserError(
                    "The key {key} already means “{action}”. Choose another key, or change that one first.",
                    key=key_label(key),
                    action=action_name(taken),
                )
        return KeyMap(MappingProxyType({**self._keys, action: wanted}))

    def without_single_letters(self) -> KeyMap:
        """This map without keys made of one character alone, for those who dictate or touch keys by chance.

        Letters and signs go; digits stay reachable with Alt.
        """
        return KeyMap(MappingProxyType({action: tuple(_held(keys)) for action, keys in self._keys.items()}))

    def to_dict(self) -> dict[str, list[str]]:
        """What differs from the defaults, to be stored."""
        return {action.value: list(keys) for action, keys in self._keys.items() if keys != _DEFAULTS[action]}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Sequence[str]]) -> KeyMap:
        """The defaults with stored changes; what this version doesn't know is left out, stored keys win."""
        known = {action.value for action in Action}
        own = {
            Action(name): tuple(_normal(key) for key in keys if _is_key(key))
            for name, keys in stored.items()
            if name in known
        }
        chosen = cls(MappingProxyType({action: own.get(action, ()) for action in _DEFAULTS}))
        for action, keys in _DEFAULTS.items():
            if action not in own:
                free = tuple(key for key in keys if chosen._taken_by(key, action) is None)
                chosen = cls(MappingProxyType({**chosen._keys, action: free}))
        return chosen

    def _taken_by(self, key: str, action: Action) -> Action | None:
        moment = _MOMENTS.get(action, _Moment.ALWAYS)
        for other, keys in self._keys.items():
            if other is not action and key in keys and moment & _MOMENTS.get(other, _Moment.ALWAYS):
                return other
        return None


def key_label(key: str) -> str:
    """A portable key text as the learner knows it."""
    if key in ("Return", "Enter"):
        return translate("KeyMap", "Enter")
    return QKeySequence.fromString(key).toString(QKeySequence.SequenceFormat.NativeText)


def action_name(action: Action) -> str:
    """What an action is called in the settings and in the list of keys."""
    return {
        Action.START: translate("KeyMap", "Start today’s review"),
        Action.SHOW_ANSWER: translate("KeyMap", "Show the answer"),
        Action.AGAIN: translate("KeyMap", "Missed it (Again)"),
        Action.HARD: translate("KeyMap", "Hard"),
        Action.GOOD: translate("KeyMap", "Got it (Good)"),
        Action.EASY: translate("KeyMap", "Easy"),
        Action.UNDO: translate("KeyMap", "Undo the last answer"),
        Action.BURY: translate("KeyMap", "Bury the card until tomorrow"),
        Action.SUSPEND: translate("KeyMap", "Suspend the card"),
        Action.FLAG: translate("KeyMap", "Flag the card"),
        Action.EDIT: translate("KeyMap", "Edit the card’s text"),
        Action.INFO: translate("KeyMap", "Show the card’s history"),
        Action.REPORT: translate("KeyMap", "Report a mistake"),
        Action.END: translate("KeyMap", "End the session"),
        Action.PAGE_1: translate("KeyMap", "Today"),
        Action.SETTINGS: translate("KeyMap", "Settings"),
        Action.HELP: translate("KeyMap", "List of keys"),
        Action.QUIT: translate("KeyMap", "Quit"),
    }.get(action) or translate("KeyMap", "Go to page {number}").format(number=action.value.removeprefix("page_"))


def _held(keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        if len(key) > 1:
            yield key
        elif key.isdigit():
            yield f"Alt+{key}"


def _is_key(key: str) -> bool:
    sequence = QKeySequence.fromString(key)
    return sequence.count() == 1 and bool(sequence.toString())


def _normal(key: str) -> str:
    if not _is_key(key):
        raise UserError("“{key}” is not a key. Press one key, alone or with Ctrl, Alt or Shift.", key=key)
    portable = QKeySequence.fromString(key).toString(QKeySequence.SequenceFormat.PortableText)
    return "Return" if portable == "Enter" else portable


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
    if isinstance(focused, QAbstractButton):
        return key in ("Space", *_ENTER)
    if isinstance(focused, (QTextEdit, QPlainTextEdit)):
        return not focused.isReadOnly()
    return isinstance(focused, _SINGLE_LINES)


def _portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
