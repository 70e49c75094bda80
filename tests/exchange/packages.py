"""Makers of Anki packages in all three layouts, with a few notes that matter to the tests."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import zstandard

CREATED = datetime(2026, 1, 1, 4, tzinfo=UTC)
BASIC, CLOZE = 1, 2
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


class Layout(Enum):
    """How a package is laid out."""

    LEGACY_1 = "collection.anki2"
    LEGACY_2 = "collection.anki21"
    LATEST = "collection.anki21b"


@dataclass(frozen=True)
class Note:
    """A note with one card; `data` and the rest are those of its card."""

    guid: str
    fields: Sequence[str]
    kind: int = BASIC
    tags: str = ""
    type: int = 0
    queue: int = 0
    due: int = 0
    interval: int = 0
    reviews: int = 0
    lapses: int = 0
    data: str = "{}"
    log: Sequence[tuple[int, int, int, int]] = ()
    ordinals: Sequence[int] = (0,)


def write_package(
    file: Path, notes: Sequence[Note], *, layout: Layout = Layout.LATEST, media: Mapping[str, bytes] | None = None
) -> Path:
    """A package of these notes."""
    database = file.with_suffix(".made")
    _write_collection(database, notes, newer=layout is Layout.LATEST)
    collection = database.read_bytes()
    database.unlink()
    packed = layout is Layout.LATEST
    pack = zstandard.ZstdCompressor().compress
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED) as archive:
        if layout is not Layout.LEGACY_1:
            archive.writestr("meta", b"\x08\x03" if packed else b"\x08\x02")
            archive.writestr("collection.anki2", _decoy(file))
        archive.writestr(layout.value, pack(collection) if packed else collection)
        names = list(media or {})
        if packed:
            archive.writestr("media", pack(b"".join(_entry(name, len((media or {})[name])) for name in names)))
        else:
            archive.writestr("media", json.dumps({str(number): name for number, name in enumerate(names)}))
        for number, name in enumerate(names):
            archive.writestr(str(number), pack((media or {})[name]) if packed else (media or {})[name])
    return file


def _decoy(file: Path) -> bytes:
    database = file.with_suffix(".decoy")
    _write_collection(database, [Note("decoy", ["Please update to the latest Anki version", "-"])], newer=False)
    found = database.read_bytes()
    database.unlink()
    return found


def _field(number: int, value: bytes) -> bytes:
    return bytes([number << 3 | 2]) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def _entry(name: str, size: int) -> bytes:
    return _field(1, _field(1, name.encode()) + bytes([2 << 3]) + _varint(size) + _field(3, b"\0" * 20))


_TEMPLATES = {
    BASIC: (
        ("Front", "Back", "Extra"),
        "{{Front}}",
        "{{FrontSide}}\n<hr id=answer>\n{{Back}}{{#Extra}}<br>{{Extra}}{{/Extra}}",
    ),
    CLOZE: (("Text", "Back Extra"), "{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),
}


def _write_collection(file: Path, notes: Sequence[Note], *, newer: bool) -> None:
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as database, database:
        database.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        database.executescript(
            """
            CREATE TABLE col (id INTEGER PRIMARY KEY, crt INTEGER, mod INTEGER, scm INTEGER, ver INTEGER, dty INTEGER,
              usn INTEGER, ls INTEGER, conf TEXT, models TEXT, decks TEXT, dconf TEXT, tags TEXT);
            CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INTEGER, mod INTEGER, usn INTEGER, tags TEXT,
              flds TEXT, sfld INTEGER, csum INTEGER, flags INTEGER, data TEXT);
            CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, ord INTEGER, mod INTEGER,
              usn INTEGER, type INTEGER, queue INTEGER, due INTEGER, ivl INTEGER, factor INTEGER, reps INTEGER,
              lapses INTEGER, left INTEGER, odue INTEGER, odid INTEGER, flags INTEGER, data TEXT);
            CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid INTEGER, usn INTEGER, ease INTEGER, ivl INTEGER,
              lastIvl INTEGER, factor INTEGER, time INTEGER, type INTEGER);
            """
        )
        if newer:
            _write_newer_types(database)
        models = "" if newer else json.dumps({str(kind): _model(kind) for kind in _TEMPLATES})
        database.execute(
            "INSERT INTO col VALUES (1, ?, 0, 0, ?, 0, 0, 0, '{}', ?, '{}', '{}', '{}')",
            (int(CREATED.timestamp()), 18 if newer else 11, models),
        )
        card = 0
        for number, note in enumerate(notes, start=1):
            database.execute(
                "INSERT INTO notes VALUES (?, ?, ?, 0, 0, ?, ?, '', 0, 0, '')",
                (number, note.guid, note.kind, note.tags, "\x1f".join(note.fields)),
            )
            for ordinal in note.ordinals:
                card += 1
                database.execute(
                    "INSERT INTO cards VALUES (?, ?, 1, ?, 0, 0, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, ?)",
                    (card, number, ordinal, note.type, note.queue, note.due, note.interval, note.reviews, note.lapses,
                     note.data),
                )  # fmt: skip
                database.executemany(
                    "INSERT INTO revlog VALUES (?, ?, 0, ?, 0, 0, 0, ?, ?)",
                    [(at, card, ease, taken, kind) for at, ease, taken, kind in note.log],
                )


def _model(kind: int) -> dict[str, object]:
    fields, front, back = _TEMPLATES[kind]
    return {
        "flds": [{"name": name, "ord": number} for number, name in enumerate(fields)],
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back}],
        "type": int(kind == CLOZE),
    }


def _write_newer_types(database: sqlite3.Connection) -> None:
    database.executescript(
        """
        CREATE TABLE notetypes (id INTEGER PRIMARY KEY, name TEXT COLLATE unicase, mtime_secs INTEGER, usn INTEGER,
          config BLOB);
        CREATE TABLE fields (ntid INTEGER, ord INTEGER, name TEXT COLLATE unicase, config BLOB,
          PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
        CREATE TABLE templates (ntid INTEGER, ord INTEGER, name TEXT COLLATE unicase, mtime_secs INTEGER,
          usn INTEGER, config BLOB, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
        """
    )
    for kind, (fields, front, back) in _TEMPLATES.items():
        settings = bytes([1 << 3, 1]) if kind == CLOZE else b""
        database.execute("INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (kind, f"Type {kind}", settings))
        for number, name in enumerate(fields):
            database.execute("INSERT INTO fields VALUES (?, ?, ?, '')", (kind, number, name))
        config = _field(1, front.encode()) + _field(2, back.encode())
        database.execute("INSERT INTO templates VALUES (?, 0, 'Card 1', 0, 0, ?)", (kind, config))
