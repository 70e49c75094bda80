"""The learner's file as a whole; backups, restoring and damage are tested in `tests/storage/test_backups.py`."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from cehrs_desktop.activities.learner_file import back_up_to, check_learner_file, delete_everything, open_learner_file
from cehrs_desktop.errors import DamagedFile, UserError
from cehrs_desktop.log import set_up_log
from cehrs_desktop.paths import log_file, study_file
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.storage.parameters import add_parameters, read_parameters
from tests.builders import everything_in
from tests.fakes import FakeClock


def test_a_fresh_folder_gets_a_file_with_the_parameters_of_fsrs(tmp_path: Path, clock: FakeClock) -> None:
    with closing(open_learner_file(tmp_path / "new" / "folder", clock)) as database, database.reading() as connection:
        assert read_parameters(connection) == ParameterSet(id=1)
    rows = everything_in(study_file(tmp_path / "new" / "folder"))["parameter_set"]
    assert [(row[2], row[-2], row[-1]) for row in rows] == [("FSRS-6", "2026-11-02 14:00:00.000000", 1)]


def test_opening_a_second_time_adds_nothing(data_dir: Path, clock: FakeClock) -> None:
    before = everything_in(study_file(data_dir))
    clock.advance(days=1)
    open_learner_file(data_dir, clock).close()
    assert everything_in(study_file(data_dir)) == before


def test_the_newest_active_parameters_are_in_use(data_dir: Path, clock: FakeClock) -> None:
    fitted = ParameterSet(weights=(0.5, *ParameterSet().weights[1:]))
    with closing(open_learner_file(data_dir, clock)) as database:
        with database.transaction() as session:
            stored = add_parameters(session, fitted, created_at=datetime(2026, 12, 1, tzinfo=UTC))
        assert (stored.id, stored.weights) == (2, fitted.weights)
        with database.reading() as connection:
            assert read_parameters(connection) == stored
        with closing(sqlite3.connect(database.path)) as other, other:
            other.execute("UPDATE parameter_set SET active = 0 WHERE id = 2")
        with database.reading() as connection:
            assert read_parameters(connection) == ParameterSet(id=1)


def test_a_file_found_damaged_while_it_is_opened_is_let_go_of(data_dir: Path, clock: FakeClock) -> None:
    file = study_file(data_dir)
    with closing(sqlite3.connect(file)) as connection:
        ask = "SELECT rootpage FROM sqlite_master WHERE name = 'parameter_set'"
        (page,) = connection.execute(ask).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as content:
        content.seek((page - 1) * size)
        content.write(b"\xa5" * size)
    with pytest.raises(DamagedFile) as refused:
        open_learner_file(data_dir, clock)
    assert refused.value.__traceback__ is not None  # as long as it lives, so does all that was not closed
    assert [path.name for path in data_dir.iterdir()] == [file.name]  # SQLite's own files go when the last one closes


def test_a_backup_by_hand_overwrites_only_when_told_to(data_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.sqlite3"
    back_up_to(data_dir, target)
    before = everything_in(study_file(data_dir))
    assert everything_in(target) == before
    target.write_text("something of the learner's")
    with pytest.raises(UserError, match="There is a file at"):
        back_up_to(data_dir, target)
    assert target.read_text() == "something of the learner's"
    back_up_to(data_dir, target, overwrite=True)
    assert everything_in(target) == before


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_backup_never_goes_onto_the_study_file_itself(data_dir: Path, *, overwrite: bool) -> None:
    before = study_file(data_dir).read_bytes()
    with pytest.raises(UserError, match="Choose another name"):
        back_up_to(data_dir, study_file(data_dir), overwrite=overwrite)
    assert study_file(data_dir).read_bytes() == before


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to back up"):
        back_up_to(tmp_path / "never", tmp_path / "mine.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_damage_and_not_a_new_beginning(tmp_path: Path) -> None:
    study_file(tmp_path).touch()
    with pytest.raises(DamagedFile):
        check_learner_file(tmp_path)


def test_a_start_that_was_cut_off_while_it_made_the_file_leaves_none(tmp_path: Path, clock: FakeClock) -> None:
    unfinished = tmp_path / "study.sqlite3.new"
    unfinished.write_bytes(b"half a file")
    check_learner_file(tmp_path)
    open_learner_file(tmp_path, clock).close()
    check_learner_file(tmp_path)
    assert not unfinished.exists()


def test_a_restore_that_was_cut_off_is_finished_at_the_next_start(data_dir: Path, clock: FakeClock) -> None:
    before = everything_in(study_file(data_dir))
    study_file(data_dir).rename(data_dir / "study.sqlite3.incoming")
    open_learner_file(data_dir, clock).close()
    assert everything_in(study_file(data_dir)) == before
    assert not (data_dir / "study.sqlite3.incoming").exists()


def test_everything_about_the_learner_is_deleted(data_dir: Path, clock: FakeClock) -> None:
    back_up_to(data_dir, data_dir / "backups" / "2026-11-01.sqlite3")
    for folder in ("images", "certificates", "set-aside"):
        (data_dir / folder).mkdir()
        (data_dir / folder / "file").write_bytes(b"x")
    for name in ("study.sqlite3-wal", "hang.txt", "log.txt", "log.txt.1", "window.ini"):
        (data_dir / name).write_bytes(b"x")
    delete_everything(data_dir)
    assert list(data_dir.iterdir()) == []
    delete_everything(data_dir)  # once more does no harm
    open_learner_file(data_dir, clock).close()


def test_a_log_that_is_being_written_begins_anew(data_dir: Path) -> None:
    log = logging.getLogger("cehrs_desktop")
    set_up_log(log_file(data_dir))
    try:
        log.warning("before")
        delete_everything(data_dir)
        assert log_file(data_dir).read_text(encoding="utf-8") == ""
        log.warning("after")
        assert log_file(data_dir).read_text(encoding="utf-8").endswith("after\n")
    finally:
        for handler in [h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler)]:
            logging.getLogger().removeHandler(handler)
            handler.close()


def test_what_can_not_be_deleted_is_told_and_the_study_file_is_still_there(data_dir: Path) -> None:
    (data_dir / "backups").write_bytes(b"a file where a folder should be")
    with pytest.raises(UserError, match="Not everything could be deleted"):
        delete_everything(data_dir)
    assert study_file(data_dir).exists()
