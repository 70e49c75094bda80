"""The open study file: how it is opened, asked and changed, and what becomes of trouble."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.errors import DamagedFile, UserError
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Marks
from cehrs_desktop.storage import database as database_module
from cehrs_desktop.storage.cards import read_card, write_marks
from cehrs_desktop.storage.database import Database, copy_file, open_database, within
from cehrs_desktop.storage.settings import read_settings, write_settings
from cehrs_desktop.storage.tables import CardRow, PackRow, ReviewRow, SettingRow, UndoStepRow
from cehrs_desktop.storage.undo import UndoStep, push_step
from tests.builders import a_database, a_session, everything_in, flashcards_in_proportion
from tests.fakes import FakeClock

FULL = 2


def _pragmas(connection: sqlite3.Connection) -> dict[str, object]:
    names = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


SAFE = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": FULL, "busy_timeout": 5000}


def test_questions_are_asked_over_a_safe_connection(database: Database) -> None:
    with database.reading() as connection:
        assert _pragmas(connection) == SAFE


def test_changes_are_made_over_a_safe_connection(database: Database) -> None:
    for _ in range(2):  # a pooled connection too
        with database.transaction() as session:
            assert _pragmas(within(session)) == SAFE
        with database.changing() as connection:
            assert _pragmas(connection) == SAFE


def test_a_change_is_on_disk_when_its_block_ends(database: Database) -> None:
    with database.changing() as connection:
        write_settings(connection, {"name": "value"})
    with closing(Database(database.path)) as other, other.reading() as connection:
        assert read_settings(connection) == {"name": "value"}


def _write_and_fail(connection: sqlite3.Connection) -> None:
    write_settings(connection, {"name": "value"})
    raise ZeroDivisionError


def test_a_change_that_fails_half_way_leaves_nothing(database: Database) -> None:
    before = everything_in(database.path)
    with pytest.raises(ZeroDivisionError), database.changing() as connection:
        _write_and_fail(connection)
    assert everything_in(database.path) == before
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        _write_and_fail(within(session))
    assert everything_in(database.path) == before
    with database.changing() as connection:
        write_settings(connection, {"name": "other"})


def test_what_is_asked_together_sees_one_moment_of_the_file(database: Database) -> None:
    with database.reading() as connection:
        assert read_settings(connection) == {}
        with closing(Database(database.path)) as other, other.changing() as change:
            write_settings(change, {"name": "value"})
        assert read_settings(connection) == {}
    with database.reading() as connection:
        assert read_settings(connection) == {"name": "value"}


def test_a_question_within_a_change_sees_the_change(database: Database) -> None:
    with database.transaction() as session:
        session.add(SettingRow(name="name", value='"value"'))
        assert read_settings(within(session)) == {"name": "value"}


def test_moments_are_stored_in_utc_and_come_back_aware(database: Database, clock: FakeClock) -> None:
    review = a_session(database, clock)
    review.rate(review.show(CardId(1)), Rating.AGAIN, seconds=5)
    nine_in_new_york = datetime(2026, 11, 2, 14, tzinfo=UTC)
    with database.transaction() as session:
        assert session.get_one(PackRow, "a-pack").installed_at == nine_in_new_york
        assert session.get_one(ReviewRow, 1).reviewed_at == nine_in_new_york
        assert session.get_one(UndoStepRow, 1).made_at == nine_in_new_york
        assert session.get_one(CardRow, 1).due_at == nine_in_new_york.replace(minute=10)
    with database.reading() as connection:
        assert read_card(connection, CardId(1)).due_at == nine_in_new_york.replace(minute=10)


def test_a_reference_to_nothing_is_a_bug_and_is_not_stored(database: Database) -> None:
    before = everything_in(database.path)
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(UndoStepRow(made_at=datetime.now(UTC), kind="flag", card_id=999))
    with pytest.raises(sqlite3.IntegrityError), database.changing() as connection:
        push_step(connection, UndoStep(StepKind.FLAG, CardId(999)), made_at=datetime.now(UTC))
    with pytest.raises(KeyError), database.changing() as connection:
        write_marks(connection, CardId(999), Marks(suspended=True, flagged=False, buried_day=None))
    assert everything_in(database.path) == before


def test_a_wrong_question_is_a_bug_and_stays_one(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.reading() as connection:
        connection.execute("SELECT * FROM nonsense")
    with database.reading() as connection:
        assert read_settings(connection) == {}


@pytest.mark.parametrize("name", ["with space", "50% of #1", "what?mode=memory", "Prüfung", "100%25", "a'b\"c"])
def test_the_learners_folder_may_have_any_name(tmp_path: Path, clock: FakeClock, name: str) -> None:
    folder = tmp_path / name
    with closing(a_database(folder, clock, flashcards=flashcards_in_proportion(10))) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(1)), Rating.GOOD, seconds=5)
        copy_file(database.path, folder / "copy.sqlite3")
    assert {path.name for path in folder.iterdir()} == {"study.sqlite3", "copy.sqlite3"}
    assert {path.name for path in tmp_path.iterdir()} == {name}
    assert len(everything_in(folder / "copy.sqlite3")["review"]) == 1


# --- trouble becomes a sentence ---


def _rate(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    session.rate(session.show(CardId(1)), Rating.GOOD, seconds=5)


def _grow(connection: sqlite3.Connection) -> None:
    write_settings(connection, {f"a long name {i}": "text " * 500 for i in range(50)})


def test_a_full_disk_is_a_sentence_and_the_file_stays_as_it_was(database: Database, clock: FakeClock) -> None:
    with database.changing() as connection:  # the same connection serves every change
        connection.execute("PRAGMA max_page_count = 1")  # means: no page more than there are
    before = everything_in(database.path)
    with pytest.raises(UserError, match="The disk is full") as refused, database.changing() as connection:
        _grow(connection)
    assert not isinstance(refused.value, DamagedFile)
    assert everything_in(database.path) == before
    with database.changing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    with database.changing() as connection:  # there is room again
        _grow(connection)


def test_a_file_that_may_not_be_written_is_a_sentence(database: Database, clock: FakeClock) -> None:
    with database.changing() as connection:
        connection.execute("PRAGMA query_only = ON")  # root may write anything, so no chmod
    with database.transaction() as session:
        within(session).execute("PRAGMA query_only = ON")
    before = everything_in(database.path)
    with pytest.raises(UserError, match="read-only"):
        _rate(database, clock)
    with pytest.raises(UserError, match="read-only"), database.transaction() as session:
        session.add(SettingRow(name="name", value='"value"'))
    assert everything_in(database.path) == before


def test_a_file_that_another_program_holds_is_a_sentence(
    database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 1)
    with closing(Database(database.path)) as impatient, closing(sqlite3.connect(database.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="Another program is using your study file"):
            _rate(impatient, clock)


def test_a_study_file_that_is_a_folder_is_a_sentence(tmp_path: Path, clock: FakeClock) -> None:
    study_file(tmp_path).mkdir()
    with pytest.raises(UserError, match="could not be read"):
        open_learner_file(tmp_path, clock)


def test_a_data_folder_that_is_a_file_is_a_sentence(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UserError, match="can't be used: "):
        open_learner_file(tmp_path / "taken", clock)


def test_something_else_than_a_database_is_damaged_and_stays_untouched(tmp_path: Path) -> None:
    file = study_file(tmp_path)
    file.write_text("My notes on the exam. " * 500)
    with pytest.raises(DamagedFile):
        open_database(file, before_upgrade=tmp_path / "copy")
    with pytest.raises(DamagedFile):
        Database(file)
    assert file.read_text() == "My notes on the exam. " * 500
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def _damage(file: Path, table: str) -> None:
    """Overwrite the page a table begins on."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as bytes_of_file:
        bytes_of_file.seek((page - 1) * size)
        bytes_of_file.write(b"\xa5" * size)


