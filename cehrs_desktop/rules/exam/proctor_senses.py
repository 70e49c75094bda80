"""What raw measurements mean: gaps between looks at the clocks, brightness and faces in frames, loudness in a room."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from cehrs_desktop.rules.exam.proctor_signals import Signal

JUMP_SECONDS = 2.0
"""A clock that moved so much against another was set, or the machine slept."""

STOPPED_SECONDS = 3.0
"""A process that wasn't asked for so long was stopped, if it wasn't busy itself."""

DARK = 18.0
"""Mean brightness (of 255) below which a camera sees nothing; faces are lost at about 12."""

FLAT = 4.0
"""Standard deviation of brightness below which there is nothing to see: a finger or paper on the lens."""

FROZEN_FRAMES = 6
LOUD_TIMES = 4.0
"""So many times the room's own level, about 12 dB, is loud."""

QUIETEST = 0.004
"""Full scale is 1; a microphone's own noise is below this, and no room is quieter."""


@dataclass(frozen=True, slots=True)
class ClockLook:
    """Seconds on four clocks at one moment: awake time, time since boot (sleep included), wall, CPU of the process."""

    awake: float
    boot: float
    wall: float
    busy: float


@dataclass(frozen=True, slots=True)
class ClockNews:
    """What happened between two looks, and for how many seconds."""

    signal: Signal
    seconds: float


def clock_news(before: ClockLook, now: ClockLook, *, expected: float) -> ClockNews | None:
    """What happened between two looks that were to be `expected` seconds apart; None when all is well."""
    asleep = (now.boot - before.boot) - (now.awake - before.awake)
    if asleep > JUMP_SECONDS:
        return ClockNews(Signal.SUSPENDED, asleep)
    jump = (now.wall - before.wall) - (now.boot - before.boot)
    if abs(jump) > JUMP_SECONDS:
        return ClockNews(Signal.CLOCK_SET, jump)
    late = now.awake - before.awake - expected
    if late > STOPPED_SECONDS and now.busy - before.busy < late / 2:
        return ClockNews(Signal.PROCESS_STOPPED, late)
    return None


@dataclass(frozen=True, slots=True)
class FrameLook:
    """One frame: brightness and its standard deviation (of 255), difference to the one before, faces if counted."""

    brightness: float
    contrast: float
    change: float
    faces: int | None


class FrameJudge:
    """Frames to signals; a signal changes only after two equal results in a row."""

    def __init__(self) -> None:
        self._last: frozenset[Signal] = frozenset()
        self._on: frozenset[Signal] = frozenset()
        self._still = 0

    def look(self, frame: FrameLook) -> dict[Signal, bool]:
        """Signals that came on (True) or went off (False) with this frame."""
        self._still = self._still + 1 if frame.change == 0.0 else 0
        seen = frozenset(self._seen(frame))
        agreed, self._last = seen == self._last, seen
        if not agreed or seen == self._on:
            return {}
        changed = {signal: signal in seen for signal in seen ^ self._on}
        self._on = seen
        return changed

    def _seen(self, frame: FrameLook) -> set[Signal]:
        if frame.brightness < DARK or frame.contrast < FLAT:
            return {Signal.CAMERA_COVERED}  # then nothing can be said about faces
        found = {Signal.CAMERA_FROZEN} if self._still >= FROZEN_FRAMES else set()
        if frame.faces == 0:
            found.add(Signal.NO_FACE)
        elif frame.faces is not None and frame.faces > 1:
            found.add(Signal.SEVERAL_FACES)
        return found


class RoomLevel:
    """Loud against the room's own level: the median of the last half minute of blocks that weren't loud."""

    def __init__(self, *, blocks: int = 300) -> None:
        self._levels: deque[float] = deque(maxlen=blocks)
        self._least = 20

    def is_loud(self, level: float) -> bool | None:
        """Whether a block (root mean square, full scale 1) is loud; None while the room isn't known yet."""
        if len(self._levels) < self._least:
            self._levels.append(level)
            return None
        loud = level > LOUD_TIMES * max(_median(self._levels), QUIETEST)
        if not loud:
            self._levels.append(level)
        return loud


def _median(values: Sequence[float] | deque[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
