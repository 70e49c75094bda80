"""Cards from a file: looked at first, then taken over in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.import_choices import remembered, remembered_domain, with_choice
from cehrs_desktop.activities.incoming_file import (
    IncomingFile,
    OnProgress,
    always,
    is_package,
    own_name,
    read_incoming,
)
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.exchange.anki_package import open_package
from cehrs_desktop.content.exchange.delimited import Shape
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import ImportPlan, Incoming, plan_import
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.own_card import own_card
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.database import Database, within
from cehrs_desktop.storage.own_cards import add_own_cards, change_own_cards, read_own_texts, read_questions
from cehrs_desktop.storage.own_rows import read_rows_of_keys
from cehrs_desktop.storage.settings import read_settings, write_settings
from cehrs_desktop.storage.undo import UndoStep, push_step

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do, with all that is needed to do it."""

    found: IncomingFile
    plan: ImportPlan
    domain: DomainNumber | None

    @property
    def shape(self) -> Shape | None:
        """How the file was read; None for packages."""
        return self.found.shape

    @property
    def images(self) -> dict[str, str]:
        """Images that will be kept, by their new names."""
        return self.found.images


def preview(
    database: Database,
    file: Path,
    *,
    domain: DomainNumber | None = None,
    shape: Shape | None = None,
    with_memory: bool = True,
    on_progress: OnProgress = always,
) -> Preview:
    """Read a file and compare it with what is there; changes nothing.

    Without a `shape`, delimited text is read as a file with the same columns was last time, or as it looks; without a
    `domain` its cards get the one chosen then (those of a package: the last package's). Raises UserError when it can't
    be read, Cancelled as `on_progress` says.
    """
    if is_package(file):
        domain = domain or remembered_domain(database)
    elif shape is None:
        shape, kept_domain = remembered(database, file)
        domain = domain or kept_domain
    found = read_incoming(file, shape=shape, with_memory=with_memory, on_progress=on_progress)
    return compared(database, found, domain=domain)


def compared(database: Database, found: IncomingFile, *, domain: DomainNumber | None) -> Preview:
    """The cards of a file compared with what is there."""
    with database.reading() as connection:
        there, asked = read_own_texts(connection), read_questions(connection)
    return Preview(found, plan_import(found.cards, there=there, asked=asked, domain=domain), domain)


def carry_out(
    database: Database,
    clock: Clock,
    found: Preview,
    *,
    data_dir: Path,
    rollover_hour: int,
    on_progress: OnProgress = always,
) -> Changed:
    """Take over what a preview showed, as one step of undo.

    Raises Cancelled, with everything as it was, when `on_progress` says so.
    """
    plan, now = found.plan, clock.now()
    new: list[CardId] = []
    total = len(plan.added) + len(plan.changed)
    done = 0
    with _images_kept(own_images_dir(data_dir), found.found), database.transaction() as session:
        connection = within(session)
        before = read_rows_of_keys(connection, (incoming.key for incoming in (*plan.added, *plan.changed)))
        for part in _parts(plan.added):
            cards = [own_card(incoming, found.domain) for incoming in part]
            new += add_own_cards(session, cards, now=now, rollover_hour=rollover_hour)
            done = _told(on_progress, done + len(part), total)
        for part in _parts(plan.changed):
            change_own_cards(session, [own_card(incoming, incoming.domain or _ANY) for incoming in part])
            done = _told(on_progress, done + len(part), total)
        had = {row.card for row in before}
        added = tuple(card for card in new if card not in had)
        if before or added:
            step = UndoStep(StepKind.IMPORT, (*added, *had)[0], cards=added, own=before)
            push_step(connection, step, made_at=now)
        settings = read_settings(connection)
        write_settings(connection, with_choice(settings, found.found.file, found.shape, found.domain))
    return Changed.CARDS | Changed.CONTENT


_ANY = DomainNumber.NON_CLINICAL_OPERATIONS
"""Stands for the domain of a changed card, which stays what it is."""


def _told(on_progress: OnProgress, done: int, total: int) -> int:
    if not on_progress(done, total):
        raise Cancelled
    return done


def _parts(cards: Sequence[Incoming]) -> Iterable[Sequence[Incoming]]:
    return (cards[start : start + _AT_ONCE] for start in range(0, len(cards), _AT_ONCE))


@contextmanager
def _images_kept(folder: Path, found: IncomingFile) -> Iterator[None]:
    """Put the images into the folder; take those that were not there out again when the block raises."""
    written: list[Path] = []
    is_new = not folder.exists()
    try:
        _keep_images(folder, found, written)
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        if is_new and folder.exists():
            folder.rmdir()
        raise


def _keep_images(folder: Path, found: IncomingFile, written: list[Path]) -> None:
    """Images are named after what they hold, so one that is there already is the same."""
    missing = {own: name for own, name in found.images.items() if not (folder / own).exists()}
    if not missing:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open_package(found.file) as package:
            for own, name in missing.items():
                image = package.image(name)
                if image is None or own_name(image, name) != own:
                    raise UserError("{file} has changed meanwhile, so nothing was imported.", file=found.file.name)
                written.append(folder / own)
                (folder / own).write_bytes(image)
    except OSError as error:
        raise UserError(
            "The images could not be kept in {folder}: {reason}. Nothing was imported.",
            folder=folder,
            reason=error.strerror or error,
        ) from error
