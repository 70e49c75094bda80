"""Sitting a form: each step is one event, on disk before its effect is shown."""

from __future__ import annotations

import json
from dataclasses import dataclass

from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemHash, ItemVersion
from cehrs_desktop.rules.exam.chain import canonical, chain_start, first_broken, link
from cehrs_desktop.rules.exam.events import (
    ClockJump,
    Event,
    EventKind,
    Leave,
    Recover,
    Resume,
    Suspend,
    Tick,
    event_of,
    payload,
)
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.exam.sitting import Sitting, Stop, after, begin, fold
from cehrs_desktop.rules.exam.ticked import Ticked
from cehrs_desktop.rules.exam.timing import tick_seconds, warnings_due
from cehrs_desktop.storage.attempts import (
    Attempt,
    StoredEvent,
    append_event,
    read_attempt,
    read_events,
)
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.items import read_versions

JUMP_SECONDS = 2.0
"""A wall clock that runs so much away from the monotonic one between two looks was set, or the machine slept."""


@dataclass(frozen=True, slots=True)
class NextEvent:
    """An event as it will be written, and the state after it."""

    stored: StoredEvent
    state: Sitting


class ExamSitting:
    """One open attempt. `record` writes an event and returns the state after it; nothing is shown before that.

    Active seconds come from the monotonic clock; while the clock stands, or the program isn't running, none pass.
    """

    def __init__(self, database: Database, clock: Clock, attempt_id: AttemptId) -> None:
        """Take up an attempt where its log ends. Raises UserError when its log was changed or it has ended."""
        self._database = database
        self._clock = clock
        with database.reading() as connection:
            self.attempt = read_attempt(connection, attempt_id)
            stored = read_events(connection, attempt_id)
            self._items = read_versions(connection, [ItemHash(item.version) for item in self.attempt.form.items])
        if self.attempt.ended_at is not None:
            raise UserError("This sitting has ended. Its report is in the history.")
        self._start = chain_start(_frozen(self.attempt))
        self._count = len(stored)
        self._last_hash = stored[-1].hash if stored else self._start
        self._state = unchanged_state(self.attempt, stored)
        self._last_at = stored[-1].happened_at if stored else self.attempt.started_at
        self._looked = (clock.monotonic(), clock.now())
        self._base = (clock.monotonic(), self._state.active)
        self._left_before = self._state.time_left

    @property
    def state(self) -> Sitting:
        """The state after the newest event."""
        return self._state

    @property
    def was_interrupted(self) -> bool:
        """Whether the program ended in the middle: there are events, and the clock was running."""
        return self._count > 0 and self._state.stopped is None

    def version(self, position: int) -> ItemVersion:
        """The item at a position, as it was frozen."""
        return self._items[ItemHash(self._state.form.at(position).version)]

    def active_now(self) -> float:
        """Active seconds at this moment; while the clock stands they stand too."""
        if self._state.stopped is not None or self._state.ended is not None:
            return self._state.active
        since, active = self._base
        return round(max(active + self._clock.monotonic() - since, self._state.active), 3)

    def time_left(self) -> float | None:
        """Seconds left at this moment; None without a limit."""
        budget = self._state.budget
        return None if budget is None else max(budget - (self.active_now() - self._state.part_began), 0.0)

    def record(self, event: Event) -> Sitting:
        """Write an event, on disk when this returns. Raises IllegalMove, with nothing written, for what can't be."""
        next_event = self.next_event(event)
        with self._database.changing() as connection:
            append_event(connection, self.attempt.id, next_event.stored)
        return self.accept(next_event)

    def next_event(self, event: Event) -> NextEvent:
        """What would be written for an event, and the state after it; nothing is changed. Raises IllegalMove."""
        at = self._state.active if isinstance(event, Resume | Recover) else self.active_now()
        state = after(self._state, event, at)
        values = canonical(payload(event))
        row = _row(number=self._count, active=at, kind=event.kind.value, payload_text=values)
        kind, linked = event.kind.value, link(self._last_hash, row)
        return NextEvent(StoredEvent(self._count, at, self._clock.now(), kind, values, linked), state)

    def accept(self, written: NextEvent) -> Sitting:
        """Go on from an event that is on disk."""
        went_on = self._state.stopped is not None or written.stored.kind == EventKind.RECOVER
        self._count, self._last_hash = self._count + 1, written.stored.hash
        self._state, self._last_at = written.state, written.stored.happened_at
        if went_on and self._state.stopped is None:
            self._base = (self._clock.monotonic(), self._state.active)
        return self._state

    def away_seconds(self) -> float:
        """Seconds by the wall clock since the newest event; never negative."""
        return round(max((self._clock.now() - self._last_at).total_seconds(), 0.0), 3)

    def go_on(self) -> Sitting:
        """Let the clock run again: after a pause, a break, leaving, or the end of the program in the middle."""
        away = self.away_seconds()
        self._looked = (self._clock.monotonic(), self._clock.now())
        return self.record(Recover(away) if self.was_interrupted else Resume(away))

    def leave(self) -> Sitting:
        """Stop the clock, to come back another time."""
        return self.record(Leave()) if self._state.stopped is not Stop.LEFT else self._state

    def look_at_clock(self) -> Ticked:
        """Called often: writes a tick when one is due, notices jumps of the wall clock, tells what is due."""
        self._notice_jumps()
        if self._state.stopped is not None or self._state.ended is not None:
            return Ticked()
        left = self.time_left()
        warnings = warnings_due(self._state.budget, left_before=self._left_before, left=left)
        self._left_before = left
        time_over = left == 0.0
        if time_over or self.active_now() - self._state.active >= tick_seconds(self._state.time_left):
            self.record(Tick())
        return Ticked(warnings, time_over)

    def _notice_jumps(self) -> None:
        """The wall clock against the monotonic one, which stands still while a machine sleeps on some systems."""
        (monotonic, wall), self._looked = self._looked, (self._clock.monotonic(), self._clock.now())
        passed = self._looked[0] - monotonic
        jump = (self._looked[1] - wall).total_seconds() - passed
        if abs(jump) > JUMP_SECONDS and self._state.ended is None:
            self.record(Suspend(round(jump, 3)) if jump > 0 else ClockJump(round(jump, 3)))


def unchanged_state(attempt: Attempt, stored: tuple[StoredEvent, ...]) -> Sitting:
    """The state after these events. Raises UserError when one of them was changed."""
    _refuse_changed(chain_start(_frozen(attempt)), stored)
    return state_of(attempt, stored)


def state_of(attempt: Attempt, stored: tuple[StoredEvent, ...]) -> Sitting:
    """The state after these events. Raises UserError when they can't have happened."""
    events = [(event_of(event.kind, json.loads(event.payload)), event.active) for event in stored]
    if not events:
        return begin(attempt.form, attempt.conditions.terms)
    return fold(attempt.form, attempt.conditions.terms, events)


def _frozen(attempt: Attempt) -> dict[str, object]:
    return {"form": attempt.form.as_json(), "conditions": attempt.conditions.as_json()}


def _row(*, number: int, active: float, kind: str, payload_text: str) -> dict[str, object]:
    return {"number": number, "active": active, "kind": kind, "payload": payload_text}


def _refuse_changed(start: str, stored: tuple[StoredEvent, ...]) -> None:
    rows = [
        (_row(number=event.number, active=event.active, kind=event.kind, payload_text=event.payload), event.hash)
        for event in stored
    ]
    if first_broken(start, rows) is not None:
        raise UserError(
            "The record of this sitting was changed outside the program, so it can't be gone on with. "
            "Discard it, and begin another."
        )
