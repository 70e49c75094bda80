"""The end of a sitting: one step on disk, a report that opens the same ever after, and what is done with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.finish import discard, finish, note_cause, past_sittings, report
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import OptionId, TopicId
from cehrs_desktop.rules.exam.events import Answer, Confidence, EndedBy, Flag, Move, NextPart
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.reports import Report
from cehrs_desktop.rules.exam.responses import AttemptId, Cause, Conditions, conditions_from_json
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.exam.sitting import Terms, TimeAllowed
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import begin
from tests.builders import everything_in, the_blueprint
from tests.fakes import FakeClock

WRONG = OptionId("a")


def answer_all(sitting: ExamSitting, clock: FakeClock, *, right: int) -> None:
    """Answer every item in order, the first so many of the scored ones right."""
    left = right
    for item in sitting.state.form.items:
        sitting.record(Move(item.position))
        clock.advance(seconds=20)
        hit = item.scored and left > 0
        left -= hit
        sitting.record(Answer(item.position, item.key if hit else WRONG, Confidence.SURE if hit else None))


def change_the_record(database: Database, change: str) -> None:
    """As from outside: over a connection that keeps none of the file's rules."""
    with closing(sqlite3.connect(database.path)) as other, other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        assert other.execute(change).rowcount


def give_up(database: Database, clock: FakeClock, attempt: AttemptId) -> AttemptId:
    return discard(database, clock, attempt, blueprint=the_blueprint(), rollover_hour=4)


def end(database: Database, clock: FakeClock, sitting: ExamSitting, by: EndedBy = EndedBy.SUBMITTED) -> AttemptId:
    return finish(database, clock, sitting, by, blueprint=the_blueprint(), rollover_hour=4)


@pytest.fixture
def mock(database: Database, clock: FakeClock) -> Report:
    sitting = begin(database, clock, kind=FormKind.MOCK)
    answer_all(sitting, clock, right=75)
    return report(database, end(database, clock, sitting))


def test_a_mock_is_scored_as_design_says(mock: Report) -> None:
    score = mock.result.score
    assert (score.raw, score.items) == (75, 100)
    assert score.standing is not None
    cut = -(-sum(response.expected for response in mock.responses if response.scored) // 100)
    assert score.standing.cut == cut
    assert score.standing.passed
    assert score.standing.scaled.points == int(390 + (75 - cut) * 110 / (100 - cut) + 0.5)
    assert score.standing.verdict is Verdict.TOO_CLOSE
    assert mock.result.pretest.items == 25
    assert (mock.number, mock.kind) == (1, FormKind.MOCK)


def test_the_report_holds_every_item_that_was_seen(mock: Report) -> None:
    assert len(mock.responses) == 125
    missed = [response for response in mock.responses if not response.correct]
    assert len(missed) == 50
    version = mock.version_at(missed[0].position)
    assert version is not None
    assert {option.why for option in version.item.options} == {"Why a.", "Why b.", "Why c.", "Why d."}
    assert mock.topic_names[missed[0].topic] == f"Topic {int(missed[0].domain)}"
    assert all(response.seconds == 20 for response in mock.responses)


def test_the_report_opens_the_same_when_the_pack_has_changed(
    database: Database, clock: FakeClock, mock: Report
) -> None:
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE item SET retired = 1")
        other.execute("UPDATE topic SET share = 1, name = 'Called otherwise'")
        other.execute("DELETE FROM topic WHERE id = 'topic-5'")
    clock.advance(days=365)
    assert report(database, mock.id) == mock


def test_an_older_result_has_the_topics_names_of_today(database: Database, mock: Report) -> None:
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE attempt SET result = json_remove(result, '$.topic_names')")
        other.execute("UPDATE topic SET name = 'Called otherwise' WHERE id = 'topic-1'")
    names = report(database, mock.id).topic_names
    assert (names[TopicId("topic-1")], names[TopicId("topic-2")]) == ("Called otherwise", "Topic 2")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attempt_event SET payload = replace(payload, '\"a\"', '\"b\"') WHERE kind = 'answer'",
        "UPDATE attempt_event SET payload = 'no JSON' WHERE number = 3",
        "DELETE FROM attempt_event WHERE number = 3",
        "DELETE FROM attempt_event WHERE kind = 'end'",
    ],
)
def test_a_record_that_was_changed_after_the_end_is_noticed(database: Database, mock: Report, change: str) -> None:
    assert not mock.record_changed
    change_the_record(database, change)
    found = report(database, mock.id)
    assert (found.record_changed, found.incidents) == (True, ())
    assert found.result == mock.result


