"""Finding cards among all of them; what is done to many at once is one step of undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.activities.browse import Browser, flag_all, make_search, suspend_all
from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.remarks import tag_all, write_note
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.browse import CardLine, Order, Show
from cehrs_desktop.rules.study.cards import LEECH_LAPSES, CardId, Rating
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_flashcard, a_pack, a_session, an_item, everything_in, install
from tests.fakes import FakeClock


@pytest.fixture
def browser(database: Database, clock: FakeClock) -> Iterator[Browser]:
    with closing(Browser(database, clock)) as browser:
        read_again(browser, database)
        yield browser


def read_again(browser: Browser, database: Database) -> None:
    browser.refresh()
    search = make_search(database.path, browser.known)
    if search is not None:
        browser.take(search)


def fronts(browser: Browser, wanted: str = "", **choices: Any) -> list[str]:
    return [line.front for line in browser.find(wanted, rollover_hour=4, **choices)]


def some(browser: Browser, count: int) -> list[CardLine]:
    return browser.find(rollover_hour=4)[:count]


@pytest.mark.parametrize(
    ("wanted", "count"), [("", 40), ("car", 40), ("WHAT becau", 40), ("topic 5", 4), ("zzz", 0), ('"*()', 40)]
)
def test_a_search_finds_cards_by_the_beginnings_of_words(wanted: str, count: int, browser: Browser) -> None:
    assert len(fronts(browser, wanted)) >= count
    assert (fronts(browser, wanted) == []) is (count == 0)


def test_the_learners_own_text_is_found(browser: Browser, database: Database, clock: FakeClock) -> None:
    (line,) = some(browser, 1)
    rewrite(database, clock, card=line.id, text=Text("Überraschung?", "**Yes**", ""))
    read_again(browser, database)
    assert fronts(browser, "uberr") == ["Überraschung?"]
    assert fronts(browser, show=Show.EDITED) == ["Überraschung?"]


def test_until_there_is_an_index_questions_topics_and_tags_are_searched(database: Database, clock: FakeClock) -> None:
    tag_all(database, clock, [CardId(1)], add={"Week 1"})
    with closing(Browser(database, clock)) as browser:
        browser.refresh()
        assert browser.known is None
        assert [len(fronts(browser, wanted)) for wanted in ("WHAT is car", "topic week", "week")] == [40, 1, 1]
        assert len(fronts(browser, '"*()')) == 40
        assert (fronts(browser, "because"), fronts(browser, "ard")) == ([], [])  # in the reasons; not a beginning
        read_again(browser, database)
        assert len(fronts(browser, "because")) == 40


def test_an_index_is_made_anew_only_when_texts_have_changed(
    browser: Browser, database: Database, clock: FakeClock
) -> None:
    (line,) = some(browser, 1)
    suspend_all(database, clock, [line.id], suspended=True)
    assert make_search(database.path, browser.known) is None
    rewrite(database, clock, card=line.id, text=Text("Zebra?", "Stripes", ""))
    browser.refresh()
    assert fronts(browser, "stripes") == []
    read_again(browser, database)
    assert fronts(browser, "stripes") == ["Zebra?"]


def test_filters_and_domains(browser: Browser, database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    shown = session.next()
    assert shown is not None
    session.rate(shown, Rating.AGAIN, seconds=5)
    browser.refresh()
    assert len(fronts(browser, show=Show.NEW)) == 39
    assert len(fronts(browser, show=Show.DUE)) == 1
    assert len(fronts(browser, domain=DomainNumber.REPORTING)) == 4
    for show in (Show.CORE, Show.NOTED, Show.MISSED, Show.NEW_TEXT, Show.LEECH, Show.OWN, Show.SUSPENDED, Show.FLAGGED):
        assert fronts(browser, show=show) == []


def test_core_cards_leeches_and_cards_with_a_note_are_found(data_dir: Path, clock: FakeClock) -> None:
    cards = [replace(a_flashcard(str(number)), front=f"{number}?", core=number == 1) for number in range(4)]
    with closing(a_database(data_dir, clock, flashcards=cards)) as database, closing(Browser(database, clock)) as found:
        with database.changing() as connection:
            connection.execute("UPDATE card SET lapses = ? + id - 3 WHERE id IN (2, 3)", (LEECH_LAPSES,))
        write_note(database, clock, CardId(4), "Ask the front desk")
        found.refresh()
        assert fronts(found) == ["0?", "1?", "2?", "3?"]
        assert fronts(found, show=Show.CORE) == ["1?"]
        assert fronts(found, show=Show.LEECH) == ["2?"]
        assert fronts(found, show=Show.NOTED) == ["3?"]
        take_back(database)
        found.refresh()
        assert fronts(found, show=Show.NOTED) == []


def test_orders(browser: Browser, database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    for rating in (Rating.EASY, Rating.AGAIN):
        shown = session.next()
        assert shown is not None
        session.rate(shown, rating, seconds=5)
    browser.refresh()
    assert fronts(browser, order=Order.QUESTION) == sorted(fronts(browser), key=str.casefold)
    weakest = browser.find(rollover_hour=4, order=Order.WEAKEST)
    assert (weakest[0].stability or 0) < (weakest[1].stability or 0)
    assert weakest[2].stability is None
    assert browser.find(rollover_hour=4, order=Order.DUE)[0].due_day is not None


def test_many_cards_are_one_step_of_undo(browser: Browser, database: Database, clock: FakeClock) -> None:
    before = everything_in(study_file(database.path.parent))["card"]
    cards = [line.id for line in some(browser, 5)]
    flag_all(database, clock, cards[:1], flagged=True)
    assert suspend_all(database, clock, cards, suspended=True) is Changed.CARDS
    flag_all(database, clock, cards, flagged=True)
    browser.refresh()
    assert len(fronts(browser, show=Show.SUSPENDED)) == len(fronts(browser, show=Show.FLAGGED)) == 5
    take_back(database)
    browser.refresh()
    assert (len(fronts(browser, show=Show.SUSPENDED)), len(fronts(browser, show=Show.FLAGGED))) == (5, 1)
    undone = take_back(database)
    assert undone is not None
    assert undone.many == tuple(cards)
    take_back(database)
    assert everything_in(study_file(database.path.parent))["card"] == before


def test_nothing_chosen_is_no_step(database: Database, clock: FakeClock) -> None:
    assert suspend_all(database, clock, [], suspended=True) is Changed(0)
    assert take_back(database) is None


def test_a_session_under_way_takes_notice_when_many_are_brought_back(
    browser: Browser, database: Database, clock: FakeClock
) -> None:
    suspend_all(database, clock, [line.id for line in browser.find(rollover_hour=4)], suspended=True)
    session = a_session(database, clock)
    assert session.next() is None
    session.undo()
    assert len(session.list().new) == 20  # a day's


def test_topics_and_the_most_missed(browser: Browser, database: Database, clock: FakeClock) -> None:
    assert list(browser.topics(DomainNumber.REPORTING)) == ["topic-5"]
    assert list(browser.topics()) == [f"topic-{number}" for number in range(1, 6)]
    assert len(fronts(browser, topic=TopicId("topic-5"))) == 4
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE card SET lapses = 3 WHERE id = 17")
    browser.refresh()
    assert browser.find(rollover_hour=4, order=Order.MISSED)[0].id == 17


def test_cards_that_a_missed_item_teaches(data_dir: Path, clock: FakeClock) -> None:
    pack = replace(
        a_pack([a_flashcard("first"), a_flashcard("second")]),
        items=(an_item("one", teaches=["first"]), an_item("two", teaches=["second"])),
    )
    with closing(a_database(data_dir, clock)) as database, closing(Browser(database, clock)) as browser:
        install(database, pack, clock)
        for attempt, right in ((1, {"one": 1, "two": 0}), (2, {"one": 0, "two": 1})):
            _respond(database, attempt, right)
            browser.refresh()
            missed = next(name for name, is_right in right.items() if not is_right)
            expected = {"one": "first", "two": "second"}[missed]
            assert fronts(browser, show=Show.MISSED) == [f"What is {expected}?"]


def _respond(database: Database, attempt: int, right: dict[str, int]) -> None:
    with sqlite3.connect(database.path) as connection:
        connection.execute(
            "INSERT INTO attempt (id, kind, form, conditions, study_day, started_at, ended_at)"
            " VALUES (?, 'practice', '{}', '{}', 1, '2026-11-02 14:00:00', '2026-11-02 15:00:00')",
            (attempt,),
        )
        for position, (item, is_right) in enumerate(right.items(), start=1):
            connection.execute(
                "INSERT INTO response (attempt_id, position, item_id, version, domain, topic_id, scored, expected,"
                " correct, seconds, times_met, study_day) SELECT ?, ?, ?, content_hash, 2, 'topic-2', 1, 70, ?, 9, 0, 1"
                " FROM item WHERE stable_id = ?",
                (attempt, position, item, is_right, item),
            )


def test_cards_whose_pack_has_a_new_text(browser: Browser, database: Database, clock: FakeClock) -> None:
    (line,) = some(browser, 1)
    rewrite(database, clock, card=line.id, text=Text("Mine?", "Yes", ""))
    browser.refresh()
    assert fronts(browser, show=Show.NEW_TEXT) == []
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE flashcard SET content_hash = 'another' WHERE id = ?", (line.id,))
    browser.refresh()
    assert fronts(browser, show=Show.NEW_TEXT) == ["Mine?"]
