"""Every study file that a version of the program has written can still be opened, with everything in it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cehrs_desktop.activities.learner_file import check_learner_file, open_learner_file
from cehrs_desktop.activities.preferences import load_preferences
from cehrs_desktop.activities.today import overview
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.storage.flashcards import read_shown
from cehrs_desktop.storage.upgrade import NEWEST, version_of
from tests.builders import a_session, the_blueprint
from tests.fakes import FakeClock

OLD_FILES = sorted((Path(__file__).parents[1] / "old_files").glob("*.sqlite3"))


def _counts(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_there_is_a_witness_of_the_newest_version() -> None:
    assert NEWEST in {path.name.partition("-")[0] for path in OLD_FILES}


@pytest.mark.parametrize("old_file", OLD_FILES, ids=lambda path: path.stem)
def test_an_old_file_is_upgraded_and_keeps_its_counts(old_file: Path, tmp_path: Path, clock: FakeClock) -> None:
    file = study_file(tmp_path)
    shutil.copy(old_file, file)
    assert version_of(file) == old_file.name.partition("-")[0]
    before = _counts(file)
    open_learner_file(tmp_path, clock).close()
    after = _counts(file)
    assert version_of(file) == NEWEST
    assert {name: after[name] for name in before} == before
    assert min(before[name] for name in ("card", "review", "study_day", "undo_step", "flashcard_edit", "setting")) > 0
    check_learner_file(tmp_path)


@pytest.mark.parametrize("old_file", OLD_FILES, ids=lambda path: path.stem)
def test_an_old_file_can_be_studied_with(old_file: Path, tmp_path: Path, clock: FakeClock) -> None:
    shutil.copy(old_file, study_file(tmp_path))
    clock.advance(days=3)
    with closing(open_learner_file(tmp_path, clock)) as database:
        preferences = load_preferences(database)
        assert preferences.exam_date == date(2027, 3, 1)
        today = overview(database, clock, blueprint=the_blueprint(), preferences=preferences)
        assert sum(domain.cards for domain in today.domains) == 13  # and one retired
        assert sum(domain.met for domain in today.domains) > 8
        with database.reading() as connection:
            assert read_shown(connection, CardId(1)).text.front == "Own question"
        session = a_session(database, clock)
        session.rate(session.show(CardId(5)), Rating.GOOD, seconds=5)
        steps = 0
        while session.undo() is not None:
            steps += 1
        assert steps == _counts(old_file)["undo_step"] + 1
        with database.reading() as connection:
            assert connection.execute("SELECT count(*) FROM review").fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM study_day").fetchone() == (0,)
            assert connection.execute("SELECT total(reviews + lapses + flagged + suspended) FROM card").fetchone() == (
                0,
            )
