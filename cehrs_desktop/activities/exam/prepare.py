"""Preparing a sitting: what can be sat, and the form, frozen and saved before its first item is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.exam.sit import unchanged_state
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.dice import seed_from
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.form import Form, FormKind, practice_form
from cehrs_desktop.rules.exam.reports import Offer, OpenSitting, Reached, UsedForm
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sealing import SealedName, prepare
from cehrs_desktop.rules.study.learner_day import study_day
from cehrs_desktop.storage.attempts import (
    Attempt,
    StoredEvent,
    add_attempt,
    read_closed_attempts,
    read_ended_attempts,
    read_events,
    read_open_attempts,
)
from cehrs_desktop.storage.credential import read_outcomes
from cehrs_desktop.storage.database import Database

EXAMS = (FormKind.MOCK, FormKind.DIAGNOSTIC)


def offer(database: Database, *, blueprint: Blueprint) -> Offer:
    """What there is to sit now."""
    found = question_bank(database, blueprint=blueprint)
    with database.reading() as connection:
        unfinished = read_open_attempts(connection, *EXAMS)
        left_open = tuple(_left_open(each, read_events(connection, each.id)) for each in unfinished)
        closed = read_closed_attempts(connection, *EXAMS)
        exams = [outcome.taken for outcome in read_outcomes(connection)]
    ended = [each for each in closed if each.result is not None]
    waiting = [name for name in found.sealed if name not in found.over]
    return Offer(
        open=left_open,
        mocks=sum(each.form.kind is FormKind.MOCK for each in ended),
        diagnostics=sum(each.form.kind is FormKind.DIAGNOSTIC for each in ended),
        items=len(found.bank),
        unseen=found.unseen,
        fresh=frozenset(name.kind for name in waiting),
        used=_used([each for each in closed if each.form.kind is FormKind.MOCK], exams),
    )


def _left_open(attempt: Attempt, stored: tuple[StoredEvent, ...]) -> OpenSitting:
    try:
        state = unchanged_state(attempt, stored)
    except UserError:  # told when it is to be gone on with
        reached = None
    else:
        parts = len(state.form.parts) if state.terms.in_parts else 1
        reached = Reached(len(state.choices), len(state.form), part=state.part + 1, parts=parts)
    return OpenSitting(
        attempt.id, attempt.form.kind, attempt.started_at, attempt.conditions.terms.in_parts, reached=reached
    )


def _used(mocks: Sequence[Attempt], exams: Sequence[date]) -> tuple[UsedForm, ...]:
    numbers = count(1)
    found = []
    for each in mocks:
        assert each.ended_at is not None, "it has ended"
        day = each.ended_at.astimezone().date()
        number = None if each.result is None else next(numbers)
        before = min((exam for exam in exams if exam >= day), default=None)
        found.append(UsedForm(number, day, each.sealed is not None, before))
    return tuple(found)


def prepare_exam(
    database: Database,
    clock: Clock,
    kind: FormKind,
    *,
    blueprint: Blueprint,
    conditions: Conditions,
    rollover_hour: int,
) -> Attempt:
    """The next mock or diagnostic, frozen. Raises UserError when another is open or the questions don't suffice."""
    found = question_bank(database, blueprint=blueprint)
    with database.reading() as connection:
        if any(each.form.kind is kind for each in read_open_attempts(connection, *EXAMS)):
            raise UserError("This exam was begun and not ended. Go on with it, or end it, before you begin another.")
        already = len(read_ended_attempts(connection, *EXAMS))
    prepared = prepare(
        found.bank,
        blueprint,
        kind,
        seed=seed_from(found.pack_id, kind.value, already, clock.now().isoformat()),
        sealed=found.sealed,
        over=found.over,
        history=found.history,
    )
    return _add(database, clock, prepared.form, conditions, sealed=prepared.sealed, rollover_hour=rollover_hour)


def prepare_practice(
    database: Database,
    clock: Clock,
    items: Sequence[ItemId],
    *,
    blueprint: Blueprint,
    conditions: Conditions,
    rollover_hour: int,
    seconds_per_item: int | None = None,
    kind: FormKind = FormKind.PRACTICE,
) -> Attempt:
    """A practice set of these items, in this order. Raises UserError when there is none."""
    if not items:
        raise UserError("There are no such questions. Choose a wider set.")
    found = question_bank(database, blueprint=blueprint)
    seed = seed_from(found.pack_id, kind.value, clock.now().isoformat())
    form = practice_form(found.bank, items, seed=seed, seconds_per_item=seconds_per_item, kind=kind)
    return _add(database, clock, form, conditions, sealed=None, rollover_hour=rollover_hour)


def _add(
    database: Database,
    clock: Clock,
    form: Form,
    conditions: Conditions,
    *,
    sealed: SealedName | None,
    rollover_hour: int,
) -> Attempt:
    now = clock.now()
    day = study_day(now, rollover_hour=rollover_hour)
    with database.changing() as connection:
        return add_attempt(connection, form, conditions=conditions, sealed=sealed, day=day, started_at=now)
