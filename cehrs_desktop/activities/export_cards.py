"""Cards to a file: CSV, an Anki package, or everything there is as one archive for another computer."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.activities.incoming_file import OnProgress, always
from cehrs_desktop.activities.outgoing_media import PackageMedia
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.exchange.delimited import write_delimited
from cehrs_desktop.content.exchange.markdown_html import html_of
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.paths import certificates_dir, own_images_dir, study_file
from cehrs_desktop.rules.content import FlashcardId
from cehrs_desktop.rules.exchange import Incoming
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.own_card import is_own
from cehrs_desktop.storage.database import Database, check_integrity, copy_file
from cehrs_desktop.storage.outgoing import (
    AnkiSide,
    Outgoing,
    read_outgoing,
    read_outgoing_reviews,
    write_anki_collection,
)
from cehrs_desktop.storage.upgrade import NEWEST, version_of

ARCHIVE_ENDING = ".cehrs.zip"
_STUDY_FILE, _ABOUT = "study.sqlite3", "about.json"
_FOLDERS = {"images/": own_images_dir, "certificates/": certificates_dir}
"""What lies beside the study file, named by content: where in the archive, and where in the data folder."""
_BESIDE = re.compile(rf"({'|'.join(_FOLDERS)})[0-9a-f]{{24}}\.\w+")


def export(
    database: Database,
    clock: Clock,
    target: Path,
    *,
    data_dir: Path,
    only: Collection[CardId] | None = None,
    with_memory: bool = True,
    on_progress: OnProgress = always,
) -> int:
    """Write the file that `target`'s ending asks for; returns how many cards are in it.

    The file appears whole or not at all. Raises UserError for another ending, or when it can't be written; Cancelled
    when `on_progress` says so.
    """
    name = target.name.lower()
    if name.endswith(ARCHIVE_ENDING):
        return _archive(database, target, data_dir=data_dir)
    with database.reading() as connection:
        cards = read_outgoing(connection, only)
        reviews = read_outgoing_reviews(connection) if with_memory else ()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        if name.endswith(".csv"):
            text = write_delimited(_as_text(card) for card in _told(cards, on_progress))
            made.write_bytes(text.encode("utf-8-sig"))  # or Excel takes it for another encoding
        elif name.endswith(".apkg"):
            collection = Path(folder) / "collection.anki2"
            media = PackageMedia()
            told = _told(cards, on_progress)
            sides = [_with_media(_as_html(card), media, _images_of(card, data_dir)) for card in told]
            write_anki_collection(collection, cards, sides, reviews=reviews, with_memory=with_memory, now=clock.now())
            _zip_package(made, collection, media)
        else:
            raise UserError("Choose a name that ends in .csv, .apkg, .pdf or .cehrs.zip, which says what to write.")
        _put(made, target)
    return len(cards)


_AT_ONCE = 200
_SMALL_GAP = '<div style="font-size: 4pt">&nbsp;</div>'


class SheetKind(StrEnum):
    """How a printed sheet is made into cards."""

    FACING = "facing"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class CardSides:
    """Both sides of a card as HTML, to be printed; the images they name are files of the folder `images`."""

    front: str
    back: str
    images: Path


def card_sides(
    database: Database, only: Collection[CardId] | None = None, *, data_dir: Path, on_progress: OnProgress = always
) -> tuple[CardSides, ...]:
    """Both sides of the cards in use (or of these only), as the learner has them, to be printed."""
    with database.reading() as connection:
        cards = read_outgoing(connection, only)
    sides = ((card, _as_html(card, between=_SMALL_GAP)) for card in _told(cards, on_progress))
    return tuple(CardSides(side.front, side.back, _images_of(card, data_dir)) for card, side in sides)


def _told(cards: Sequence[Outgoing], on_progress: OnProgress) -> Iterator[Outgoing]:
    for number, card in enumerate(cards):
        if number % _AT_ONCE == 0 and not on_progress(number, len(cards)):
            raise Cancelled
        yield card


def unpack_archive(archive: Path, folder: Path) -> Path:
    """Take a whole-data archive apart into `folder`; returns the study file in it, its images and certificates beside.

    Raises UserError when it isn't one, is damaged, or was written by a newer version.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            about = json.loads(opened.read(_ABOUT))
            if str(about["schema"]) > NEWEST:
                raise UserError(
                    "This archive was written by a newer version of CEHRS Trainer. Update it, then restore."
                )
            for entry in opened.infolist():
                if entry.filename == _STUDY_FILE or _BESIDE.fullmatch(entry.filename):
                    opened.extract(entry, folder)
    except (
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        ValueError,
        TypeError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise UserError("{path} isn't an archive of CEHRS Trainer, or is damaged.", path=archive) from error
    found = folder / _STUDY_FILE
    check_integrity(found)
    if version_of(found) is None:
        raise UserError("{path} isn't an archive of CEHRS Trainer, or is damaged.", path=archive)
    return found


def _archive(database: Database, target: Path, *, data_dir: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / _STUDY_FILE
        copy_file(study_file(data_dir), copy)
        made = Path(folder) / "made"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_ABOUT, json.dumps({"program": "CEHRS Trainer", "schema": version_of(copy)}))
            archive.write(copy, _STUDY_FILE)
            for place, folder_of in _FOLDERS.items():
                for beside in sorted(folder_of(data_dir).glob("*.*")):
                    archive.write(beside, place + beside.name)
        _put(made, target)
    with database.reading() as connection:
        return len(read_outgoing(connection))


def _as_text(card: Outgoing) -> Incoming:
    front = card.text.front if card.exhibit is None else f"{card.text.front}\n\n{card.exhibit}"
    return Incoming(card.stable_id, front, card.text.back, card.text.why, card.tags, None, card.domain, card.topic)


def _as_html(card: Outgoing, *, between: str = "\n") -> AnkiSide:
    text = _as_text(card)
    back = html_of(text.back) + (f"{between}{html_of(text.why)}" if text.why else "")
    return AnkiSide(html_of(text.front), back)


def _images_of(card: Outgoing, data_dir: Path) -> Path:
    """The folder that the images of a card are in."""
    return own_images_dir(data_dir) if is_own(FlashcardId(card.stable_id)) else shipped_pack()


def _with_media(side: AnkiSide, media: PackageMedia, folder: Path) -> AnkiSide:
    return AnkiSide(media.taken(side.front, folder), media.taken(side.back, folder))


def _zip_package(made: Path, collection: Path, media: PackageMedia) -> None:
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(collection, "collection.anki2")
        archive.writestr("media", json.dumps({str(number): name for number, name in enumerate(media.files)}))
        for number, file in enumerate(media.files.values()):
            archive.write(file, str(number))


def _put(made: Path, target: Path) -> None:
    partial = target.with_name(target.name + ".partial")
    try:
        partial.write_bytes(made.read_bytes())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UserError(
            "{path} could not be written: {reason}. Choose another place.", path=target, reason=error.strerror or error
        ) from error
