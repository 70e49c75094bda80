"""Cards from a file: looked at first, then taken over in one transaction, or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.exchange.anki_notes import incoming_cards
from cehrs_desktop.content.exchange.anki_package import AnkiPackage, open_package
from cehrs_desktop.content.exchange.delimited import Shape, guess_shape, read_delimited
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import ImportPlan, Incoming, plan_import
from cehrs_desktop.rules.study.own_card import own_card
from cehrs_desktop.storage.anki_collection import read_anki_collection
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.own_cards import add_own_cards, change_own_cards, read_own_texts, read_questions

PACKAGES = (".apkg", ".colpkg")
_AT_ONCE = 500

OnProgress = Callable[[int, int], bool]
"""Told how many cards of how many are written; says whether to go on."""


class Cancelled(Exception):
    """The learner stopped an import; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do, with all that is needed to do it. `shape` is None for packages."""

    plan: ImportPlan
    domain: DomainNumber | None
    shape: Shape | None
    images: dict[str, bytes]


def preview(
    database: Database,
    file: Path,
    *,
    domain: DomainNumber | None = None,
    shape: Shape | None = None,
    with_memory: bool = True,
) -> Preview:
    """Read a file and compare it with what is there; changes nothing. Raises UserError when it can't be read."""
    images: dict[str, bytes] = {}
    if file.suffix.lower() in PACKAGES:
        incoming, images = _from_package(file, with_memory=with_memory)
    else:
        shape = shape or guess_shape(file)
        incoming = tuple(read_delimited(file, shape))
    with database.reading() as connection:
        there, asked = read_own_texts(connection), read_questions(connection)
    plan = plan_import(incoming, there=there, asked=asked, domain=domain)
    return Preview(plan, domain, shape, images)


def carry_out(
    database: Database,
    clock: Clock,
    found: Preview,
    *,
    data_dir: Path,
    rollover_hour: int,
    on_progress: OnProgress = lambda _done, _all: True,
) -> Changed:
    """Take over what a preview showed. Raises Cancelled, with everything as it was, when `on_progress` says so."""
    plan = found.plan
    total = len(plan.added) + len(plan.changed)
    _keep_images(own_images_dir(data_dir), found.images)
    done = 0
    with database.transaction() as session:
        for part in _parts(plan.added):
            cards = [own_card(incoming, found.domain) for incoming in part]
            add_own_cards(session, cards, now=clock.now(), rollover_hour=rollover_hour)
            done = _told(on_progress, done + len(part), total)
        for part in _parts(plan.changed):
            change_own_cards(session, [own_card(incoming, incoming.domain or _ANY) for incoming in part])
            done = _told(on_progress, done + len(part), total)
    return Changed.CARDS | Changed.CONTENT


_ANY = DomainNumber.NON_CLINICAL_OPERATIONS
"""Stands for the domain of a changed card, which stays what it is."""


def _told(on_progress: OnProgress, done: int, total: int) -> int:
    if not on_progress(done, total):
        raise Cancelled
    return done


def _parts(cards: Sequence[Incoming]) -> Iterable[Sequence[Incoming]]:
    return (cards[start : start + _AT_ONCE] for start in range(0, len(cards), _AT_ONCE))


def _from_package(file: Path, *, with_memory: bool) -> tuple[tuple[Incoming, ...], dict[str, bytes]]:
    with open_package(file) as package, tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "collection.sqlite3"
        try:
            package.extract_collection(collection)
        except OSError as error:
            raise UserError("The package can't be unpacked: {reason}.", reason=error.strerror or error) from error
        incoming = tuple(incoming_cards(read_anki_collection(collection), with_memory=with_memory))
        return _with_images(incoming, package)


def _with_images(incoming: tuple[Incoming, ...], package: AnkiPackage) -> tuple[tuple[Incoming, ...], dict[str, bytes]]:
    """The cards with their images under names of our own, and those images; one that is missing stays a name."""
    stored: dict[str, str | None] = {}
    images: dict[str, bytes] = {}
    cards = []
    for card in incoming:
        front, back = card.front, card.back
        for name in card.images:
            if name not in stored:
                found = package.image(name)
                stored[name] = None
                if found is not None:
                    own = f"{hashlib.sha256(found).hexdigest()[:24]}{Path(name).suffix.lower()}"
                    stored[name], images[own] = own, found
            new = stored[name]
            if new is not None:
                front, back = (text.replace(f"(<{name}>)", f"(<{new}>)") for text in (front, back))
        cards.append(replace(card, front=front, back=back))
    return tuple(cards), images


def _keep_images(folder: Path, images: dict[str, bytes]) -> None:
    """Images are named after what they hold, so one that is there already is the same."""
    try:
        for name, found in images.items():
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / name).exists():
                (folder / name).write_bytes(found)
    except OSError as error:
        raise UserError(
            "The images could not be kept in {folder}: {reason}. Nothing was imported.",
            folder=folder,
            reason=error.strerror or error,
        ) from error
