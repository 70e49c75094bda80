"""Practice: what there is for a filter, and sets that are begun, answered and ended."""

from __future__ import annotations

import pytest

from cehrs_desktop.activities.exam.finish import finish, report
from cehrs_desktop.activities.exam.practice import begin_practice, open_practice, open_questions, past_sets
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.exam.question_session import QuestionSession
from cehrs_desktop.activities.exam.records import flag_question
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber, OptionId, TopicId
from cehrs_desktop.rules.exam.events import Answer, Confidence, EndedBy
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.practice import Only, Pace, Wanted
from cehrs_desktop.storage.attempts import Attempt
from cehrs_desktop.storage.database import Database
from tests.builders import the_blueprint
from tests.fakes import FakeClock

RIGHT, WRONG = OptionId("b"), OptionId("a")


def count(database: Database, **wanted: object) -> int:
    found = open_questions(database, blueprint=the_blueprint())
    return found.count(Wanted(10, **wanted))  # type: ignore[arg-type]


def begin(
    database: Database,
    clock: FakeClock,
    wanted: Wanted = Wanted(10),  # noqa: B008  # frozen
    *,
    pace: Pace = Pace.UNTIMED,
    feedback: bool = True,
) -> Attempt:
    return begin_practice(
        database, clock, wanted, blueprint=the_blueprint(), pace=pace, feedback=feedback, rollover_hour=4
    )


def taken_up(database: Database, clock: FakeClock, attempt: Attempt) -> QuestionSession:
    return QuestionSession(database, clock, attempt.id, blueprint=the_blueprint(), rollover_hour=4)


def answer(
    questions: QuestionSession, clock: FakeClock, option: OptionId, confidence: Confidence = Confidence.SURE
) -> str:
    shown = questions.next()
    assert shown is not None
    clock.advance(seconds=20)
    questions.answer(shown, option, confidence)
    questions.rest()
    return shown.item.id


def test_counts_are_of_what_may_be_shown(database: Database) -> None:
    found = question_bank(database, blueprint=the_blueprint())
    assert count(database) == len(found.bank) - len(found.closed)
    each = [count(database, domains=frozenset({domain})) for domain in DomainNumber]
    assert sum(each) == count(database)
    assert count(database, topics=frozenset({TopicId("topic-3")})) == each[2]
    assert count(database, only=frozenset({Only.MISSED})) == 0


def test_filters_follow_what_was_answered(database: Database, clock: FakeClock) -> None:
    everything = count(database)
    questions = taken_up(database, clock, begin(database, clock))
    answer(questions, clock, WRONG)
    answer(questions, clock, RIGHT, Confidence.GUESS)
    known = answer(questions, clock, RIGHT)
    flag_question(database, questions.answered[2].item, flagged=True)
    assert known == questions.answered[2].item
    only = {each: count(database, only=frozenset({each})) for each in Only}
    assert only == {Only.UNUSED: everything - 3, Only.MISSED: 2, Only.GUESSED: 1, Only.FLAGGED: 1}
    assert count(database, only=frozenset({Only.GUESSED, Only.FLAGGED})) == 2


def test_no_sealed_question_is_in_any_set(database: Database, clock: FakeClock) -> None:
    closed = question_bank(database, blueprint=the_blueprint()).closed
    form = begin(database, clock, Wanted(2000)).form
    assert len(form) == count(database)
    assert not closed & {item.item for item in form.items}


def test_a_set_of_a_domain_has_only_that(database: Database, clock: FakeClock) -> None:
    form = begin(database, clock, Wanted(8, domains=frozenset({DomainNumber.REPORTING}))).form
    assert [item.domain for item in form.items] == [DomainNumber.REPORTING] * 8
    assert form.kind is FormKind.PRACTICE


def test_nothing_to_practice_is_said(database: Database, clock: FakeClock) -> None:
    with pytest.raises(UserError, match="no such questions"):
        begin(database, clock, Wanted(10, only=frozenset({Only.FLAGGED})))
    assert open_practice(database) is None


