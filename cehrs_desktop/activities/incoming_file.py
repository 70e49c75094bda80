"""Reads the cards of a file, whatever its format, with word of how far it is; changes nothing."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.exchange.anki_notes import incoming_cards
from cehrs_desktop.content.exchange.anki_package import AnkiPackage, open_package
from cehrs_desktop.content.exchange.delimited import Shape, domain_word, read_delimited
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import Incoming
from cehrs_desktop.storage.anki_collection import read_anki_collection

PACKAGES = (".apkg", ".colpkg")
LONGEST_SECONDS = 180.0
"""Reading stops then: a file of cards that takes so long was made to."""

_AT_ONCE = 200

OnProgress = Callable[[int, int], bool]
"""Told how many cards of how many (0: not known) are through; says whether to go on."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """The cards of a file. `shape` is None for packages.

    `images` has, by the name an image will be kept under, the name it has in the package.
    """

    file: Path
    cards: tuple[Incoming, ...]
    shape: Shape | None
    images: dict[str, str]


def always(_done: int, _total: int) -> bool:
    """Go on, whatever happens."""
    return True


def is_package(file: Path) -> bool:
    """Whether a file is Anki's, by its name."""
    return file.suffix.lower() in PACKAGES


def read_incoming(
    file: Path, *, shape: Shape | None, with_memory: bool, on_progress: OnProgress = always
) -> IncomingFile:
    """The cards of a file; `shape` is how delimited text is read. Raises UserError, or Cancelled."""
    if shape is None:
        return _from_package(file, with_memory=with_memory, on_progress=on_progress)
    return IncomingFile(file, tuple(_told(read_delimited(file, shape, exam_domains()), 0, on_progress)), shape, {})


@cache
def exam_domains() -> dict[str, DomainNumber]:
    """The exam's domains by what a file may call them: the blueprint's names, and their numbers."""
    domains = read_blueprint(resources_dir() / "blueprint.toml").domains
    names = {domain_word(domain.name): domain.number for domain in domains}
    return names | {str(int(domain.number)): domain.number for domain in domains}


def own_name(image: bytes, name: str) -> str:
    """The name an image is kept under: by what it holds."""
    return f"{hashlib.sha256(image).hexdigest()[:24]}{Path(name).suffix.lower()}"


def _told(cards: Iterable[Incoming], total: int, on_progress: OnProgress) -> Iterator[Incoming]:
    end = time.monotonic() + LONGEST_SECONDS
    for number, card in enumerate(cards):
        if number % _AT_ONCE == 0 and not on_progress(number, total):
            raise Cancelled
        if time.monotonic() > end:
            raise UserError("This file takes too long to read, so nothing was imported. Divide it into parts.")
        yield card


def _from_package(file: Path, *, with_memory: bool, on_progress: OnProgress) -> IncomingFile:
    with open_package(file) as package, tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "collection.sqlite3"
        try:
            package.extract_collection(collection)
        except OSError as error:
            raise UserError("The package can't be unpacked: {reason}.", reason=error.strerror or error) from error
        tables = read_anki_collection(collection)
        cards = incoming_cards(tables, with_memory=with_memory)
        return _with_images(file, _told(cards, len(tables.cards), on_progress), package)


def _with_images(file: Path, cards: Iterable[Incoming], package: AnkiPackage) -> IncomingFile:
    """The cards with their images under names of our own; one that is missing stays a name."""
    renamed: dict[str, str | None] = {}
    images: dict[str, str] = {}
    found = []
    for card in cards:
        for name in card.images:
            if name not in renamed:
                image = package.image(name)
                renamed[name] = None if image is None else own_name(image, name)
                if image is not None:
                    images[own_name(image, name)] = name
            card = _renamed(card, name, renamed[name])
        found.append(card)
    return IncomingFile(file, tuple(found), None, images)


def _renamed(card: Incoming, name: str, new: str | None) -> Incoming:
    if new is None:
        return card
    front, back = (text.replace(f"(<{name}>)", f"(<{new}>)") for text in (card.front, card.back))
    return replace(card, front=front, back=back)
