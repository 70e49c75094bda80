"""Questions already met: which, and found by their words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.met_items import met_items, note_item
from cehrs_desktop.activities.undo import Undone, take_back
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.met_items import MetItem, matching
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.responses import write_flag
from tests.builders import a_database, a_flashcard, a_pack, an_item, everything_in, install
from tests.fakes import FakeClock


@pytest.fixture
def asked(data_dir: Path, clock: FakeClock) -> Iterator[Database]:
    """Two items met in a sitting that is over, one of them again in a later one; a third only in one under way."""
    pack = replace(a_pack([a_flashcard("card")]), items=tuple(an_item(name) for name in ("one", "two", "three")))
    with closing(a_database(data_dir, clock)) as database:
        install(database, pack, clock)
        respond(database, 1, {"one": True, "two": True}, day=10)
        respond(database, 2, {"two": False}, day=12)
        respond(database, 3, {"three": True}, day=13, is_open=True)
        yield database


def respond(database: Database, attempt: int, right: dict[str, bool], *, day: int, is_open: bool = False) -> None:
    with sqlite3.connect(database.path) as connection:
        connection.execute(
            "INSERT INTO attempt (id, kind, form, conditions, study_day, started_at, ended_at)"
            " VALUES (?, 'practice', '{}', '{}', ?, '2026-11-02 14:00:00', ?)",
            (attempt, day, None if is_open else "2026-11-02 14:10:00"),
        )
        for position, (item, is_right) in enumerate(right.items(), start=1):
            connection.execute(
                "INSERT INTO attempt_item SELECT ?, ?, content_hash FROM item WHERE stable_id = ?",
                (attempt, position, item),
            )
            connection.execute(
                "INSERT INTO response (attempt_id, position, item_id, version, domain, topic_id, scored, expected,"
                " correct, seconds, times_met, study_day) SELECT ?, ?, ?, content_hash, 2, 'topic-2', 1, 70, ?, 9, 0, ?"
                " FROM item WHERE stable_id = ?",
                (attempt, position, item, is_right, day, item),
            )


def names(items: list[MetItem] | tuple[MetItem, ...]) -> list[str]:
    return [met.version.item.id for met in items]


def test_items_are_told_with_their_record_the_latest_first(asked: Database) -> None:
    two, one = met_items(asked)
    assert (two.version.item.id, two.times, two.right, two.last_day, two.known) == ("two", 2, 1, 12, False)
    assert (one.version.item.id, one.times, one.right, one.last_day, one.known) == ("one", 1, 1, 10, True)
    assert (one.topic, one.flagged) == ("Topic 2", False)


def test_one_that_is_in_a_sitting_under_way_keeps_its_key(asked: Database) -> None:
    respond(asked, 4, {"one": True}, day=14, is_open=True)
    assert names(met_items(asked)) == ["two"]


@pytest.mark.parametrize(
    ("wanted", "only_missed", "found"),
    [
        ("", False, ["two", "one"]),
        ("", True, ["two"]),
        ("ABOUT on", False, ["one"]),
        ("topic", False, ["two", "one"]),
        ("ne", False, []),
        ("(", False, ["two", "one"]),
    ],
)
def test_items_are_found_by_the_beginnings_of_words(
    asked: Database, wanted: str, only_missed: bool, found: list[str]
) -> None:
    assert names(matching(met_items(asked), wanted, only_missed=only_missed)) == found


def test_a_lucky_guess_counts_as_missed(asked: Database) -> None:
    with sqlite3.connect(asked.path) as connection:
        connection.execute("UPDATE response SET confidence = 'guess' WHERE item_id = 'one'")
    _, one = met_items(asked)
    assert (one.right, one.known, one.guessed) == (1, False, True)
    assert names(matching([one], "", only_missed=True)) == ["one"]


def test_a_note_on_a_question_is_kept_and_found(asked: Database, clock: FakeClock) -> None:
    with asked.changing() as connection:
        write_flag(connection, ItemId("one"), flagged=True)
    note_item(asked, clock, ItemId("one"), " Ask Dana ")
    note_item(asked, clock, ItemId("two"), "gone soon")
    note_item(asked, clock, ItemId("two"), "")
    two, one = met_items(asked)
    assert (one.note, one.flagged, two.note, two.flagged) == ("Ask Dana", True, "", False)
    assert names(matching([two, one], "dana")) == ["one"]
    with pytest.raises(UserError, match="4000"):
        note_item(asked, clock, ItemId("one"), "x" * 5000)


def test_a_note_written_changed_or_taken_away_is_taken_back(asked: Database, clock: FakeClock) -> None:
    before = everything_in(asked.path)
    one = ItemId("one")
    for note in ("Ask Dana", "Ask Eli", ""):
        assert note_item(asked, clock, one, note) is Changed.QUESTIONS
    assert note_item(asked, clock, one, "  ") == Changed(0)
    for had in ("Ask Eli", "Ask Dana", ""):
        assert take_back(asked) == Undone(None, StepKind.QUESTION_NOTE)
        assert [met.note for met in met_items(asked) if met.version.item.id == "one"] == [had]
    assert everything_in(asked.path) == before


def test_nothing_was_met_yet(database: Database) -> None:
    assert met_items(database) == ()
