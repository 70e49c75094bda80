"""What can be sat, and forms as they are frozen: sealed ones first, then fresh items; practice never opens a seal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cehrs_desktop.activities.exam.finish import finish, past_sittings
from cehrs_desktop.activities.exam.prepare import offer, prepare_practice
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.events import Answer, EndedBy, Move, NextPart
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.reports import Reached, UsedForm
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sealing import SealedName
from cehrs_desktop.rules.exam.sitting import Terms
from cehrs_desktop.rules.exam.timing import Departure
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.storage.credential import write_outcome
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import a_question_file, begin
from tests.builders import the_blueprint
from tests.fakes import FakeClock


def sat(database: Database, clock: FakeClock, kind: FormKind) -> list[ItemId]:
    """Sit the next form of a kind to its end, having seen every item; returns its items."""
    sitting = begin(database, clock, kind=kind)
    end_having_seen_all(database, clock, sitting)
    return [item.item for item in sitting.state.form.items]


def end_having_seen_all(database: Database, clock: FakeClock, sitting: ExamSitting) -> None:
    for item in sitting.state.form.items:
        sitting.record(Move(item.position))
    clock.advance(seconds=5)
    finish(database, clock, sitting, EndedBy.SUBMITTED, blueprint=the_blueprint(), rollover_hour=4)


def test_a_new_learner_is_offered_everything_fresh(database: Database) -> None:
    found = offer(database, blueprint=the_blueprint())
    assert (found.open, found.mocks, found.diagnostics) == ((), 0, 0)
    assert (found.items, found.unseen) == (650, 650)
    assert found.fresh == {FormKind.MOCK, FormKind.DIAGNOSTIC}


def test_the_sealed_forms_are_chosen_once(database: Database) -> None:
    first = question_bank(database, blueprint=the_blueprint())
    assert set(first.sealed) == set(SealedName)
    assert len(first.closed) == 50 + 125 + 125
    assert question_bank(database, blueprint=the_blueprint()).sealed == first.sealed


def test_an_open_sitting_is_offered_and_no_other_of_its_kind(database: Database, clock: FakeClock) -> None:
    sitting = begin(database, clock)
    (waiting,) = offer(database, blueprint=the_blueprint()).open
    assert (waiting.id, waiting.kind, waiting.in_parts) == (sitting.attempt.id, FormKind.DIAGNOSTIC, False)
    assert waiting.reached == Reached(answered=0, items=50, part=1, parts=1)
    with pytest.raises(UserError, match="begun and not ended"):
        begin(database, clock)
    begin(database, clock, kind=FormKind.MOCK)


def test_the_diagnostic_is_left_after_17_and_gone_on_with_the_next_day(database: Database, clock: FakeClock) -> None:
    sitting = begin(database, clock)
    for item in sitting.state.form.items[:17]:
        sitting.record(Move(item.position))
        clock.advance(seconds=30)
        sitting.record(Answer(item.position, item.options[item.position % 4]))
    left, choices = sitting.time_left(), dict(sitting.state.choices)
    sitting.leave()
    clock.advance(days=1)
    (waiting,) = offer(database, blueprint=the_blueprint()).open
    assert waiting.reached == Reached(answered=17, items=50, part=1, parts=1)
    sitting = ExamSitting(database, clock, waiting.id)
    sitting.go_on()
    assert (sitting.state.position, sitting.time_left(), dict(sitting.state.choices)) == (17, left, choices)


def test_the_diagnostic_is_sat_in_five_parts(database: Database, clock: FakeClock) -> None:
    sitting = begin(database, clock, conditions=Conditions(terms=Terms(in_parts=True)))
    assert (sitting.state.positions, sitting.time_left()) == (range(1, 11), 600)
    for part in range(2, 6):
        sitting.record(Answer(sitting.state.position, sitting.state.form.at(sitting.state.position).options[0]))
        sitting.record(NextPart())
        sitting.leave()
        clock.advance(days=1)
        (waiting,) = offer(database, blueprint=the_blueprint()).open
        assert waiting.reached == Reached(answered=part - 1, items=50, part=part, parts=5)
        sitting = ExamSitting(database, clock, waiting.id)
        sitting.go_on()
    assert not sitting.state.has_next_part
    finish(database, clock, sitting, EndedBy.SUBMITTED, blueprint=the_blueprint(), rollover_hour=4)
    (past,) = past_sittings(database, FormKind.DIAGNOSTIC)
    assert (past.result.score.items, past.result.departures[0]) == (50, Departure.PARTS)


def test_of_a_changed_record_it_is_not_told_how_far_it_is(database: Database, clock: FakeClock) -> None:
    begin(database, clock).record(Move(2))
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE attempt_event SET active = active + 1")
    (waiting,) = offer(database, blueprint=the_blueprint()).open
    assert waiting.reached is None


def test_four_mocks_and_a_diagnostic_share_no_item_and_the_fifth_takes_the_least_lately_met(
    database: Database, clock: FakeClock
) -> None:
    forms = [sat(database, clock, FormKind.DIAGNOSTIC)]
    for _ in range(4):
        clock.advance(days=1)
        forms.append(sat(database, clock, FormKind.MOCK))
    every = [item for form in forms for item in form]
    assert len(every) == 550 == len(set(every))
    clock.advance(days=1)
    fifth = set(sat(database, clock, FormKind.MOCK))
    assert len(fifth - set(every)) >= 95  # the 100 never seen, as far as quotas and difficulty allow
    found = offer(database, blueprint=the_blueprint())
    assert (found.mocks, found.diagnostics, found.fresh) == (5, 1, frozenset())


def test_used_mocks_are_told_with_their_day_and_the_exam_they_came_before(database: Database, clock: FakeClock) -> None:
    sat(database, clock, FormKind.MOCK)
    first = clock.now().astimezone().date()
    exam = first + timedelta(days=10)
    with database.changing() as connection:
        write_outcome(connection, ExamOutcome(exam, passed=False), now=clock.now())
    clock.advance(days=20)
    finish(
        database,
        clock,
        begin(database, clock, kind=FormKind.MOCK),
        EndedBy.DISCARDED,
        blueprint=the_blueprint(),
        rollover_hour=4,
    )
    sat(database, clock, FormKind.MOCK)
    later = clock.now().astimezone().date()
    assert offer(database, blueprint=the_blueprint()).used == (
        UsedForm(1, first, fresh=True, before_exam=exam),
        UsedForm(None, later, fresh=True, before_exam=None),
        UsedForm(2, later, fresh=False, before_exam=None),
    )


def test_a_seal_is_over_once_its_form_was_sat_or_given_up(database: Database, clock: FakeClock) -> None:
    closed = question_bank(database, blueprint=the_blueprint()).closed
    sitting = begin(database, clock)
    finish(database, clock, sitting, EndedBy.DISCARDED, blueprint=the_blueprint(), rollover_hour=4)
    found = question_bank(database, blueprint=the_blueprint())
    assert found.over == {SealedName.DIAGNOSTIC}
    assert len(closed - found.closed) == 50
    assert found.history.keys() == {sitting.state.form.items[0].item}  # the one that was on the screen


def test_practice_is_frozen_too(database: Database, clock: FakeClock) -> None:
    found = question_bank(database, blueprint=the_blueprint())
    items = [item.id for item in found.bank.items if item.id not in found.closed][:7]
    attempt = prepare_practice(
        database,
        clock,
        items,
        blueprint=the_blueprint(),
        conditions=Conditions(feedback=True),
        rollover_hour=4,
        seconds_per_item=60,
    )
    sitting = ExamSitting(database, clock, attempt.id)
    assert [item.item for item in sitting.state.form.items] == items
    assert sitting.time_left() == 7 * 60
    assert sitting.attempt.conditions.feedback
    assert offer(database, blueprint=the_blueprint()).open == ()  # practice isn't an exam to go on with


def test_practice_of_nothing_is_a_sentence(database: Database, clock: FakeClock) -> None:
    with pytest.raises(UserError, match="no such questions"):
        prepare_practice(database, clock, [], blueprint=the_blueprint(), conditions=Conditions(), rollover_hour=4)


def test_too_few_questions_are_told_with_domain_and_shortfall(tmp_path: Path, clock: FakeClock) -> None:
    with closing(a_question_file(tmp_path, clock, counts=(182, 208, 98, 98, 7))) as database:
        with pytest.raises(UserError, match="5 more questions are needed in Reporting"):
            begin(database, clock, kind=FormKind.MOCK)
        assert offer(database, blueprint=the_blueprint()).open == ()
