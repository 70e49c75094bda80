"""Brings a file up to the newest version: all of it or nothing, with a copy made first.

Alembic is imported only when an upgrade is due: it would add a fifth of a second to every start.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from cehrs_desktop.errors import DamagedFile, NewerFile, UserError

if TYPE_CHECKING:
    from sqlalchemy import URL

NEWEST = "0006"
"""The file version this program writes; a test holds it against the newest migration."""

VERSIONS = Path(__file__).parent / "migrations"


def version_of(path: Path) -> str | None:
    """The version of a file; None for one that doesn't exist or is still empty.

    Raises DamagedFile when there are tables but no version: somebody else's database.
    """
    if not path.exists():
        return None
    connection = sqlite3.connect(f"file:{quoted(path)}?mode=ro", uri=True)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise DamagedFile("This is a database, but not a study file of CEHRS Trainer. It has not been changed.")
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        connection.close()
    return str(row[0]) if row else None


def quoted(path: Path) -> str:
    """A path as it stands in an SQLite URI."""
    return quote(str(path.absolute()))


def address_of(path: Path) -> URL:
    """A path as SQLAlchemy takes it: written as text, a % or ? in it would mean something."""
    from sqlalchemy import URL

    return URL.create("sqlite", database=str(path))


def upgrade_is_due(version: str | None, *, newest: str = NEWEST) -> bool:
    """Whether a file of this version must be upgraded. Raises NewerFile when it is ahead of this program."""
    if version is not None and version > newest:
        raise NewerFile(
            "Your study file was made by a newer version of CEHRS Trainer. "
            "Please update the program; your file has not been changed."
        )
    return version != newest


def upgrade(path: Path, *, scripts: Path = VERSIONS, newest: str = NEWEST) -> None:
    """Run every migration that is due, in one transaction.

    Foreign keys are off meanwhile (set before BEGIN, within it the pragma is ignored): rebuilding a parent table
    would delete its children. Before COMMIT every reference is checked and no table may have lost a row.
    Raises UserError, with the file as it was, when a migration fails.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event

    engine = create_engine(address_of(path), connect_args={"isolation_level": None})
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys = OFF"))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            before = _row_counts(raw)
            config.attributes["connection"] = connection
            command.upgrade(config, newest)
            _verify(raw, before)
    finally:
        engine.dispose()


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "alembic_"))
    ]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _verify(connection: sqlite3.Connection, before: Mapping[str, int]) -> None:
    after = _row_counts(connection)
    lost = [name for name, count in before.items() if after.get(name, 0) < count]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if lost or orphans:
        raise UserError(
            "Your study file could not be brought to this version of CEHRS Trainer, so it has been left as it was. "
            "Please report this and keep using the version you had."
        )
