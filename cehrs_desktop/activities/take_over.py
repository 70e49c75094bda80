"""Puts a backup, or all data from another computer, in the place of the learner's data; what was there is kept."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cehrs_desktop.activities.export_cards import ARCHIVE_ENDING, unpack_archive
from cehrs_desktop.activities.learner_file import restore
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError

MOST_ENTRIES, LARGEST_ARCHIVE = 100_000, 8 * 1024**3
"""Of an archive, unpacked; nobody studies that much."""


def put_in_place(data_dir: Path, source: Path, clock: Clock) -> Path | None:
    """Restore a backup, or take over an archive; returns where the replaced file was kept, None if there was none.

    Raises UserError, with everything as it was, when it can't be read or was written by a newer version.
    """
    if not source.name.lower().endswith(ARCHIVE_ENDING):
        return restore(data_dir, source, clock)
    _check_size(source, data_dir)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="unpacked-", dir=data_dir) as name:
            found = unpack_archive(source, Path(name))
            with _beside_kept(Path(name), data_dir):
                return restore(data_dir, found, clock)
    except OSError as error:
        raise UserError(
            "{path} could not be unpacked: {reason}. Nothing was changed.", path=source, reason=error.strerror or error
        ) from error


def _check_size(archive: Path, data_dir: Path) -> None:
    """Raise UserError for an archive that unpacks to more than there can be, or than the disk has room for.

    What an entry says of its size is never exceeded: reading ends there.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return  # told when it is unpacked
    size = sum(entry.file_size for entry in entries)
    place = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    if len(entries) > MOST_ENTRIES or size > LARGEST_ARCHIVE:
        raise UserError("{path} unpacks to more than your data can be, so it was left alone.", path=archive)
    if 2 * size > shutil.disk_usage(place).free:
        raise UserError(
            "The disk has too little room for what is in {path}. Free some space and try again.", path=archive
        )


@contextmanager
def _beside_kept(unpacked: Path, data_dir: Path) -> Iterator[None]:
    """Put what lay beside the study file, named by content, into its folders; out again when the block raises."""
    moved: list[Path] = []
    try:
        for path in sorted(unpacked.glob("*/*")):
            target = data_dir / path.relative_to(unpacked)
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                path.replace(target)
                moved.append(target)
        yield
    except BaseException:
        for target in moved:
            target.unlink(missing_ok=True)
        raise
