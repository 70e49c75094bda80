"""Opens an Anki package in any of its three layouts: which collection counts, and its images, within strict limits.

Newer packages also hold a decoy `collection.anki2` that tells old versions to update: `meta` says which layout it is.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cehrs_desktop.content.exchange.protobuf import fields_of, number_of, text_of
from cehrs_desktop.content.exchange.safe_markdown import is_plain_image
from cehrs_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ENTRIES = 100_000
LARGEST_COLLECTION = 512 * 1024 * 1024
LARGEST_LIST = 32 * 1024 * 1024
LARGEST_IMAGE, MOST_OF_IMAGES = 20 * 1024 * 1024, 1024 * 1024 * 1024
_CHUNK = 1024 * 1024
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


class AnkiPackage:
    """An open package. Use it as `with open_package(file) as package`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        if len(self._names) > MOST_ENTRIES:
            raise _too_large()
        self._collection = self._decide()
        self._entries: dict[str, str] | None = None
        self._unpacked = 0

    @property
    def is_compressed(self) -> bool:
        """Whether this is the newest layout, zstandard and protobuf."""
        return self._collection == "collection.anki21b"

    def extract_collection(self, target: Path) -> None:
        """Write the collection's database. Raises UserError when it is missing, damaged or too large."""
        with target.open("wb") as file:
            for chunk in self._chunks(self._collection, LARGEST_COLLECTION):
                file.write(chunk)

    def image(self, name: str) -> bytes | None:
        """The bytes of an image that a card shows; None when it isn't there, is too large, or isn't an image.

        Raises UserError when all images together are too large.
        """
        entry = self._media().get(name)
        if entry is None or not is_plain_image(name):
            return None
        try:
            found = b"".join(self._chunks(entry, LARGEST_IMAGE))
        except UserError:
            self._unpacked += LARGEST_IMAGE
            found = b""
        self._unpacked += len(found)
        if self._unpacked > MOST_OF_IMAGES:
            raise _too_large()
        return found if found.startswith(_BEGINNINGS) else None

    def _decide(self) -> str:
        if "meta" in self._names:
            version = _first_number(self._whole("meta", 1024, compressed=False))
            layout = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}.get(version)
            if layout is None:
                raise UserError(
                    "This package was written by a newer version of Anki. Export it again with “Support older Anki "
                    "versions” checked."
                )
        else:
            layout = "collection.anki21" if "collection.anki21" in self._names else "collection.anki2"
        if layout not in self._names:
            raise UserError("This isn't an Anki package: it holds no collection. Choose an .apkg or .colpkg file.")
        return layout

    def _media(self) -> dict[str, str]:
        if self._entries is None:
            try:
                self._entries = dict(self._listed()) if "media" in self._names else {}
            except (ValueError, RecursionError, UserError):
                self._entries = {}  # cards without their images are better than none
        return self._entries

    def _listed(self) -> Iterable[tuple[str, str]]:
        raw = self._whole("media", LARGEST_LIST, compressed=self.is_compressed)
        if self.is_compressed:
            entries = [value for field, value in fields_of(raw) if field == 1 and isinstance(value, bytes)]
            return [(text_of(entry, 1), str(position)) for position, entry in enumerate(entries)]
        listed = json.loads(raw)
        return [(str(name), str(entry)) for entry, name in listed.items()] if isinstance(listed, dict) else []

    def _whole(self, entry: str, most: int, *, compressed: bool) -> bytes:
        return b"".join(self._chunks(entry, most, compressed=compressed))

    def _chunks(self, entry: str, most: int, *, compressed: bool | None = None) -> Iterator[bytes]:
        """The bytes of an entry, unpacked; sizes are counted, not believed."""
        packed = self.is_compressed if compressed is None else compressed
        total = 0
        try:
            with self._archive.open(entry) as file:
                for chunk in _unpacked(file) if packed else iter(lambda: file.read(_CHUNK), b""):
                    total += len(chunk)
                    if total > most:
                        raise _too_large()
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise _damaged() from error
        except RuntimeError as error:  # an entry that asks for a password
            raise _damaged() from error


@contextmanager
def open_package(file: Path) -> Iterator[AnkiPackage]:
    """A package to read from. Raises UserError when it is none or uses a layout that isn't known."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError) as error:
        raise _damaged() from error
    except OSError as error:
        raise UserError("{file} can't be read: {reason}.", file=file.name, reason=error.strerror or error) from error
    with archive:
        yield AnkiPackage(archive)


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(file) as reader:
            while chunk := reader.read(_CHUNK):
                yield chunk
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error


def _first_number(message: bytes) -> int:
    try:
        return number_of(message, 1)
    except ValueError as error:
        raise _damaged() from error


def _damaged() -> UserError:
    return UserError("This package is damaged or isn't one of Anki's, so nothing was imported. Export it again.")


def _too_large() -> UserError:
    return UserError("This package unpacks to more than can be read. Export a part of it from Anki.")
