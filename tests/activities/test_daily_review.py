"""The daily review on a real file: what is shown is what happens, and what happened is on disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cehrs_desktop.activities.card_changes import bury, flag, suspend
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.storage import database as database_module
from cehrs_desktop.storage.cards import read_card, write_card
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_flashcard, a_session, everything_in, flashcards_in_proportion, the_blueprint
from tests.fakes import FakeClock

NEW_YORK = ZoneInfo("America/New_York")


def _card(database: Database, card: CardId) -> Card:
    with database.reading() as connection:
        return read_card(connection, card)


def _put(database: Database, card: Card) -> None:
    with database.changing() as connection:
        write_card(connection, card)


def _next(session: DailyReview) -> ShownCard:
    shown = session.next()
    assert shown is not None
    return shown


def _in_review(database: Database, clock: FakeClock, card: CardId, *, lapses: int = 0, due_in: int = 0) -> Card:
    today = study_day(clock.now(), rollover_hour=4)
    known = replace(
        _card(database, card),
        state=CardState.REVIEW,
        stability=9.5,
        difficulty=5.5,
        due_day=StudyDay(today + due_in),
        last_day=StudyDay(today - 10),
        reviews=4,
        lapses=lapses,
    )
    _put(database, known)
    return known


STATES = {
    "new": Card(CardId(1), DomainNumber.CLINICAL_OPERATIONS),
    "learning": Card(CardId(1), DomainNumber.CLINICAL_OPERATIONS, CardState.LEARNING, 0, 0.5, 6.0, reviews=1),
    "review": Card(CardId(1), DomainNumber.CLINICAL_OPERATIONS, CardState.REVIEW, None, 30.0, 5.0, reviews=3),
    "relearning": Card(CardId(1), DomainNumber.CLINICAL_OPERATIONS, CardState.RELEARNING, 1, 2.0, 8.0, reviews=9),
}


# --- the interval shown is exactly what pressing does ---


@pytest.mark.parametrize("rolls_over", [False, True], ids=["same day", "the day rolls over before the rating"])
@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("state", STATES)
def test_the_interval_shown_is_what_pressing_does(
    data_dir: Path, clock: FakeClock, state: str, rating: Rating, *, rolls_over: bool
) -> None:
    clock.set(datetime(2026, 11, 3, 3, 58, tzinfo=NEW_YORK))  # still Monday's study day
    with closing(a_database(data_dir, clock, flashcards=[a_flashcard("ehr")])) as database:
        session = a_session(database, clock, learning_steps=(5, 10), relearning_steps=(5, 10))
        before = STATES[state]
        if before.state is not CardState.NEW:
            before = replace(before, last_day=StudyDay(session.day - 6))
            due_at = clock.now().astimezone(UTC)
            in_days = before.state is CardState.REVIEW
            before = replace(before, due_day=session.day) if in_days else replace(before, due_at=due_at)
            _put(database, before)
        session = a_session(database, clock, learning_steps=(5, 10), relearning_steps=(5, 10))
        shown = _next(session)
        assert shown.card == before
        clock.advance(minutes=4 if rolls_over else 1)
        session.rate(shown, rating, seconds=60)
        after, promised = _card(database, before.id), shown.outcomes[rating]
        if promised.days is None:
            assert promised.delay is not None
            assert after.due_at == clock.now() + promised.delay
            assert after.due_at.utcoffset() == timedelta(0)
            assert after.due_day is None
        else:
            assert after.due_day == session.day + promised.days
            assert after.due_at is None
        assert replace(after, due_at=None) == replace(promised.card, due_at=None)
        assert after.last_day == session.day


# --- rate() ---


def test_a_rating_writes_the_review_with_the_state_before_it(database: Database, clock: FakeClock) -> None:
    before = _in_review(database, clock, CardId(1))
    session = a_session(database, clock, new_per_day=0)
    shown = _next(session)
    clock.advance(seconds=7)
    assert session.rate(shown, Rating.HARD, seconds=7.1234) is Changed.CARDS
    tables = everything_in(database.path)
    with database.reading() as connection:
        names = [column for _, column, *_ in connection.execute("PRAGMA table_info(review)")]
    (row,) = tables["review"]
    review = dict(zip(["rowid", *names], row, strict=True))
    assert review["reviewed_at"] == "2026-11-02 14:00:07.000000"  # 9 a.m. in New York
    assert (review["study_day"], review["local_hour"]) == (session.day, 9)
    assert (review["card_id"], review["domain"], review["rating"]) == (1, before.domain, 2)
    assert (review["seconds"], review["parameter_set_id"]) == (7.123, 1)
    assert review["predicted_recall"] == pytest.approx(0.89644, abs=1e-5)
    assert review["desired_retention"] == pytest.approx(0.9142, abs=1e-4)
    stored = tuple(review[f"{name}_before"] for name in ("state", "step", "stability", "difficulty", "due_day"))
    assert stored == (before.state, before.step, before.stability, before.difficulty, before.due_day)
    stored = tuple(review[f"{name}_before"] for name in ("due_at", "last_day", "reviews", "lapses"))
    assert stored == (None, before.last_day, before.reviews, before.lapses)
    assert tables["study_day"] == [(1, session.day, 1, 0, 0.0, 1, 7.123, 1, 0)]
    assert [row[3:6] for row in tables["undo_step"]] == [("review", 1, 1)]


def test_the_roll_up_tells_new_cards_recalled_and_missed_ones_apart(database: Database, clock: FakeClock) -> None:
    for card in (1, 2, 3):
        _in_review(database, clock, CardId(card))
    session = a_session(database, clock)
    for card, rating in ((1, Rating.AGAIN), (2, Rating.HARD), (3, Rating.EASY), (4, Rating.AGAIN)):
        session.rate(session.show(CardId(card)), rating, seconds=10.5)
    for card in (1, 4):  # in steps: answers, but nothing was retained or forgotten
        session.rate(session.show(CardId(card)), Rating.AGAIN, seconds=3.25)
    assert everything_in(database.path)["study_day"] == [(1, session.day, 1, 1, 10.5, 5, 38.0, 2, 1)]


def test_an_answer_left_lying_counts_as_two_minutes(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    session.rate(_next(session), Rating.GOOD, seconds=4000)
    assert session.summary().seconds == 120


def test_an_answer_to_a_card_that_changed_meanwhile_is_refused_and_changes_nothing(
    database: Database, clock: FakeClock
) -> None:
    session = a_session(database, clock)
    shown = _next(session)
    session.rate(shown, Rating.GOOD, seconds=5)
    before, progress = everything_in(database.path), session.progress()
    with pytest.raises(UserError, match="changed meanwhile"):
        session.rate(shown, Rating.AGAIN, seconds=5)
    assert everything_in(database.path) == before
    assert session.progress() == progress
    again = session.show(shown.card.id)
    session.rate(again, Rating.AGAIN, seconds=5)  # shown anew, it counts


def test_an_answer_that_cannot_be_written_counts_nowhere(
    database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 1)
    with closing(Database(database.path)) as impatient:
        session = a_session(impatient, clock)
        shown, before, progress = _next(session), everything_in(database.path), session.progress()
        with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(UserError, match="Another program"):
                session.rate(shown, Rating.GOOD, seconds=5)
        assert everything_in(database.path) == before
        assert session.progress() == progress
        session.rate(shown, Rating.GOOD, seconds=5)
        assert session.progress().done == 1


# --- what comes ---


def test_buried_and_suspended_cards_leave_the_running_session(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    put_off, taken_out = _next(session).card.id, None
    bury(database, clock, card=put_off, day=session.day)
    session.refresh_marks(put_off)
    taken_out = _next(session).card.id
    suspend(database, clock, card=taken_out)
    session.refresh_marks(taken_out)
    rated = _run(session, clock)
    assert not {put_off, taken_out} & set(rated)
    clock.advance(days=1)
    tomorrow = _run(a_session(database, clock, new_per_day=100), clock)
    assert put_off in tomorrow
    assert taken_out not in tomorrow


def _run(session: DailyReview, clock: FakeClock, rating: Rating = Rating.EASY) -> list[CardId]:
    rated = []
    while (shown := session.next()) is not None:
        clock.advance(seconds=5)
        session.rate(shown, rating, seconds=5)
        rated.append(shown.card.id)
        assert len(rated) < 500
    return rated


def test_a_flag_is_shown_and_changes_nothing_else(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    shown = _next(session)
    flag(database, clock, card=shown.card.id)
    assert session.show(shown.card.id).marks.flagged
    assert session.show(shown.card.id).outcomes == shown.outcomes
    assert _next(session).card == shown.card


def test_ten_new_cards_at_first_then_the_rest_of_the_days_new_cards(database: Database, clock: FakeClock) -> None:
    assert len(_run(a_session(database, clock, new=10), clock)) == 10
    assert len(_run(a_session(database, clock), clock)) == 10
    assert _run(a_session(database, clock), clock) == []


def test_a_session_ends_when_its_minutes_are_used_up(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock, minutes=1)
    assert len(_run(session, clock)) == 12
    assert session.progress().total == session.progress().done == 12


def test_a_missed_card_comes_back_after_its_step(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock, flashcards=[a_flashcard("one"), a_flashcard("two")])) as database:
        session = a_session(database, clock)
        missed = _next(session)
        session.rate(missed, Rating.AGAIN, seconds=5)
        other = _next(session)
        assert other.card.id != missed.card.id
        clock.advance(minutes=11)
        assert _next(session).card.id == missed.card.id


def test_when_only_a_waiting_step_is_left_it_comes_early(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock, flashcards=[a_flashcard("one")])) as database:
        session = a_session(database, clock)
        session.rate(_next(session), Rating.AGAIN, seconds=5)
        assert _next(session).card.state is CardState.LEARNING
        later = a_session(database, clock, learning_steps=(60,))
        later.rate(_next(later), Rating.AGAIN, seconds=5)
        assert later.next() is None
        assert later.summary().in_steps == 1


def test_siblings_of_a_group_are_met_on_different_days(data_dir: Path, clock: FakeClock) -> None:
    siblings = [a_flashcard(f"blank-{i}", group="cloze") for i in range(3)]
    with closing(a_database(data_dir, clock, flashcards=siblings)) as database:
        met = []
        for _ in range(3):
            met.append(_run(a_session(database, clock), clock))
            assert a_session(database, clock).next() is None
            clock.advance(days=1)
        assert [len(day) for day in met] == [1, 1, 1]
        assert len({card for day in met for card in day}) == 3


def test_taking_an_answer_back_lets_its_siblings_come_again_but_the_card_itself_first(
    data_dir: Path, clock: FakeClock
) -> None:
    siblings = [a_flashcard(f"blank-{i}", group="cloze") for i in range(2)]
    with closing(a_database(data_dir, clock, flashcards=siblings)) as database:
        session = a_session(database, clock)
        first = _next(session)
        session.rate(first, Rating.EASY, seconds=5)
        assert session.next() is None
        session.undo()
        assert _next(session).card == first.card
        bury(database, clock, card=first.card.id, day=session.day)
        session.refresh_marks(first.card.id)
        assert _next(session).card.id != first.card.id


# --- progress and summary ---


def test_progress_counts_answers_and_the_time_left_at_the_learners_pace(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock, new=4)
    assert (session.progress().done, session.progress().total) == (0, 4)
    assert session.progress().seconds_left == pytest.approx(4 * (25 + 0.6 * 12))
    session.rate(_next(session), Rating.EASY, seconds=46)
    assert (session.progress().done, session.progress().total) == (1, 4)
    assert session.progress().seconds_left == pytest.approx(3 * (26 + 0.6 * 12))
    session.rate(_next(session), Rating.AGAIN, seconds=26)
    assert (session.progress().done, session.progress().total) == (2, 5)  # it comes back once more


def test_the_time_left_is_never_more_than_the_session_has(database: Database, clock: FakeClock) -> None:
    assert a_session(database, clock, minutes=1).progress().seconds_left == 60


def test_the_summary_tells_what_was_done_and_what_tomorrow_brings(database: Database, clock: FakeClock) -> None:
    for card in (1, 2, 3):
        _in_review(database, clock, CardId(card), due_in=1)
    session = a_session(database, clock, new=3, new_per_day=7, learning_steps=())
    for rating in (Rating.AGAIN, Rating.EASY, Rating.EASY):
        session.rate(_next(session), rating, seconds=25)
    summary = session.summary()
    assert sum(summary.answers_by_domain.values()) == 3
    assert set(summary.answers_by_domain) == set(DomainNumber)
    assert (summary.seconds, summary.missed, summary.in_steps, summary.leeches) == (75, 1, 0, ())
    assert summary.reviews_tomorrow == 4  # and the one missed
    assert summary.new_tomorrow == 7
    assert summary.minutes_tomorrow == round((4 * 12 + 7 * (25 + 7.2)) / 60)


def test_tomorrow_leaves_out_what_does_not_fit_its_minutes(database: Database, clock: FakeClock) -> None:
    for card in range(1, 41):
        _in_review(database, clock, CardId(card), due_in=1)
    summary = a_session(database, clock, minutes_per_day=1).summary()
    assert (summary.reviews_tomorrow, summary.minutes_tomorrow) == (5, 1)


def test_a_day_of_rest_tomorrow_brings_nothing(database: Database, clock: FakeClock) -> None:
    preferences = Preferences(plan=PlanChoices(weekday_minutes=(None, 0, None, None, None, None, None)))
    session = DailyReview(database, clock, blueprint=the_blueprint(), preferences=preferences, limit=Limit())
    summary = session.summary()  # of a Monday
    assert (summary.reviews_tomorrow, summary.new_tomorrow, summary.minutes_tomorrow) == (0, 0, 0)


def test_the_eighth_lapse_is_told_in_the_summary(database: Database, clock: FakeClock) -> None:
    _in_review(database, clock, CardId(1), lapses=6)
    _in_review(database, clock, CardId(2), lapses=7)
    _in_review(database, clock, CardId(3), lapses=7)
    session = a_session(database, clock, new_per_day=0)
    for _ in range(3):
        shown = _next(session)
        session.rate(shown, Rating.GOOD if shown.card.id == 3 else Rating.AGAIN, seconds=5)
    assert session.summary().leeches == (CardId(2),)
    assert _card(database, CardId(2)).is_leech
    assert not _card(database, CardId(1)).is_leech


def test_a_leech_is_told_once_also_when_it_is_missed_again_in_its_steps(database: Database, clock: FakeClock) -> None:
    _in_review(database, clock, CardId(2), lapses=9)
    session = a_session(database, clock, new_per_day=0)
    for _ in range(3):
        session.rate(_next(session), Rating.AGAIN, seconds=5)
    assert session.summary().leeches == (CardId(2),)


# --- days and clocks ---


def test_a_card_learned_in_the_evening_and_reviewed_next_morning_has_slept_a_night(
    database: Database, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 11, 2, 23, 30, tzinfo=NEW_YORK))
    session = a_session(database, clock)
    card = _next(session).card.id
    session.rate(session.show(card), Rating.AGAIN, seconds=5)
    clock.set(datetime(2026, 11, 3, 6, 0, tzinfo=NEW_YORK))
    morning = a_session(database, clock)
    shown = _next(morning)
    assert (shown.card.id, shown.card.state) == (card, CardState.LEARNING)
    assert morning.day == session.day + 1
    assert shown.outcomes.predicted_recall is not None
    assert shown.outcomes.predicted_recall < 1


def test_a_session_past_the_rollover_hour_still_belongs_to_the_day_it_began(
    database: Database, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 11, 3, 3, 59, tzinfo=NEW_YORK))
    session = a_session(database, clock)
    clock.set(datetime(2026, 11, 3, 4, 30, tzinfo=NEW_YORK))
    session.rate(_next(session), Rating.GOOD, seconds=5)
    assert {row[1] for row in everything_in(database.path)["study_day"]} == {session.day}
    assert a_session(database, clock).day == session.day + 1


def test_a_clock_set_back_makes_no_negative_time(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    card = _next(session).card.id
    session.rate(session.show(card), Rating.GOOD, seconds=5)
    clock.set(datetime(2026, 10, 1, 9, tzinfo=NEW_YORK))
    back = a_session(database, clock)
    shown = back.show(card)
    assert shown.outcomes.predicted_recall == 1.0
    assert shown.card.stability is not None
    back.rate(shown, Rating.GOOD, seconds=5)
    after = _card(database, card)
    assert after.last_day == back.day
    assert after.stability is not None
    assert after.stability >= shown.card.stability


def test_flying_west_does_not_show_a_card_twice_on_one_study_day(database: Database, clock: FakeClock) -> None:
    rated = _run(a_session(database, clock), clock)
    clock.advance(hours=3)
    clock.set(clock.now().astimezone(ZoneInfo("America/Los_Angeles")))
    assert a_session(database, clock).next() is None
    assert len(rated) == 20


def test_flying_east_over_midnight_begins_the_next_study_day(database: Database, clock: FakeClock) -> None:
    _run(a_session(database, clock), clock)
    clock.advance(hours=1)
    clock.set(clock.now().astimezone(ZoneInfo("Pacific/Kiritimati")))  # 14 hours ahead of UTC: past 4 a.m. tomorrow
    assert len(_run(a_session(database, clock), clock)) == 20


def test_the_heavier_domain_keeps_the_higher_retention_in_what_is_shown(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    cards = {_card(database, CardId(i)).domain: CardId(i) for i in range(1, 41)}
    retention = {domain: session.show(card).outcomes.desired_retention for domain, card in cards.items()}
    assert retention[DomainNumber.CLINICAL_OPERATIONS] == pytest.approx(0.9193, abs=1e-4)
    assert retention[DomainNumber.REPORTING] == pytest.approx(0.8642, abs=1e-4)


def test_new_cards_of_the_heavier_domains_come_more_often(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock, flashcards=flashcards_in_proportion(200))) as database:
        session = a_session(database, clock, new_per_day=100)
        _run(session, clock)
        by_number = {int(domain): answers for domain, answers in session.summary().answers_by_domain.items()}
        assert by_number == {1: 28, 2: 32, 3: 15, 4: 15, 5: 10}
