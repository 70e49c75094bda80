"""Installing the packs that come with the program: only what differs from the installed one is touched."""

from __future__ import annotations

from pathlib import Path

from cehrs_desktop.clock import Clock
from cehrs_desktop.content.fingerprint import item_versions, of_flashcard, of_folder
from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.packs import InstallReport, install_pack, installed_fingerprint


def shipped_pack() -> Path:
    """The folder of the pack that comes with the program; images in its texts are files of it."""
    return resources_dir() / "content" / "cehrs-2020"


def install_if_changed(database: Database, folder: Path, clock: Clock) -> InstallReport | None:
    """Install the pack in `folder` unless this very version is installed; None when nothing had to be done.

    Raises UserError with every fault of a broken pack; what is installed already stays in use.
    """
    fingerprint = of_folder(folder)
    with database.reading() as connection:
        if installed_fingerprint(connection, folder.name) == fingerprint:
            return None
    pack = read_pack(folder)
    hashes = {flashcard.id: of_flashcard(flashcard) for flashcard in pack.flashcards}
    with database.transaction() as session:
        return install_pack(
            session,
            pack,
            hashes=hashes,
            items=item_versions(pack),
            fingerprint=fingerprint,
            installed_at=clock.now(),
        )
