"""The day's questions: a few by weight and weakness, answered one by one, kept at once, gone on with any time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from cehrs_desktop.activities.exam.daily_questions import begin_daily_questions, todays_questions
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.exam.question_session import QuestionSession
from cehrs_desktop.activities.exam.records import flag_question, question_records
from cehrs_desktop.activities.today import overview
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId, OptionId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.overview import TodaysQuestions
from cehrs_desktop.rules.study.settings import StudySettings
from cehrs_desktop.storage.attempts import read_ended_attempts, read_open_attempts
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import begin
from tests.builders import everything_in, the_blueprint
from tests.fakes import FakeClock

RIGHT, WRONG = OptionId("b"), OptionId("a")
TWENTY = Preferences(study=StudySettings(minutes_per_day=20))


def today(database: Database, clock: FakeClock) -> TodaysQuestions:
    return todays_questions(database, clock, blueprint=the_blueprint(), preferences=TWENTY)


def session(database: Database, clock: FakeClock) -> QuestionSession:
    found = begin_daily_questions(database, clock, blueprint=the_blueprint(), preferences=TWENTY)
    assert found is not None
    return found


def answer(
    questions: QuestionSession,
    clock: FakeClock,
    option: OptionId = RIGHT,
    confidence: Confidence = Confidence.SURE,
    *,
    seconds: float = 30,
    reading: float = 10,
) -> None:
    """Answer the next question and read its reasons."""
    shown = questions.next()
    assert shown is not None
    clock.advance(seconds=seconds)
    questions.answer(shown, option, confidence)
    clock.advance(seconds=reading)
    questions.rest()


def test_twenty_minutes_have_five_questions_over_the_heavy_domains(database: Database, clock: FakeClock) -> None:
    found = today(database, clock)
    assert (found.left, found.seconds) == (5, 300)
    assert set(found.by_domain) >= {1, 2}


def test_looking_begins_nothing(database: Database, clock: FakeClock) -> None:
    today(database, clock)  # the first look at a pack seals its forms
    before = everything_in(database.path)
    today(database, clock)
    assert everything_in(database.path) == before


def test_what_is_begun_is_what_was_told(database: Database, clock: FakeClock) -> None:
    told = today(database, clock)
    assert session(database, clock).left_by_domain == told.by_domain


def test_no_sealed_question_is_asked_on_any_day(database: Database, clock: FakeClock) -> None:
    closed = question_bank(database, blueprint=the_blueprint()).closed
    asked: list[ItemId] = []
    for _ in range(12):
        questions = session(database, clock)
        asked += items_of_today(database)
        while questions.left:
            answer(questions, clock)
        questions.finish()
        clock.advance(days=1)
    assert len(asked) == len(set(asked)) == 60
    assert not closed & set(asked)


def items_of_today(database: Database) -> set[ItemId]:
    """The questions of the attempt that is open."""
    with database.reading() as connection:
        (attempt,) = read_open_attempts(connection, FormKind.DAILY)
    return {item.item for item in attempt.form.items}


def test_questions_of_an_open_exam_are_not_asked(database: Database, clock: FakeClock) -> None:
    in_exam = {item.item for item in begin(database, clock).state.form.items}
    session(database, clock)
    assert not in_exam & items_of_today(database)


def test_an_answer_is_on_disk_at_once_with_its_seconds(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    shown = questions.next()
    assert shown is not None
    clock.advance(seconds=30)
    response, _ = questions.answer(shown, WRONG, Confidence.UNSURE)
    assert (response.correct, response.seconds, response.times_met) == (False, 30, 0)
    with database.reading() as connection:
        stored = connection.execute("SELECT chosen, confidence, seconds, study_day FROM response").fetchall()
        kinds = [kind for (kind,) in connection.execute("SELECT kind FROM attempt_event ORDER BY number")]
    assert stored == [("a", "unsure", 30.0, response.study_day)]
    assert kinds == ["answer", "reveal"]


def test_reading_the_reasons_counts_but_being_called_away_does_not(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    answer(questions, clock, seconds=30, reading=15)
    answer(questions, clock, seconds=4000)
    assert [each.seconds for each in questions.answered] == [45, 300]


def test_the_clock_stands_between_questions(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    answer(questions, clock)
    clock.advance(minutes=10)  # cards
    answer(questions, clock)
    assert [each.seconds for each in questions.answered] == [40, 40]


def test_the_day_goes_on_where_it_was_left(database: Database, clock: FakeClock) -> None:
    first = session(database, clock)
    answer(first, clock)
    answer(first, clock, WRONG)
    shown = first.next()
    assert shown is not None
    first.rest()
    clock.advance(hours=2)
    again = session(database, clock)
    resumed = again.next()
    assert resumed is not None
    assert (again.id, again.left, resumed.version) == (first.id, 3, shown.version)
    assert today(database, clock).left == 3
    assert again.answered_now == ()
    answer(again, clock)
    assert (again.summary(whole=False).right, again.summary().right) == (1, 2)


def test_a_killed_program_costs_nothing(database: Database, clock: FakeClock) -> None:
    killed = session(database, clock)
    shown = killed.next()
    assert shown is not None
    killed.answer(shown, RIGHT, Confidence.SURE)
    clock.advance(hours=1)
    again = session(database, clock)
    answer(again, clock)
    assert [each.seconds for each in again.answered] == [0, 40]


def test_a_lucky_guess_counts_as_missed(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    answer(questions, clock, RIGHT, Confidence.GUESS)
    answer(questions, clock, WRONG, Confidence.UNSURE)
    answer(questions, clock, WRONG, Confidence.SURE)
    answer(questions, clock, RIGHT, Confidence.UNSURE)
    found = questions.summary()
    assert (found.right, found.guessed, found.missed, found.answered) == (1, 1, 2, 4)
    by_position = {each.position: f"card-{each.domain}" for each in questions.answered}
    order = [by_position[3], by_position[2], by_position[1]]  # sure but wrong first, lucky guesses last
    assert found.review == tuple(dict.fromkeys(order))
    records = question_records(database)
    assert Counter((each.missed, each.guessed) for each in records.values()) == Counter(
        {(True, True): 1, (True, False): 2, (False, False): 1}
    )


def test_when_all_are_answered_none_are_left_today(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    while questions.left:
        answer(questions, clock)
    assert questions.next() is None
    questions.finish()
    assert today(database, clock).left == 0
    assert begin_daily_questions(database, clock, blueprint=the_blueprint(), preferences=TWENTY) is None
    clock.advance(days=1)
    assert today(database, clock).left == 5
    with pytest.raises(UserError, match="ended"):
        QuestionSession(database, clock, questions.id, blueprint=the_blueprint(), rollover_hour=4)


def test_what_yesterday_left_open_is_ended_with_what_was_answered(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    answer(questions, clock)
    answer(questions, clock, WRONG)
    clock.advance(days=1)
    assert session(database, clock).left == 5
    with database.reading() as connection:
        (ended,) = read_ended_attempts(connection, FormKind.DAILY)
    assert ended.id == questions.id
    assert ended.result is not None
    assert (ended.result["score"]["raw"], ended.result["score"]["items"]) == (1, 2)


def test_a_day_without_an_answer_leaves_no_result(database: Database, clock: FakeClock) -> None:
    session(database, clock).next()
    clock.advance(days=1)
    session(database, clock)
    with database.reading() as connection:
        assert read_ended_attempts(connection, FormKind.DAILY) == ()
        assert len(read_open_attempts(connection, FormKind.DAILY)) == 1


def test_a_missed_question_comes_again_and_a_known_one_rests(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    answer(questions, clock, WRONG)
    missed = questions.answered[0]
    while questions.left:
        answer(questions, clock)
    questions.finish()
    records = question_records(database)
    assert records[missed.item].missed
    assert sum(record.missed for record in records.values()) == 1


def test_a_flag_is_kept_with_the_question(database: Database, clock: FakeClock) -> None:
    questions = session(database, clock)
    shown = questions.next()
    assert shown is not None
    assert not shown.flagged
    flag_question(database, shown.item.id, flagged=True)
    again = questions.next()
    assert again is not None
    assert again.flagged
    answer(questions, clock)
    assert question_records(database)[shown.item.id].flagged


def test_questions_count_in_the_days_minutes(database: Database, clock: FakeClock) -> None:
    def present() -> tuple[int, float, float]:
        found = overview(
            database,
            clock,
            blueprint=the_blueprint(),
            preferences=TWENTY,
            questions=today(database, clock),
        )
        return found.questions, found.seconds_today, found.week[0].seconds

    assert present() == (5, 0, 0)
    answer(session(database, clock), clock, seconds=50, reading=10)
    assert present() == (4, 60, 60)


def test_the_time_for_questions_is_kept_from_the_cards(database: Database, clock: FakeClock) -> None:
    short = Preferences(study=StudySettings(minutes_per_day=4))
    alone = overview(database, clock, blueprint=the_blueprint(), preferences=short)
    told = todays_questions(database, clock, blueprint=the_blueprint(), preferences=short)
    both = overview(database, clock, blueprint=the_blueprint(), preferences=short, questions=told)
    assert told.left == 1
    assert (alone.questions, both.questions) == (0, 1)
    assert alone.cards == both.cards == 5
    assert both.minutes == alone.minutes + 1


def test_a_weekday_has_the_questions_of_its_own_minutes(database: Database, clock: FakeClock) -> None:
    def left(minutes: int) -> int:
        week = replace(TWENTY, plan=PlanChoices(weekday_minutes=(minutes, *[None] * 6)))
        return todays_questions(database, clock, blueprint=the_blueprint(), preferences=week).left

    assert (left(0), left(8), left(40)) == (0, 2, 10)
