"""The one key map of the program: the keys in force for each action, and which may not be shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtGui import QKeySequence

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui.actions import DEFAULTS, MOMENTS, Action, Moment, action_name, translate


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Keys of each action, as portable texts ('Ctrl+Z', 'Return'); the first is the one shown on buttons."""

    _keys: Mapping[Action, tuple[str, ...]] = field(default_factory=lambda: DEFAULTS)

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
        return {action.value: list(keys) for action, keys in self._keys.items() if keys != DEFAULTS[action]}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Sequence[str]]) -> KeyMap:
        """The defaults with stored changes; what this version doesn't know is left out, stored keys win."""
        known = {action.value for action in Action}
        own = {
            Action(name): tuple(_normal(key) for key in keys if _is_key(key))
            for name, keys in stored.items()
            if name in known
        }
        chosen = cls(MappingProxyType({action: own.get(action, ()) for action in DEFAULTS}))
        for action, keys in DEFAULTS.items():
            if action not in own:
                free = tuple(key for key in keys if chosen._taken_by(key, action) is None)
                chosen = cls(MappingProxyType({**chosen._keys, action: free}))
        return chosen

    def _taken_by(self, key: str, action: Action) -> Action | None:
        moment = MOMENTS.get(action, Moment.ALWAYS)
        for other, keys in self._keys.items():
            if other is not action and key in keys and moment & MOMENTS.get(other, Moment.ALWAYS):
                return other
        return None


def key_label(key: str) -> str:
    """A portable key text as the learner knows it."""
    if key in ("Return", "Enter"):
        return translate("KeyMap", "Enter")
    return QKeySequence.fromString(key).toString(QKeySequence.SequenceFormat.NativeText)


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