def test_one_set_at_a_time(database: Database, clock: FakeClock) -> None:
    attempt = begin(database, clock)
    found = open_practice(database)
    assert found is not None
    assert (found.id, found.items, found.feedback, found.timed) == (attempt.id, 10, True, False)
    with pytest.raises(UserError, match="not ended"):
        begin(database, clock)
    taken_up(database, clock, attempt).finish()
    assert open_practice(database) is None
    begin(database, clock)


def test_ended_early_only_what_was_answered_counts(database: Database, clock: FakeClock) -> None:
    questions = taken_up(database, clock, begin(database, clock))
    answer(questions, clock, RIGHT)
    answer(questions, clock, WRONG)
    questions.finish()
    found = report(database, questions.id)
    assert (found.result.score.raw, found.result.score.items) == (1, 2)
    assert found.result.met_before == 0
    assert [each.seconds for each in found.responses] == [20, 20]


def test_a_minute_an_item_ends_a_set_with_feedback_at_the_end(database: Database, clock: FakeClock) -> None:
    sitting = ExamSitting(database, clock, begin(database, clock, pace=Pace.EXAM, feedback=False).id)
    assert sitting.time_left() == 600
    sitting.record(Answer(1, RIGHT))
    clock.advance(seconds=600)
    assert sitting.look_at_clock().time_over
    attempt = finish(database, clock, sitting, EndedBy.TIME_OVER, blueprint=the_blueprint(), rollover_hour=4)
    assert report(database, attempt).result.score.raw == 1


def test_with_feedback_the_minute_is_shown_and_costs_nothing(database: Database, clock: FakeClock) -> None:
    attempt = begin(database, clock, pace=Pace.EXAM)
    found = open_practice(database)
    assert found is not None
    assert found.timed
    questions = taken_up(database, clock, attempt)
    clock.advance(hours=1)
    answer(questions, clock, RIGHT)
    assert questions.left == 9


def domain_counts(database: Database, clock: FakeClock, *, by_weakness: bool) -> dict[DomainNumber, int]:
    attempt = begin(database, clock, Wanted(40, by_weakness=by_weakness))
    taken_up(database, clock, attempt).finish()
    return {domain: sum(item.domain is domain for item in attempt.form.items) for domain in DomainNumber}


def test_by_weakness_more_comes_from_where_more_was_missed(database: Database, clock: FakeClock) -> None:
    for domain, option in ((DomainNumber.REPORTING, WRONG), (DomainNumber.CLINICAL_OPERATIONS, RIGHT)):
        questions = taken_up(database, clock, begin(database, clock, Wanted(20, domains=frozenset({domain}))))
        while questions.left:
            answer(questions, clock, option)
        questions.finish()
        clock.advance(minutes=1)
    found = domain_counts(database, clock, by_weakness=True)
    assert found[DomainNumber.REPORTING] > found[DomainNumber.CLINICAL_OPERATIONS]


def test_earlier_sets_are_listed_newest_first_as_their_reports_tell(database: Database, clock: FakeClock) -> None:
    assert past_sets(database) == ()
    first = taken_up(database, clock, begin(database, clock, Wanted(8, domains=frozenset({DomainNumber.REPORTING}))))
    answer(first, clock, RIGHT)
    answer(first, clock, WRONG)
    first.finish()
    clock.advance(days=1)
    sitting = ExamSitting(database, clock, begin(database, clock, feedback=False).id)
    sitting.record(Answer(1, RIGHT))
    clock.advance(seconds=50)
    finish(database, clock, sitting, EndedBy.SUBMITTED, blueprint=the_blueprint(), rollover_hour=4)
    taken_up(database, clock, begin(database, clock)).finish()  # without an answer: nothing to list
    begin(database, clock)  # nor one that is open
    second, oldest = past_sets(database)
    assert (second.number, second.feedback, second.right, second.items, second.seconds) == (2, False, 1, 10, 50)
    assert second.topic == "Topic 1" or len(second.domains) == 1
    assert (oldest.number, oldest.feedback, oldest.right, oldest.items, oldest.seconds) == (1, True, 1, 2, 40)
    assert (oldest.domains, oldest.topic) == (frozenset({DomainNumber.REPORTING}), "Topic 5")
    for each in (second, oldest):
        found = report(database, each.id)
        assert (found.number, found.result.score.raw, found.result.score.items) == (each.number, each.right, each.items)
    assert second.ended_at == clock.now()
