"""Upgrades: all or nothing, a copy first, newer files and other people's databases untouched."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from cehrs_desktop.activities.card_changes import flag, rewrite
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.errors import DamagedFile, NewerFile, UserError
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage import database as database_module
from cehrs_desktop.storage import tables
from cehrs_desktop.storage.database import Database, open_database
from cehrs_desktop.storage.upgrade import NEWEST, VERSIONS, address_of, upgrade, upgrade_is_due, version_of
from tests.builders import a_database, a_session, everything_in, flashcards_in_proportion
from tests.fakes import FakeClock


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


# --- the newest version ---


def test_migrations_make_exactly_the_tables_the_program_uses(tmp_path: Path) -> None:
    upgrade(tmp_path / "new.sqlite3")
    engine = create_engine(address_of(tmp_path / "new.sqlite3"))
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, SQLModel.metadata) == []
    finally:
        engine.dispose()
    assert tables.CardRow.__tablename__ in SQLModel.metadata.tables


def test_migrations_make_the_same_primary_keys_and_required_columns_as_the_table_classes(tmp_path: Path) -> None:
    upgrade(tmp_path / "migrated.sqlite3")
    engine = create_engine(address_of(tmp_path / "declared.sqlite3"))
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    assert _shape(tmp_path / "migrated.sqlite3") == _shape(tmp_path / "declared.sqlite3")


def _shape(file: Path) -> dict[str, Any]:
    """Columns (name, type, required, default, key), references and indexes of every table."""
    with closing(sqlite3.connect(file)) as connection:
        ask = connection.execute
        names = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: (
                sorted(row[1:] for row in ask(f"PRAGMA table_info({name})")),
                sorted(row[2:] for row in ask(f"PRAGMA foreign_key_list({name})")),
                sorted(row[1:4] for row in ask(f"PRAGMA index_list({name})")),
            )
            for name in names
            if name != "alembic_version"
        }


def test_the_newest_version_is_the_newest_migration(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS).replace("%", "%%"))
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]
    upgrade(tmp_path / "new.sqlite3")
    assert version_of(tmp_path / "new.sqlite3") == NEWEST


def test_a_file_that_does_not_exist_or_is_empty_has_no_version_yet(tmp_path: Path) -> None:
    file = tmp_path / "study.sqlite3"
    assert version_of(file) is None
    file.touch()
    assert version_of(file) is None
    assert upgrade_is_due(None)
    open_database(file, before_upgrade=tmp_path / "copy").close()
    assert version_of(file) == NEWEST
    assert not upgrade_is_due(NEWEST)
    assert not (tmp_path / "copy").exists()


# --- files that are not ours to change ---


def _relabel(file: Path, version: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))


def test_a_file_of_a_newer_program_is_refused_and_stays_untouched(data_dir: Path, clock: FakeClock) -> None:
    file = study_file(data_dir)
    _relabel(file, "0999")
    before = _hash(file)
    with pytest.raises(NewerFile, match="newer version of CEHRS Trainer"):
        open_learner_file(data_dir, clock)
    assert _hash(file) == before
    assert not (data_dir / "backups").exists()


def test_a_database_of_somebody_else_is_refused_and_stays_untouched(tmp_path: Path, clock: FakeClock) -> None:
    file = study_file(tmp_path)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
        connection.execute("INSERT INTO recipe VALUES ('bread')")
    before = _hash(file)
    with pytest.raises(DamagedFile, match="not a study file of CEHRS Trainer"):
        open_learner_file(tmp_path, clock)
    assert _hash(file) == before


def test_a_file_whose_version_was_lost_is_not_taken_for_a_current_one(data_dir: Path) -> None:
    with closing(sqlite3.connect(study_file(data_dir))) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
    assert version_of(study_file(data_dir)) is None


# --- an upgrade to come ---

NEXT = "9998"
HEAD = f"""
from alembic import op
import sqlalchemy as sa
revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade():
"""
REBUILDS_A_PARENT = """
    with op.batch_alter_table("flashcard", recreate="always") as flashcard:
        flashcard.add_column(sa.Column("note", sa.String(), nullable=False, server_default="none"))
    op.execute("UPDATE flashcard SET note = 'rebuilt'")
"""
RAISES_HALF_WAY = """
    op.add_column("card", sa.Column("half", sa.Integer(), nullable=True))
    op.execute("UPDATE card SET reviews = 77")
    op.drop_table("study_day")
    raise RuntimeError("a bug in the migration")
"""
BREAKS_SQL_HALF_WAY = """
    op.drop_table("undo_step")
    op.execute("INSERT INTO setting (name) VALUES ('a value is missing')")
"""
LEAVES_ORPHANS = """
    op.execute("UPDATE review SET card_id = 999")
"""
LOSES_ROWS = """
    op.execute("DELETE FROM undo_step WHERE id = 1")
