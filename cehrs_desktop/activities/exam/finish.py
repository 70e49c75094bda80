"""Ending a sitting: the result, frozen with the attempt, and what the learner does with it afterwards."""

from __future__ import annotations

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.sit import ExamSitting, unchanged_state
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.events import End, EndedBy
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_record import Line, incident_lines
from cehrs_desktop.rules.exam.reports import PastSitting, Report
from cehrs_desktop.rules.exam.responses import AttemptId, Cause, responses_of
from cehrs_desktop.rules.exam.result import result, result_from_json
from cehrs_desktop.rules.study.learner_day import study_day
from cehrs_desktop.storage.attempts import (
    Attempt,
    StoredEvent,
    append_event,
    close_attempt,
    read_attempt,
    read_ended_attempts,
    read_events,
)
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.items import read_versions
from cehrs_desktop.storage.responses import put_response, read_history, read_responses, write_cause
from cehrs_desktop.storage.sealed_forms import end_sealed
from cehrs_desktop.storage.topics import read_all_topics


def finish(
    database: Database, clock: Clock, sitting: ExamSitting, by: EndedBy, *, blueprint: Blueprint, rollover_hour: int
) -> AttemptId:
    """End a sitting for good: last event, responses, result and the seal in one step. Returns the attempt's id.

    A discarded one leaves only what was seen, so that those items count as met.
    """
    ending = sitting.next_event(End(by))
    state, attempt, now = ending.state, sitting.attempt, clock.now()
    day = study_day(now, rollover_hour=rollover_hour)
    with database.changing() as connection:
        append_event(connection, attempt.id, ending.stored)
        history = read_history(connection)
        for response in responses_of(state, history, day=day):
            put_response(connection, attempt.id, response)
        found = None
        if by is not EndedBy.DISCARDED:
            teaches = {item.item: sitting.version(item.position).item.teaches for item in state.form.items}
            names = {topic.id: topic.name for topic in read_all_topics(connection)}
            found = result(
                state, scale=blueprint.scale, teaches=teaches, met_before=set(history), topic_names=names
            ).as_json()
        close_attempt(connection, attempt.id, ended_at=now, ended_by=by.value, result=found)
        if attempt.sealed is not None:
            end_sealed(connection, blueprint.id, attempt.sealed)
    sitting.accept(ending)
    return attempt.id


def discard(
    database: Database, clock: Clock, attempt_id: AttemptId, *, blueprint: Blueprint, rollover_hour: int
) -> AttemptId:
    """Give an open sitting up. Of one whose record was changed it isn't known what was seen, so it leaves nothing.

    Raises UserError when it has ended already.
    """
    with database.reading() as connection:
        attempt = read_attempt(connection, attempt_id)
        events = read_events(connection, attempt_id)
    if attempt.ended_at is None and _is_changed(attempt, events):
        with database.changing() as connection:
            by = EndedBy.DISCARDED.value
            close_attempt(connection, attempt.id, ended_at=clock.now(), ended_by=by, result=None)
            if attempt.sealed is not None:
                end_sealed(connection, blueprint.id, attempt.sealed)
        return attempt.id
    sitting = ExamSitting(database, clock, attempt_id)
    return finish(database, clock, sitting, EndedBy.DISCARDED, blueprint=blueprint, rollover_hour=rollover_hour)


def report(database: Database, attempt_id: AttemptId) -> Report:
    """The report of an ended sitting, from what was stored when it ended. Raises UserError when there is none."""
    with database.reading() as connection:
        attempt = read_attempt(connection, attempt_id)
        if attempt.result is None:
            raise UserError("This sitting has no report: it was discarded, or hasn't ended.")
        earlier = [each.id for each in read_ended_attempts(connection, attempt.form.kind)]
        events = read_events(connection, attempt.id)
        responses = read_responses(connection, attempt.id)
        items = read_versions(connection, [response.version for response in responses])
        topics = read_all_topics(connection)
    stored = result_from_json(attempt.result)
    names = {topic.id: topic.name for topic in topics}
    noticed = _noticed(attempt, events)
    return Report(
        id=attempt.id,
        number=earlier.index(attempt.id) + 1,
        kind=attempt.form.kind,
        sealed=attempt.sealed,
        started_at=attempt.started_at,
        conditions=attempt.conditions,
        result=stored,
        items=items,
        responses=responses,
        topic_names=names | {each.topic: each.name for each in stored.topic_names},
        allowed=attempt.conditions.terms.seconds_for(attempt.form),
        incidents=noticed or (),
        record_changed=noticed is None,
    )


def _noticed(attempt: Attempt, events: tuple[StoredEvent, ...]) -> tuple[Line, ...] | None:
    """What a proctor would have noticed; None when the record was changed, or the rows at its end are missing."""
    try:
        state = unchanged_state(attempt, events)
    except UserError:
        return None
    return None if state.ended is None else incident_lines(state)


def _is_changed(attempt: Attempt, events: tuple[StoredEvent, ...]) -> bool:
    try:
        unchanged_state(attempt, events)
    except UserError:
        return True
    return False


def past_sittings(database: Database, *kinds: FormKind) -> tuple[PastSitting, ...]:
    """The ended sittings of these kinds, oldest first."""
    with database.reading() as connection:
        ended = read_ended_attempts(connection, *kinds)
    numbers: dict[FormKind, int] = {}
    found = []
    for attempt in ended:
        assert attempt.result is not None
        assert attempt.ended_at is not None
        kind = attempt.form.kind
        numbers[kind] = numbers.get(kind, 0) + 1
        result_then = result_from_json(attempt.result)
        found.append(PastSitting(attempt.id, numbers[kind], kind, attempt.started_at, attempt.ended_at, result_then))
    return tuple(found)


def note_cause(database: Database, attempt_id: AttemptId, position: int, cause: Cause | None) -> Changed:
    """Note why an item was missed, in the learner's own judgment."""
    with database.changing() as connection:
        write_cause(connection, attempt_id, position, cause)
    return Changed.QUESTIONS
