"""The state of a sitting: what was answered, marked and noticed, where the learner is, and how the time stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.exam import events as happened
from cehrs_desktop.rules.exam.events import Confidence, EndedBy
from cehrs_desktop.rules.exam.form import Form


class TimeAllowed(StrEnum):
    """How much of the form's minutes a learner has."""

    STANDARD = "1"
    QUARTER_MORE = "1.25"
    HALF_MORE = "1.5"
    DOUBLE = "2"
    UNTIMED = "untimed"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed before the start. In parts, each part is sat for itself, with its share of the time."""

    time: TimeAllowed = TimeAllowed.STANDARD
    in_parts: bool = False
    breaks: bool = True

    def seconds_for(self, form: Form) -> float | None:
        """Seconds for a whole form; None without a limit."""
        if form.minutes is None or self.time is TimeAllowed.UNTIMED:
            return None
        return form.minutes * 60 * float(self.time)


class Stop(StrEnum):
    """Why the clock stands."""

    PAUSED = "paused"
    BREAK = "break"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Choice:
    """The option chosen now, how sure the learner was, and when it was chosen, in active seconds."""

    option: OptionId
    confidence: Confidence | None
    at: float


@dataclass(frozen=True, slots=True)
class Change:
    """Another option chosen than before, also when the first was taken back in between."""

    position: int
    before: OptionId
    after: OptionId
    at: float


@dataclass(frozen=True, slots=True)
class Noted:
    """An incident, clock jump or sleep, and the active seconds at which it was noticed."""

    at: float
    event: happened.Noticed


@dataclass(frozen=True, slots=True)
class Sitting:
    """The state of a sitting. Positions count from 1, parts from 0; seconds are active ones.

    `seconds` is the time each item was on the screen, in the form's order; `part_began` the active second at which
    the present part began; `away` the wall-clock seconds the clock stood; `returns` how often the learner came back
    after the program had ended.
    """

    form: Form
    terms: Terms
    seconds: tuple[float, ...]
    choices: Mapping[int, Choice] = field(default_factory=dict)
    last_chosen: Mapping[int, OptionId] = field(default_factory=dict)
    flags: frozenset[int] = frozenset()
    strikes: Mapping[int, frozenset[OptionId]] = field(default_factory=dict)
    highlights: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    revealed: frozenset[int] = frozenset()
    seen: frozenset[int] = frozenset({1})
    position: int = 1
    part: int = 0
    part_began: float = 0.0
    active: float = 0.0
    stopped: Stop | None = None
    ended: EndedBy | None = None
    changes: tuple[Change, ...] = ()
    noted: tuple[Noted, ...] = ()
    away: float = 0.0
    returns: int = 0

    @property
    def positions(self) -> range:
        """The positions that can be moved to: all, or those of the present part."""
        if not self.terms.in_parts:
            return range(1, len(self.form) + 1)
        first = sum(self.form.parts[: self.part]) + 1
        return range(first, first + self.form.parts[self.part])

    @property
    def has_next_part(self) -> bool:
        """Whether another part comes after the present one; sat in parts only."""
        return self.terms.in_parts and self.part + 1 < len(self.form.parts)

    @property
    def budget(self) -> float | None:
        """Seconds for the whole form, or for the present part; None without a limit."""
        whole = self.terms.seconds_for(self.form)
        return None if whole is None else whole * len(self.positions) / len(self.form)

    @property
    def time_left(self) -> float | None:
        """Seconds left of the budget, not below 0; None without a limit."""
        return None if self.budget is None else max(self.budget - (self.active - self.part_began), 0.0)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Positions of the form, or of the present part, without an answer."""
        return tuple(position for position in self.positions if position not in self.choices)
