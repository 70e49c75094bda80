"""The open study file: how it is opened, asked and changed.

Questions go over `reading()` and the learner's single steps over `changing()`, plain sqlite3 connections; what comes by
the hundred or seldom over `transaction()`, a SQLModel session, whose machinery is imported when it is first needed: it
takes longer, and more memory, than all the rest together.
"""

from __future__ import annotations

import importlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cehrs_desktop.errors import DamagedFile, UserError
from cehrs_desktop.storage.upgrade import address_of, quoted, upgrade, upgrade_is_due, version_of

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

BUSY_MILLISECONDS = 5000


class Database:
    """One study file. `close` it when done; a second `Database` on the same file may be used from another thread."""

    def __init__(self, path: Path) -> None:
        """Open an existing, current file; `open_database` is the way to make sure of that."""
        self.path = path
        with _explained():
            self._reader = _connected(path)
        self._changer: sqlite3.Connection | None = None
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for questions; all that is asked within sees one moment of the file."""
        with _explained():
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.execute("ROLLBACK")

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A connection for one step: committed, and on disk, when the block ends; rolled back when it raises."""
        self._must_exist()
        with _explained():
            if self._changer is None:
                self._changer = _connected(self.path)
            self._changer.execute("BEGIN IMMEDIATE")
            try:
                yield self._changer
                self._changer.execute("COMMIT")
            finally:
                if self._changer.in_transaction:
                    self._changer.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session for one change: committed, and on disk, when the block ends; rolled back when it raises."""
        self._must_exist()
        _load_machinery()
        from sqlmodel import Session

        with _explained(), _explained_in_session(), Session(self._writer()) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the file. What was committed is on disk already."""
        self._reader.close()
        if self._changer is not None:
            self._changer.close()
        if self._engine is not None:
            self._engine.dispose()

    def _must_exist(self) -> None:
        if not self.path.exists():
            raise UserError(
                "Your study file is no longer at {path}, so this was not saved. Put it back, or start anew.",
                path=self.path,
            )

    def _writer(self) -> Engine:
        if self._engine is None:
            from sqlalchemy import create_engine, event

            self._engine = create_engine(address_of(self.path), connect_args={"isolation_level": None})
            event.listen(self._engine, "connect", lambda raw, _record: _set_up(raw))
            event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return self._engine


_LOADING = threading.Lock()


def _load_machinery() -> None:
    """Import what changes need, one thread at a time: two that did it at once would see each other's half of it."""
    with _LOADING:
        importlib.import_module("cehrs_desktop.storage.tables")


def within(session: Session) -> sqlite3.Connection:
    """The connection of a running transaction, to ask it the same questions as `reading()`."""
    session.flush()
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def open_database(path: Path, *, before_upgrade: Path) -> Database:
    """Open the study file, creating or upgrading it as needed; `before_upgrade` is where a copy goes first.

    Raises NewerFile, DamagedFile (in both cases the file is untouched) or another UserError.
    """
    with _explained():
        path.parent.mkdir(parents=True, exist_ok=True)
        version = version_of(path)
        if version is None:
            _create(path)
        elif upgrade_is_due(version):
            copy_file(path, before_upgrade)
            with _explained_in_session():
                upgrade(path)
        return Database(path)


def _create(path: Path) -> None:
    """A new file appears whole or not at all: an empty one under its name could only be a damaged one."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with _explained_in_session():
        upgrade(unfinished)
    unfinished.replace(path)


def check_integrity(path: Path) -> None:
    """Read the whole file once. Raises DamagedFile when it can't be trusted; a missing file is in order."""
    if not path.exists():
        return
    if path.stat().st_size == 0:
        raise _damaged()
    with _explained():
        connection = sqlite3.connect(f"file:{quoted(path)}?mode=ro", uri=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    if found != ("ok",):
        raise _damaged()


def copy_file(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's backup API, whatever is still in the write-ahead log.

    The target appears whole or not at all. Raises UserError when it can't be written.
    """
    with _explained():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)
        try:
            with (
                closing(sqlite3.connect(f"file:{quoted(source)}?mode=ro", uri=True)) as reader,
                closing(sqlite3.connect(partial)) as writer,
            ):
                reader.backup(writer)
                writer.execute("PRAGMA journal_mode = DELETE")
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)  # half a copy would only fill the disk


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        _set_up(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _damaged() -> DamagedFile:
    return DamagedFile("Your study file is damaged and can't be read. It has not been changed.")


@contextmanager
def _explained() -> Iterator[None]:
    """Trouble with the disk or the file becomes a sentence; anything else stays a bug."""
    try:
        yield
    except OSError as error:
        raise UserError("Your study file can't be used: {reason}.", reason=error.strerror or error) from error
    except sqlite3.DatabaseError as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise sentence from error


@contextmanager
def _explained_in_session() -> Iterator[None]:
    """The same for what SQLAlchemy wraps."""
    _load_machinery()
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        sentence = _sentence(error.orig)
        if sentence is None:
            raise
        raise sentence from error


def _sentence(error: BaseException | None) -> UserError | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged()
    known = {
        sqlite3.SQLITE_FULL: "The disk is full, so this was not saved. Free some space and try again.",
        sqlite3.SQLITE_READONLY: "Your study file is read-only, so this was not saved. Allow writing to its folder.",
        sqlite3.SQLITE_IOERR: "The disk could not be read or written, so this was not saved. Check it and try again.",
        sqlite3.SQLITE_BUSY: "Another program is using your study file. Close it and try again.",
        sqlite3.SQLITE_CANTOPEN: "Your study file can't be opened. Check that its folder exists and can be written.",
    }
    return None if primary not in known else UserError(known[primary])
