"""Answers to questions, put into a study file through the program's own sittings."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cehrs_desktop.activities.exam.finish import finish, note_cause
from cehrs_desktop.activities.exam.prepare import prepare_exam, prepare_practice
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.events import Answer, Confidence, EndedBy, Event, Move
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_signals import Level
from cehrs_desktop.rules.exam.responses import AttemptId, Cause, Conditions
from cehrs_desktop.storage.database import Database
from tests.builders import the_blueprint
from tests.fakes import FakeClock


def sit(
    database: Database,
    clock: FakeClock,
    kind: FormKind,
    *,
    right: float,
    seconds: float = 40,
    unanswered: int = 0,
    uneven: bool = False,
    lockdown: Level | None = None,
    noticed: Mapping[int, Event] = MappingProxyType({}),
) -> AttemptId:
    """A whole mock or diagnostic, with this share right, leaving the last so many unanswered.

    `noticed`: by position, what a proctor notices there.
    """
    conditions = Conditions(lockdown=None if lockdown is None else lockdown.value)
    attempt = prepare_exam(database, clock, kind, blueprint=the_blueprint(), conditions=conditions, rollover_hour=4)
    return _through(
        database,
        clock,
        attempt.id,
        right=right,
        seconds=seconds,
        unanswered=unanswered,
        uneven=uneven,
        noticed=noticed,
    )


def practice(
    database: Database,
    clock: FakeClock,
    count: int,
    *,
    right: float,
    seconds: float = 40,
    items: Sequence[ItemId] | None = None,
) -> AttemptId:
    """A set of questions that practice may show and that weren't met."""
    found = question_bank(database, blueprint=the_blueprint())
    free = [item.id for item in found.bank.items if item.id not in found.history and item.id not in found.closed]
    random.Random(len(found.history)).shuffle(free)
    attempt = prepare_practice(
        database, clock, items or free[:count], blueprint=the_blueprint(), conditions=Conditions(), rollover_hour=4
    )
    return _through(database, clock, attempt.id, right=right, seconds=seconds, sure=True)


def _through(
    database: Database,
    clock: FakeClock,
    attempt_id: AttemptId,
    *,
    right: float,
    seconds: float,
    unanswered: int = 0,
    sure: bool = False,
    uneven: bool = False,
    noticed: Mapping[int, Event] = MappingProxyType({}),
) -> AttemptId:
    sitting = ExamSitting(database, clock, attempt_id)
    items = sitting.attempt.form.items
    for n, item in enumerate(items[: len(items) - unanswered]):
        if n:
            sitting.record(Move(item.position))
        clock.advance(seconds=seconds * (0.5 + (n * 37 % 100) / 100) if uneven else seconds)
        is_right = int((n + 1) * right) > int(n * right)
        option = item.key if is_right else next(each for each in item.options if each != item.key)
        if item.position in noticed:
            sitting.record(noticed[item.position])
        sitting.record(Answer(item.position, option, Confidence.SURE if sure and n % 2 else None))
    return finish(database, clock, sitting, EndedBy.SUBMITTED, blueprint=the_blueprint(), rollover_hour=4)


def note_first(database: Database, attempt_id: AttemptId, cause: Cause) -> None:
    """Note a cause for the first item."""
    note_cause(database, attempt_id, 1, cause)