@pytest.fixture
def damaged_cards(database: Database, clock: FakeClock, tmp_path: Path) -> Path:
    file = tmp_path / "damaged.sqlite3"
    copy_file(database.path, file)
    _damage(file, "card")
    return file


def test_damage_met_while_asking_is_a_sentence(damaged_cards: Path) -> None:
    with closing(Database(damaged_cards)) as database:
        with pytest.raises(DamagedFile, match="damaged"), database.reading() as connection:
            read_card(connection, CardId(1))
        with database.reading() as connection:
            assert read_settings(connection) == {}


def test_damage_met_while_changing_is_a_sentence(damaged_cards: Path) -> None:
    with closing(Database(damaged_cards)) as database:
        with pytest.raises(DamagedFile), database.changing() as connection:
            read_card(connection, CardId(1))
        with pytest.raises(DamagedFile), database.transaction() as session:
            session.get(CardRow, 1)


# --- copies ---


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    resource = pytest.importorskip("resource")  # not on Windows
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_copy_holds_what_is_still_in_the_log(database: Database, tmp_path: Path) -> None:
    with database.changing() as connection:
        write_settings(connection, {"name": "value"})
    assert (database.path.with_name(database.path.name + "-wal")).stat().st_size > 0
    target = tmp_path / "deep" / "down" / "copy.sqlite3"
    copy_file(database.path, target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.sqlite3"]
    assert everything_in(target) == everything_in(database.path)


def test_a_copy_that_cannot_be_written_is_a_sentence_and_leaves_the_old_one(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.sqlite3"
    target.parent.mkdir()
    target.write_text("the old one")
    with _files_no_larger_than(20_000), pytest.raises(UserError, match="disk"):
        copy_file(database.path, target)
    assert target.read_text() == "the old one"
    assert [path.name for path in target.parent.iterdir()] == ["copy.sqlite3"]  # nothing that fills the disk
    copy_file(database.path, target)
    assert everything_in(target) == everything_in(database.path)


def test_a_copy_of_nothing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be opened"):
        copy_file(tmp_path / "missing.sqlite3", tmp_path / "copy.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_to_where_nothing_can_be_is_a_sentence(database: Database, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UserError, match="can't be used"):
        copy_file(database.path, tmp_path / "taken" / "copy.sqlite3")


def test_a_file_may_be_open_twice(database: Database, clock: FakeClock) -> None:
    with closing(Database(database.path)) as other:
        _rate(database, clock)
        _rate(other, clock)
    assert len(everything_in(database.path)["review"]) == 2


def test_closing_leaves_one_file_with_everything(data_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    with closing(a_database(data_dir, clock, flashcards=flashcards_in_proportion(10))) as database:
        _rate(database, clock)
    assert [path.name for path in data_dir.iterdir()] == ["study.sqlite3"]
    shutil.copy(study_file(data_dir), tmp_path / "moved.sqlite3")
    assert len(everything_in(tmp_path / "moved.sqlite3")["review"]) == 1


def test_a_change_is_refused_with_a_sentence_when_the_file_was_taken_away(database: Database) -> None:
    database.path.rename(database.path.with_name("elsewhere.sqlite3"))
    with pytest.raises(UserError, match="no longer at"), database.changing() as connection:
        write_settings(connection, {"name": "value"})
