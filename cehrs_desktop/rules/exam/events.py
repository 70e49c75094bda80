"""What can happen in a sitting: one frozen event each, with a payload of plain values for the event table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar, get_args

from cehrs_desktop.rules.content import OptionId


class EventKind(StrEnum):
    """The kind of an event, as it is stored."""

    MOVE = "move"
    ANSWER = "answer"
    CLEAR = "clear"
    FLAG = "flag"
    STRIKE = "strike"
    HIGHLIGHT = "highlight"
    NOTE = "note"
    REVEAL = "reveal"
    TICK = "tick"
    NEXT_PART = "next_part"
    PAUSE = "pause"
    BREAK = "break"
    LEAVE = "leave"
    RESUME = "resume"
    RECOVER = "recover"
    INCIDENT = "incident"
    CLOCK_JUMP = "clock_jump"
    SUSPEND = "suspend"
    END = "end"


class Confidence(StrEnum):
    """How sure the learner was of an answer."""

    SURE = "sure"
    UNSURE = "unsure"
    GUESS = "guess"


class EndedBy(StrEnum):
    """How a sitting came to its end."""

    SUBMITTED = "submitted"
    TIME_OVER = "time_over"
    SUBMITTED_AFTER_CRASH = "submitted_after_crash"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Move:
    """Another item is on the screen."""

    kind: ClassVar = EventKind.MOVE
    position: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An option was chosen, in place of any chosen before."""

    kind: ClassVar = EventKind.ANSWER
    position: int
    option: OptionId
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Clear:
    """The chosen option was taken back."""

    kind: ClassVar = EventKind.CLEAR
    position: int


@dataclass(frozen=True, slots=True)
class Flag:
    """The item was flagged for review, or no longer."""

    kind: ClassVar = EventKind.FLAG
    position: int
    on: bool


@dataclass(frozen=True, slots=True)
class Strike:
    """An option was struck out, or no longer."""

    kind: ClassVar = EventKind.STRIKE
    position: int
    option: OptionId
    on: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """All that is highlighted in the stem now: from character to character, the end not included."""

    kind: ClassVar = EventKind.HIGHLIGHT
    position: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The whole of the item's note now."""

    kind: ClassVar = EventKind.NOTE
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Key and reasons were shown; the answer stays as it is. Practice only."""

    kind: ClassVar = EventKind.REVEAL
    position: int


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""

    kind: ClassVar = EventKind.TICK


@dataclass(frozen=True, slots=True)
class NextPart:
    """The part was closed for good and the next one begun."""

    kind: ClassVar = EventKind.NEXT_PART


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock was stopped, for this reason."""

    kind: ClassVar = EventKind.PAUSE
    why: str


@dataclass(frozen=True, slots=True)
class Break:
    """A stop-the-clock break began."""

    kind: ClassVar = EventKind.BREAK


@dataclass(frozen=True, slots=True)
class Leave:
    """The learner left, to come back another time; the clock stands."""

    kind: ClassVar = EventKind.LEAVE


@dataclass(frozen=True, slots=True)
class Resume:
    """The clock runs again after `away` seconds by the wall clock."""

    kind: ClassVar = EventKind.RESUME
    away: float


@dataclass(frozen=True, slots=True)
class Recover:
    """Going on after the program had died; `away` seconds by the wall clock since the last event, not charged."""

    kind: ClassVar = EventKind.RECOVER
    away: float


@dataclass(frozen=True, slots=True)
class Incident:
    """Something a proctor would have noticed."""

    kind: ClassVar = EventKind.INCIDENT
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The wall clock was set forward (or back, negative) by so many seconds."""

    kind: ClassVar = EventKind.CLOCK_JUMP
    seconds: float


@dataclass(frozen=True, slots=True)
class Suspend:
    """The machine slept for so many seconds."""

    kind: ClassVar = EventKind.SUSPEND
    seconds: float


@dataclass(frozen=True, slots=True)
class End:
    """The sitting is over."""

    kind: ClassVar = EventKind.END
    by: EndedBy


OnItem = Move | Answer | Clear | Flag | Strike | Highlight | Note | Reveal
OnClock = Tick | NextPart | Pause | Break | Leave | Resume | Recover
Noticed = Incident | ClockJump | Suspend
Event = OnItem | OnClock | Noticed | End

_CLASSES: dict[EventKind, type[Any]] = {cls.kind: cls for cls in get_args(Event)}

_READERS: dict[str, Callable[[Any], Any]] = {
    "confidence": lambda value: None if value is None else Confidence(value),
    "spans": lambda value: tuple((start, end) for start, end in value),
    "by": EndedBy,
}


def payload(event: Event) -> dict[str, Any]:
    """The event without its kind, in values JSON knows."""
    return asdict(event)


def event_of(kind: str, values: Mapping[str, Any]) -> Event:
    """The event of a stored row. Raises ValueError when the row is none."""
    try:
        cls = _CLASSES[EventKind(kind)]
        event: Event = cls(**{name: _READERS.get(name, _as_is)(value) for name, value in values.items()})
    except (TypeError, ValueError) as error:
        raise ValueError(f"this is no event of a sitting: {kind} {dict(values)}") from error
    return event


def _as_is(value: Any) -> Any:
    return value
