"""Reads a stranger's Anki collection: read-only, its views and triggers unused, bounded in rows, sizes and steps."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.anki import AnkiCard, AnkiNote, AnkiReview, AnkiTables
from cehrs_desktop.storage.upgrade import quoted

MOST_NOTES, MOST_REVIEWS = 100_000, 2_000_000
_LONGEST_VALUE, _MOST_TEXT = 16 * 1024 * 1024, 512 * 1024 * 1024
"""Of one value and of all rows of a kind: a column can be made up by the database, many times larger than its file."""

_STEPS_AT_ONCE, _MOST_TURNS = 100_000, 5_000


def read_anki_collection(file: Path) -> AnkiTables:
    """The notes, cards and reviews of a collection. Raises UserError when it is none, is damaged, or is too large."""
    try:
        with closing(sqlite3.connect(f"file:{quoted(file)}?mode=ro&immutable=1", uri=True)) as connection:
            _arm(connection)
            return _tables(connection)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError, TypeError, ValueError, MemoryError) as error:
        raise UserError(
            "The package's list of notes is damaged, so nothing was imported. Export it again from Anki."
        ) from error


def _arm(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.create_collation("unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold()))
    turns = iter(range(_MOST_TURNS))
    connection.set_progress_handler(lambda: 0 if next(turns, None) is not None else 1, _STEPS_AT_ONCE)


def _tables(connection: sqlite3.Connection) -> AnkiTables:
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
    if any(kinds.get(name) != "table" for name in ("col", "notes", "cards", "revlog")):
        raise UserError("This isn't an Anki collection, so there is nothing to import. Choose another file.")
    created, models = connection.execute("SELECT crt, models FROM col LIMIT 1").fetchone() or (0, None)
    newer = all(kinds.get(name) == "table" for name in ("notetypes", "fields", "templates"))
    notes = _rows(connection, "SELECT id, guid, mid, tags, flds FROM notes", MOST_NOTES)
    cards = _rows(
        connection,
        "SELECT id, nid, ord, type, queue, due, ivl, reps, lapses, CAST(data AS TEXT) FROM cards",
        MOST_NOTES * 10,
    )
    return AnkiTables(
        created=int(created),
        models=None if newer else str(models),
        note_types=_pairs(connection, "SELECT id, config FROM notetypes", newer, bytes),
        fields=_pairs(connection, "SELECT ntid, name FROM fields ORDER BY ntid, ord", newer, str),
        templates=_pairs(connection, "SELECT ntid, config FROM templates ORDER BY ntid, ord", newer, bytes),
        notes=tuple(AnkiNote(int(row[0]), str(row[1]), int(row[2]), str(row[3]), str(row[4])) for row in notes),
        cards=tuple(_card(row) for row in cards),
        reviews=_reviews(connection),
    )


def _card(row: tuple[Any, ...]) -> AnkiCard:
    number, note, ordinal, kind, queue, due, interval, reviews, lapses = (int(value) for value in row[:9])
    data = str(row[9] or "")
    return AnkiCard(number, note, ordinal, kind, queue, due, interval, reviews, lapses, data)


def _reviews(connection: sqlite3.Connection) -> dict[int, tuple[AnkiReview, ...]]:
    found: dict[int, list[AnkiReview]] = defaultdict(list)
    question = "SELECT cid, id, ease, time, type FROM revlog WHERE ease BETWEEN 1 AND 4 AND type < 4 ORDER BY id"
    for card, *row in _rows(connection, question, MOST_REVIEWS):
        found[int(card)].append(AnkiReview(*(int(number) for number in row)))
    return {card: tuple(reviews) for card, reviews in found.items()}


def _pairs(connection: sqlite3.Connection, question: str, newer: bool, kind: type) -> tuple[tuple[int, Any], ...]:
    return tuple((int(key), kind(value)) for key, value in _rows(connection, question, MOST_NOTES)) if newer else ()


def _rows(connection: sqlite3.Connection, question: str, most: int) -> list[tuple[Any, ...]]:
    cursor = connection.execute(f"{question} LIMIT {most + 1}")
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > _MOST_TEXT:
            raise UserError("This package unpacks to more than can be read. Export a part of it from Anki.")
        rows.append(row)
    if len(rows) > most:
        raise UserError("The package has more than {most} entries of a kind. Export a part of it from Anki.", most=most)
    return rows