"""
LOSES_A_TABLE = """
    op.drop_table("undo_step")
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "100% migrations"
    shutil.copytree(VERSIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def used(data_dir: Path, clock: FakeClock) -> Path:
    """A file with a few reviews, marks and edits, closed."""
    with closing(a_database(data_dir, clock, flashcards=flashcards_in_proportion(20))) as database:
        session = a_session(database, clock)
        for card in (1, 2, 3):
            session.rate(session.show(CardId(card)), Rating.GOOD, seconds=5)
        flag(database, clock, card=CardId(4))
        rewrite(database, clock, card=CardId(1), text=Text("own", "text", ""))
        return database.path


def _write(scripts: Path, body: str) -> None:
    (scripts / "versions" / f"{NEXT}_next.py").write_text(HEAD + body)


def test_an_upgrade_that_rebuilds_a_parent_table_keeps_its_children(used: Path, scripts: Path) -> None:
    before = everything_in(used)
    _write(scripts, REBUILDS_A_PARENT)
    upgrade(used, scripts=scripts, newest=NEXT)
    after = everything_in(used)
    assert version_of(used) == NEXT
    assert {row[-1] for row in after["flashcard"]} == {"rebuilt"}
    for table in before.keys() - {"", "flashcard", "alembic_version"}:
        assert after[table] == before[table], table
    assert [row[:-1] for row in after["flashcard"]] == before["flashcard"]
    with closing(sqlite3.connect(used)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


BAD = (
    (RAISES_HALF_WAY, RuntimeError, "a bug in the migration"),
    (BREAKS_SQL_HALF_WAY, Exception, "NOT NULL constraint failed"),
    (LEAVES_ORPHANS, UserError, "left as it was"),
    (LOSES_ROWS, UserError, "left as it was"),
    (LOSES_A_TABLE, UserError, "left as it was"),
)


@pytest.mark.parametrize(
    ("body", "error", "sentence"), BAD, ids=["raises", "breaks SQL", "orphans", "loses rows", "loses a table"]
)
def test_an_upgrade_that_goes_wrong_leaves_the_file_as_it_was_and_usable(
    used: Path, scripts: Path, clock: FakeClock, body: str, error: type[Exception], sentence: str
) -> None:
    before = everything_in(used)
    _write(scripts, body)
    with pytest.raises(error, match=sentence):
        upgrade(used, scripts=scripts, newest=NEXT)
    assert everything_in(used) == before
    assert version_of(used) == NEWEST
    with closing(open_learner_file(used.parent, clock)) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(5)), Rating.GOOD, seconds=5)
        assert session.undo() is not None
    assert everything_in(used) == before


def _open_with(scripts: Path, file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Open a file as a program would whose newest version is the next one."""
    monkeypatch.setattr(database_module, "upgrade", partial(upgrade, scripts=scripts, newest=NEXT))
    monkeypatch.setattr(database_module, "upgrade_is_due", partial(upgrade_is_due, newest=NEXT))
    return open_database(file, before_upgrade=copy)


def test_a_copy_is_made_before_an_upgrade(
    used: Path, scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copy = everything_in(used), tmp_path / "backups" / "before.sqlite3"
    _write(scripts, REBUILDS_A_PARENT)
    _open_with(scripts, used, copy, monkeypatch).close()
    assert everything_in(copy) == before
    assert (version_of(copy), version_of(used)) == (NEWEST, NEXT)


def test_an_upgrade_is_not_tried_when_no_copy_can_be_made(
    used: Path, scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything_in(used)
    _write(scripts, REBUILDS_A_PARENT)
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(UserError, match="can't be used"):
        _open_with(scripts, used, tmp_path / "taken" / "before.sqlite3", monkeypatch)
    assert everything_in(used) == before


def test_an_upgrade_that_breaks_in_the_database_is_a_bug_not_a_sentence(
    used: Path, scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(scripts, BREAKS_SQL_HALF_WAY)
    with pytest.raises(Exception, match="NOT NULL") as bug:
        _open_with(scripts, used, tmp_path / "before.sqlite3", monkeypatch)
    assert not isinstance(bug.value, UserError)


# --- the start ---

START = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from cehrs_desktop.activities.learner_file import back_up_today, check_learner_file, open_learner_file
from cehrs_desktop.activities.preferences import load_preferences
from cehrs_desktop.activities.today import overview
from cehrs_desktop.clock import SystemClock
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.paths import resources_dir
folder, clock = Path(sys.argv[1]), SystemClock()
check_learner_file(folder)
database = open_learner_file(folder, clock)
blueprint = read_blueprint(resources_dir() / "blueprint.toml")
today = overview(database, clock, blueprint=blueprint, preferences=load_preferences(database))
assert sum(domain.cards for domain in today.domains) == 20
database.close()
slow = {"alembic", "sqlalchemy", "sqlmodel", "pydantic", "PySide6"}
print(sorted(slow & {name.partition(".")[0] for name in sys.modules}))
"""


def test_opening_a_current_file_and_reading_today_imports_nothing_slow(used: Path) -> None:
    command = (sys.executable, "-c", START, str(used.parent))
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_the_name_of_the_copy_tells_when_it_was_made(
    data_dir: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(scripts, REBUILDS_A_PARENT)
    monkeypatch.setattr(database_module, "upgrade", partial(upgrade, scripts=scripts, newest=NEXT))
    monkeypatch.setattr(database_module, "upgrade_is_due", partial(upgrade_is_due, newest=NEXT))
    open_learner_file(data_dir, FakeClock(datetime(2026, 11, 2, 9, 5, 7, tzinfo=UTC))).close()
    names = [path.name for path in (data_dir / "backups").iterdir()]
    assert names == ["before-upgrade-2026-11-02-090507.sqlite3"]