def test_a_report_knows_the_time_that_was_allowed_and_what_was_flagged(database: Database, clock: FakeClock) -> None:
    terms = Terms(time=TimeAllowed.HALF_MORE, in_parts=True)
    sitting = begin(database, clock, conditions=Conditions(terms=terms))
    sitting.record(Flag(2, on=True))
    while sitting.state.has_next_part:
        sitting.record(NextPart())
    found = report(database, end(database, clock, sitting))
    assert (found.allowed, found.flagged) == (75 * 60, frozenset({2}))
    clock.advance(days=1)
    untimed = begin(database, clock, conditions=Conditions(terms=Terms(time=TimeAllowed.UNTIMED)))
    assert report(database, end(database, clock, untimed)).allowed is None


def test_items_not_seen_have_no_response(database: Database, clock: FakeClock) -> None:
    sitting = begin(database, clock)
    sitting.record(Move(3))
    found = report(database, end(database, clock, sitting))
    assert [response.position for response in found.responses] == [1, 3]
    assert found.version_at(2) is None
    assert found.result.score.raw == 0


def test_a_second_meeting_is_told(database: Database, clock: FakeClock) -> None:
    first = begin(database, clock)
    answer_all(first, clock, right=50)
    end(database, clock, first)
    clock.advance(days=1)
    with closing(sqlite3.connect(database.path)) as other, other:  # as when a bank is used up
        other.execute("UPDATE sealed_form SET over = 0 WHERE name = 'diagnostic'")
    second = begin(database, clock)
    answer_all(second, clock, right=50)
    found = report(database, end(database, clock, second))
    assert found.result.met_before == 50
    assert found.result.without_met is None  # nothing is left
    assert {response.times_met for response in found.responses} == {1}
    assert found.number == 2


def test_a_discarded_sitting_has_no_report(database: Database, clock: FakeClock) -> None:
    attempt = end(database, clock, begin(database, clock), EndedBy.DISCARDED)
    with pytest.raises(UserError, match="has no report"):
        report(database, attempt)
    assert past_sittings(database, FormKind.DIAGNOSTIC) == ()


def test_an_open_sitting_is_discarded_also_when_its_record_was_changed(database: Database, clock: FakeClock) -> None:
    first = begin(database, clock)
    first.record(Move(3))
    give_up(database, clock, first.attempt.id)
    assert everything_in(database.path)["response"]
    second = begin(database, clock)
    second.record(Move(3))
    change_the_record(database, "UPDATE attempt_event SET payload = replace(payload, '3', '4')")
    with pytest.raises(UserError, match="was changed outside the program"):
        ExamSitting(database, clock, second.attempt.id)
    assert give_up(database, clock, second.attempt.id) == second.attempt.id
    with pytest.raises(UserError, match="has no report"):
        report(database, second.attempt.id)
    with pytest.raises(UserError, match="has ended"):
        give_up(database, clock, second.attempt.id)
    assert begin(database, clock).attempt.id > second.attempt.id


def test_the_end_is_one_step(database: Database, clock: FakeClock) -> None:
    sitting = begin(database, clock)
    answer_all(sitting, clock, right=10)
    with database.changing() as connection:
        connection.execute("CREATE TRIGGER stop BEFORE UPDATE ON attempt BEGIN SELECT raise(FAIL, 'no'); END")
    before = everything_in(database.path)
    with pytest.raises(sqlite3.IntegrityError):
        end(database, clock, sitting)
    assert everything_in(database.path) == before
    assert sitting.state.ended is None
    with database.changing() as connection:
        connection.execute("DROP TRIGGER stop")
    assert report(database, end(database, clock, sitting)).result.score.raw == 10


def test_the_learner_says_why_an_item_was_missed(database: Database, mock: Report) -> None:
    position = next(response.position for response in mock.responses if not response.correct)
    assert note_cause(database, mock.id, position, Cause.MISREAD) is Changed.QUESTIONS
    causes = {r.position: r.cause for r in report(database, mock.id).responses if r.cause is not None}
    assert causes == {position: Cause.MISREAD}
    note_cause(database, mock.id, position, None)
    assert all(response.cause is None for response in report(database, mock.id).responses)


def test_the_history_has_every_ended_sitting_of_its_kind(database: Database, clock: FakeClock, mock: Report) -> None:
    sitting = begin(database, clock)
    end(database, clock, sitting, EndedBy.TIME_OVER)
    assert [(past.kind, past.number) for past in past_sittings(database, FormKind.MOCK)] == [(FormKind.MOCK, 1)]
    both = past_sittings(database, FormKind.MOCK, FormKind.DIAGNOSTIC)
    assert [(past.kind, past.number, past.result.ended) for past in both] == [
        (FormKind.MOCK, 1, EndedBy.SUBMITTED),
        (FormKind.DIAGNOSTIC, 1, EndedBy.TIME_OVER),
    ]


def test_conditions_come_back_as_they_were_written() -> None:
    conditions = Conditions(
        terms=Terms(time=TimeAllowed.HALF_MORE, in_parts=True, breaks=False), tools=False, feedback=True, lockdown="x"
    )
    assert conditions_from_json(conditions.as_json()) == conditions
