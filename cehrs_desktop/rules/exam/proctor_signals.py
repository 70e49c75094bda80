"""What a proctor could notice, how strictly a rehearsal is held, and what an accommodation switches off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    """How a sitting is held. Relaxed: timer and tools only; Strict: held as far as the platform lets a program."""

    RELAXED = "relaxed"
    REALISTIC = "realistic"
    STRICT = "strict"


class Signal(StrEnum):
    """Something a proctor would notice; the value is what is stored as an incident's name."""

    FOCUS_LOST = "focus_lost"
    SWITCH_KEYS = "switch_keys"
    WINDOW_ON_TOP = "window_on_top"
    DISPLAY_ADDED = "display_added"
    DISPLAY_REMOVED = "display_removed"
    SCREEN_CAPTURE = "screen_capture"
    CLIPBOARD_CHANGED = "clipboard_changed"
    PASTE = "paste"
    PROGRAM_STARTED = "program_started"
    REMOTE_SESSION = "remote_session"
    SCREEN_LOCKED = "screen_locked"
    SUSPENDED = "suspended"
    PROCESS_STOPPED = "process_stopped"
    CLOCK_SET = "clock_set"
    UNPLUGGED = "unplugged"
    BATTERY_LOW = "battery_low"
    CAMERA_COVERED = "camera_covered"
    CAMERA_FROZEN = "camera_frozen"
    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    LOUD = "loud"


MOMENTARY = frozenset(
    {Signal.DISPLAY_REMOVED, Signal.CLIPBOARD_CHANGED, Signal.SUSPENDED, Signal.PROCESS_STOPPED, Signal.CLOCK_SET}
)
"""Over as soon as they have happened; the others last until they are put right."""

CAMERA = frozenset({Signal.CAMERA_COVERED, Signal.CAMERA_FROZEN, Signal.NO_FACE, Signal.SEVERAL_FACES})
MICROPHONE = frozenset({Signal.LOUD})
ONLY_HELD = frozenset({Signal.SWITCH_KEYS, Signal.PASTE, Signal.SCREEN_CAPTURE})
"""Can be prevented or not, but are never noticed by themselves."""


class Standing(StrEnum):
    """What becomes of a signal on this machine."""

    PREVENTED = "prevented"
    NOTICED = "noticed"
    NOT_AVAILABLE = "not_available"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Accommodations:
    """What is switched off for a learner, which is never an incident. Without overlays a warning is only a message."""

    off: frozenset[Signal] = frozenset()
    keyboard_hold: bool = True
    overlays: bool = True
    sound: bool = True

    def with_assistive_technology(self) -> Accommodations:
        """The same for a machine on which a screen reader or magnifier runs."""
        off = self.off | CAMERA | MICROPHONE | {Signal.WINDOW_ON_TOP}
        return replace(self, off=off, keyboard_hold=False, overlays=False, sound=False)

    def is_off(self, signal: Signal) -> bool:
        """Whether the signal is switched off."""
        return signal in self.off or (signal is Signal.SWITCH_KEYS and not self.keyboard_hold)


Capabilities = Mapping[Signal, Standing]
"""What a platform can do in a Strict sitting; a signal that is missing is not available."""


def standing(
    signal: Signal, level: Level, accommodations: Accommodations, capabilities: Mapping[Signal, Standing]
) -> Standing:
    """What becomes of a signal in a sitting of this level on a machine with these capabilities."""
    if level is Level.RELAXED or accommodations.is_off(signal):
        return Standing.OFF
    able = capabilities.get(signal, Standing.NOT_AVAILABLE)
    if able is not Standing.PREVENTED or level is Level.STRICT or signal is Signal.PASTE:
        return able
    # What only a held keyboard prevents is noticed, once the keyboard isn't held.
    return Standing.OFF if signal is Signal.SWITCH_KEYS else Standing.NOTICED
