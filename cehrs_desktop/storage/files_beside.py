"""Files that lie beside a study file, named by what they hold: kept with its backups, put back, and pruned.

They lie in folders of their own names (`certificates`, `images`), in the data folder as wherever they are kept.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import certificates_dir, own_images_dir
from cehrs_desktop.storage.upgrade import quoted

_LOG = logging.getLogger(__name__)
_NAME = re.compile(r"[0-9a-f]{24}\.\w+")
_NAMED = {
    certificates_dir: "SELECT file_name FROM ce_entry WHERE file_name IS NOT NULL",
    own_images_dir: """
        SELECT text FROM (
          SELECT front || back || why || ifnull(exhibit, '') AS text FROM flashcard
          UNION ALL SELECT front || back || why FROM flashcard_edit
          UNION ALL SELECT before FROM undo_step
        ) WHERE text LIKE '%.png%' OR text LIKE '%.jpg%' OR text LIKE '%.webp%'
    """,
}


def named_files(study_file: Path) -> frozenset[str]:
    """The files a study file or a backup of one names, as 'certificates/….pdf'; none where it can't be read."""
    try:
        connection = sqlite3.connect(f"file:{quoted(study_file)}?mode=ro", uri=True)
    except sqlite3.Error:
        return frozenset()
    with closing(connection):
        return frozenset(
            f"{folder_in(Path()).name}/{name}"
            for folder_in, query in _NAMED.items()
            for text in _texts(connection, query)
            for name in _NAME.findall(text)
        )


def _texts(connection: sqlite3.Connection, query: str) -> list[str]:
    try:
        return [str(text) for (text,) in connection.execute(query)]
    except sqlite3.Error:
        return []  # damaged, or of a version that had no such files


def files_of(backup: Path) -> Path:
    """Where the files of a backup by hand lie, beside it."""
    return backup.with_name(f"{backup.stem}-files")


def keep_files(study_file: Path, folder: Path, *, linked: bool) -> int:
    """Keep the files a study file names in `folder`; returns how many it has there.

    `linked`: as hard links where the disk can, so that they take no room. Raises UserError when one can't be kept.
    """
    return sum(_put(study_file.parent, folder, name, linked=linked) for name in sorted(named_files(study_file)))


def keep_all(data_dir: Path, folder: Path) -> None:
    """Keep all such files of a data folder in `folder`, for a study file set aside unread; what fails is logged."""
    for path in (path for folder_in in _NAMED for path in folder_in(data_dir).glob("*")):
        if _NAME.fullmatch(path.name):
            try:
                _put(data_dir, folder, f"{path.parent.name}/{path.name}", linked=True)
            except UserError as error:
                _LOG.warning("%s", error)


def put_back(backup: Path, study_file: Path, *, kept: Path) -> None:
    """Bring the files a backup names back beside the study file, those that are missing there.

    They are looked for in `kept`, beside the backup, and where it is a study file itself.
    Raises UserError when one can't be put there.
    """
    places = (kept, files_of(backup), backup.parent)
    for name in sorted(named_files(backup)):
        any(_put(place, study_file.parent, name, linked=False) for place in places)


def prune_files(folder: Path, backups: Iterable[Path]) -> None:
    """Take away the kept files that none of these backups names; the newest backup is best given first."""
    unnamed = {
        f"{path.parent.name}/{path.name}"
        for folder_in in _NAMED
        for path in folder_in(folder).glob("*")
        if _NAME.fullmatch(path.name)
    }
    for backup in backups:
        if not unnamed:
            return
        unnamed -= named_files(backup)
    for name in unnamed:
        (folder / name).unlink(missing_ok=True)


def _put(source: Path, target: Path, name: str, *, linked: bool) -> bool:
    """Put a file of one folder into another, whole or not at all; whether it is there now."""
    there, here = target / name, source / name
    if there.exists():
        return True
    if not here.is_file():
        return False
    partial = there.with_name(there.name + ".partial")
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        if not (linked and _could_link(here, partial)):
            shutil.copyfile(here, partial)
        partial.replace(there)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise UserError(
            "The file {name} could not be copied to {folder}: {reason}.",
            name=name,
            folder=target,
            reason=error.strerror or error,
        ) from error
    return True


def _could_link(here: Path, there: Path) -> bool:
    try:
        os.link(here, there)
    except OSError:
        return False  # not every disk has hard links
    return True
