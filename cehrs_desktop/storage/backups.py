"""Backups: one a study day, thinned out with age, with the files they name; and what a restore replaces."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from cehrs_desktop.errors import DamagedFile, UserError
from cehrs_desktop.storage.database import check_integrity, copy_file
from cehrs_desktop.storage.files_beside import keep_all, keep_files, prune_files, put_back
from cehrs_desktop.storage.upgrade import upgrade_is_due, version_of

DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 7, 4, 6
_SUFFIX = ".sqlite3"
_INCOMING = ".incoming"
_FILES = "files"
"""Where, in a folder of backups, the files lie that any of them names: each once."""


def backup_once(study_file: Path, folder: Path, *, day: date) -> Path | None:
    """Write this study day's backup with the files it names, and thin out the old ones.

    None when the day has its backup already.
    """
    target = folder / f"{day.isoformat()}{_SUFFIX}"
    if target.exists():
        return None
    keep_files(study_file, folder / _FILES, linked=True)
    copy_file(study_file, target)
    there = {backup_day: path for path in folder.glob(f"*{_SUFFIX}") if (backup_day := _day(path)) is not None}
    for gone in there.keys() - kept(there):
        there[gone].unlink()
    prune_files(folder / _FILES, [target, *folder.glob(f"*{_SUFFIX}")])
    return target


def kept(days: Iterable[date]) -> set[date]:
    """The backups to keep: the newest of each of the last 7 days, 4 weeks and 6 months that have any."""
    newest_first = sorted(days, reverse=True)
    chosen: set[date] = set()
    periods = (
        (DAYS_KEPT, lambda day: day.toordinal()),
        (WEEKS_KEPT, lambda day: day.isocalendar()[:2]),
        (MONTHS_KEPT, lambda day: (day.year, day.month)),
    )
    for count, period in periods:
        newest: dict[object, date] = {}
        for day in newest_first:
            newest.setdefault(period(day), day)
        chosen |= set(list(newest.values())[:count])
    return chosen


def _day(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.name.removesuffix(_SUFFIX))
    except ValueError:
        return None


def newest_good_backup(folder: Path) -> Path | None:
    """The newest backup that can be restored; None when there is none."""
    for path in sorted((p for p in folder.glob(f"*{_SUFFIX}") if _day(p) is not None), reverse=True):
        try:
            _check_backup(path)
        except UserError:
            continue
        return path
    return None


def restore_file(backup: Path, study_file: Path, *, aside: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the study file, and files it names that are missing beside it.

    Returns where in `aside` the replaced file went (None: none), with what lay beside it.
    Raises UserError, with everything as it was, when the backup can't be read or is of a newer version.
    """
    _check_backup(backup)
    incoming = study_file.with_name(study_file.name + _INCOMING)
    copy_file(backup, incoming)
    is_replaced = study_file.exists()
    try:
        put_back(backup, study_file, kept=backup.parent / _FILES)
    except UserError:
        incoming.unlink()  # or the next start would take it for a restore that was cut off
        raise
    if is_replaced:
        keep_all(study_file.parent, aside / _FILES)  # unread: reading would change the log of a damaged file
    replaced = set_aside(study_file, aside, now=now)  # always: SQLite would replay a log left alone into the backup
    incoming.replace(study_file)
    return replaced if is_replaced else None


def finish_restore(study_file: Path) -> None:
    """Put a restored file in place where the program ended between setting the old one aside and this step."""
    incoming = study_file.with_name(study_file.name + _INCOMING)
    if incoming.exists() and not study_file.exists():
        incoming.replace(study_file)


def _check_backup(backup: Path) -> None:
    """Raise UserError unless a backup can be read whole and is of this version or an older one."""
    if not backup.is_file():
        raise UserError("There is no backup at {path}. Choose an existing file.", path=backup)
    try:
        check_integrity(backup)
    except DamagedFile as error:
        raise UserError("{path} is damaged, so it can't be restored. Choose another backup.", path=backup) from error
    version = version_of(backup)
    if version is None:
        raise UserError("{path} is empty, so it can't be restored. Choose another backup.", path=backup)
    upgrade_is_due(version)


def set_aside(study_file: Path, folder: Path, *, now: datetime) -> Path:
    """Move the study file, with what belongs to it, into `folder` under the time of day; returns its new place."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{study_file.stem}-{now:%Y-%m-%d-%H%M%S}"
    names = itertools.chain([stem], (f"{stem}-{count}" for count in itertools.count(2)))
    target = next(path for name in names if not (path := folder / f"{name}{_SUFFIX}").exists())
    for ending in ("-wal", "-shm", ""):
        part = study_file.with_name(study_file.name + ending)
        if part.exists():
            part.replace(target.with_name(target.name + ending))
    return target
