"""What screens show of sittings: what is offered, what was left open, the history, the report of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cehrs_desktop.rules.content import DomainNumber, ItemHash, ItemVersion, TopicId
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_record import Line
from cehrs_desktop.rules.exam.responses import AttemptId, Conditions, Response
from cehrs_desktop.rules.exam.result import Result
from cehrs_desktop.rules.exam.sealing import SealedName


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a sitting is: items answered of all, and the part that is next of so many, counted from 1."""

    answered: int
    items: int
    part: int
    parts: int


@dataclass(frozen=True, slots=True)
class OpenSitting:
    """A sitting that was begun and not ended. `reached` None: its record was changed, so nothing is known of that."""

    id: AttemptId
    kind: FormKind
    started_at: datetime
    in_parts: bool
    reached: Reached | None


@dataclass(frozen=True, slots=True)
class UsedForm:
    """A full form that is over: the mock's number (None: it was discarded), the day it ended, whether it was `fresh`,
    and the first real exam from that day on, if one was sat.
    """

    number: int | None
    day: date
    fresh: bool
    before_exam: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to sit: sittings to go on with, how many were finished, and how many items were never seen.

    `fresh` tells whether the next mock, and the diagnostic, are sealed: no item of theirs has been practiced.
    `used`: the full forms that are over, oldest first.
    """

    open: tuple[OpenSitting, ...]
    mocks: int
    diagnostics: int
    items: int
    unseen: int
    fresh: frozenset[FormKind]
    used: tuple[UsedForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An ended sitting: its result, the items as they were shown, and what became of each that was seen.

    `allowed`: seconds for the whole form; None without a limit. `topic_names` are those of the day it ended, where
    they were kept. `incidents`: what a proctor would have noticed; empty when it wasn't watched. `record_changed`: its
    events were changed outside the program, so nothing is told of them; the result is the one that was stored.
    """

    id: AttemptId
    number: int
    kind: FormKind
    sealed: SealedName | None
    started_at: datetime
    conditions: Conditions
    result: Result
    items: Mapping[ItemHash, ItemVersion]
    responses: tuple[Response, ...]
    topic_names: Mapping[TopicId, str]
    allowed: float | None = None
    incidents: tuple[Line, ...] = ()
    record_changed: bool = False

    def version_at(self, position: int) -> ItemVersion | None:
        """The item at a position, if it was seen."""
        seen = next((response for response in self.responses if response.position == position), None)
        return None if seen is None else self.items[seen.version]

    @property
    def flagged(self) -> frozenset[int]:
        """The positions that were flagged when it ended."""
        return frozenset(each.position for each in self.result.outcomes if each.flagged)


@dataclass(frozen=True, slots=True)
class PastSitting:
    """One line of the history."""

    id: AttemptId
    number: int
    kind: FormKind
    started_at: datetime
    ended_at: datetime
    result: Result


@dataclass(frozen=True, slots=True)
class PastSet:
    """A practice set that has ended: right answers of so many, seconds on the screen, and what it was about.

    `feedback`: key and reasons came after each answer. `topic` is the name if all were of one topic, else empty.
    """

    id: AttemptId
    number: int
    ended_at: datetime
    feedback: bool
    right: int
    items: int
    seconds: float
    domains: frozenset[DomainNumber]
    topic: str
