"""Finding cards among all of them; what is done to many at once is one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from cehrs_desktop.activities.browse import Browser, flag_all, suspend_all
from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.browse import CardLine, Order, Show
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.database import Database
from tests.builders import a_session, everything_in
from tests.fakes import FakeClock


@pytest.fixture
def browser(database: Database, clock: FakeClock) -> Iterator[Browser]:
    with closing(Browser(database, clock)) as browser:
        browser.refresh()
        yield browser


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
    browser.refresh()
    assert fronts(browser, "uberr") == ["Überraschung?"]
    assert fronts(browser, show=Show.EDITED) == ["Überraschung?"]


def test_filters_and_domains(browser: Browser, database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    shown = session.next()
    assert shown is not None
    session.rate(shown, Rating.AGAIN, seconds=5)
    browser.refresh()
    assert len(fronts(browser, show=Show.NEW)) == 39
    assert len(fronts(browser, show=Show.DUE)) == 1
    assert len(fronts(browser, domain=DomainNumber.REPORTING)) == 4
    for show in (Show.CORE, Show.LEECH, Show.OWN, Show.SUSPENDED, Show.FLAGGED):
        assert fronts(browser, show=show) == []


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
