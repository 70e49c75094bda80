"""A learner who has studied keeps every history when the pack grows."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.activities.content_packs import install_if_changed, shipped_pack
from cehrs_desktop.activities.exam.finish import report
from cehrs_desktop.activities.exam.records import flag_question
from cehrs_desktop.activities.learner_file import check_learner_file, open_learner_file
from cehrs_desktop.activities.met_items import note_item
from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.content import Pack
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.items import read_items
from tests.activities.progress.answered import practice
from tests.builders import a_database, a_flashcard, a_pack, a_session, an_item, everything_in, install, the_blueprint
from tests.fakes import FakeClock

GROWN = sorted((Path(__file__).parents[1] / "old_files" / "grown").glob("*.sqlite3"))

_HISTORIES = """
    SELECT stable_id, state, step, stability, difficulty, due_day, due_at, last_day, reviews, lapses, suspended,
           flagged, buried_day, edit.front, (
               SELECT group_concat(quote(reviewed_at) || rating || quote(predicted_recall) || state_before)
               FROM (SELECT * FROM review WHERE card_id = card.id ORDER BY id)
           )
    FROM card JOIN flashcard ON flashcard.id = card.id LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = card.id
"""


def histories(file: Path) -> dict[str, tuple[Any, ...]]:
    """Memory, marks, own text and all reviews of every card by the stable id of its flashcard."""
    with closing(sqlite3.connect(file)) as connection:
        return {name: tuple(row) for name, *row in connection.execute(_HISTORIES)}


def counts(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as connection:
        tables = ("review", "study_day", "undo_step", "flashcard_edit", "parameter_set")
        return [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]


def undo_everything(database: Database, clock: FakeClock) -> int:
    session = a_session(database, clock)
    steps = 0
    while session.undo() is not None:
        steps += 1
    return steps


@pytest.mark.parametrize("old_file", GROWN, ids=lambda path: path.stem)
def test_a_file_of_an_earlier_pack_keeps_every_history(old_file: Path, tmp_path: Path, clock: FakeClock) -> None:
    shutil.copy(old_file, study_file(tmp_path))
    before, counted = histories(old_file), counts(old_file)
    reviewed = [history for history in before.values() if history[-1] is not None]
    assert len(reviewed) >= 20
    clock.advance(days=8)
    with closing(open_learner_file(tmp_path, clock)) as database:
        report = install_if_changed(database, shipped_pack(), clock)
        assert report is not None
        assert report.added > 0
        after = histories(database.path)
        assert {name: after[name] for name in before} == before
        assert counts(database.path) == counted
        assert all(after[name][7] == 0 for name in after.keys() - before.keys())  # without a review
        session = a_session(database, clock)
        shown = session.next()
        assert shown is not None
        session.rate(shown, Rating.GOOD, seconds=5)
        assert undo_everything(database, clock) == counted[2] + 1
    check_learner_file(tmp_path)


def grown(pack: Pack) -> Pack:
    """The pack with a flashcard and an item more, one flashcard in other words and in another place, one gone."""
    first, second, *others, last = pack.flashcards
    newcomer = replace(a_flashcard("a-newcomer"), topic=first.topic, source=first.source)
    item = replace(an_item("an-item", teaches=[second.id]), topic=first.topic, source=first.source)
    flashcards = (newcomer, replace(second, back="In other words."), first, *others)
    assert last.id not in {card.id for card in flashcards}
    return replace(pack, version="grown", flashcards=flashcards, items=(*pack.items, item))


def test_a_file_with_reviews_under_the_present_pack_keeps_every_history(data_dir: Path, clock: FakeClock) -> None:
    pack = read_pack(shipped_pack())
    with closing(a_database(data_dir, clock)) as database:
        install(database, pack, clock)
        session = a_session(database, clock)
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD):
            shown = session.next()
            assert shown is not None
            session.rate(shown, rating, seconds=5)
        before, counted = histories(database.path), counts(database.path)
        report = install(database, grown(pack), clock)
        assert (report.added, report.changed, report.retired, report.items.added) == (1, 1, 1, 1)
        after = histories(database.path)
        assert {name: after[name] for name in before} == before
        assert after.keys() - before.keys() == {"a-newcomer"}
        assert counts(database.path) == counted
        with database.reading() as connection:
            assert [version.item.id for version in read_items(connection)] == [
                *(item.id for item in pack.items),
                "an-item",
            ]
        assert undo_everything(database, clock) == counted[2]


def answers(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that is stored of sittings, and the learner's flags and notes on items."""
    found = everything_in(file)
    return {name: found[name] for name in ("attempt", "attempt_item", "attempt_event", "response", "item_mark")}


def test_an_attempt_under_an_earlier_pack_keeps_its_answers_and_the_text_that_was_asked(
    data_dir: Path, clock: FakeClock
) -> None:
    first, second, third, newcomer = (an_item(name) for name in ("first", "second", "third", "newcomer"))
    items = (newcomer, first, second, third)
    pack = replace(a_pack([a_flashcard("card")], version="grown"), id=the_blueprint().id, items=items)
    before = replace(first, stem="What was asked before?")
    asked = [first.id, second.id, third.id]
    with closing(a_database(data_dir, clock)) as database:
        install(database, replace(pack, version="earlier", items=(before, second, third)), clock)
        attempt = practice(database, clock, 3, right=0.5, items=asked)
        flag_question(database, second.id, flagged=True)
        note_item(database, clock, first.id, "A note")
    kept = answers(study_file(data_dir))
    assert len(kept["response"]) == 3
    assert {row[1:] for row in kept["item_mark"]} == {(first.id, 0, "A note"), (second.id, 1, None)}
    clock.advance(days=8)
    with closing(open_learner_file(data_dir, clock)) as database:
        found = install(database, pack, clock).items
        assert (found.added, found.changed, found.retired) == (1, 1, 0)
        assert answers(database.path) == kept
        opened = report(database, attempt)
        stems = {each.item: opened.items[each.version].item.stem for each in opened.responses}
        assert stems == {first.id: before.stem, second.id: second.stem, third.id: third.stem}
        with database.reading() as connection:
            asked_from_now_on = {version.item.id: version.item.stem for version in read_items(connection)}
        assert asked_from_now_on[first.id] == first.stem
    check_learner_file(data_dir)
