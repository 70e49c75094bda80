"""The learner's file as a whole: opening, backing up, restoring, and what to do when it is damaged."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.log import delete_log
from cehrs_desktop.paths import (
    backups_dir,
    certificates_dir,
    hang_file,
    log_file,
    own_images_dir,
    set_aside_dir,
    study_file,
    window_file,
)
from cehrs_desktop.rules.study.learner_day import date_of, study_day
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.storage.backups import backup_once, finish_restore, newest_good_backup, restore_file, set_aside
from cehrs_desktop.storage.database import Database, check_integrity, copy_file, open_database
from cehrs_desktop.storage.files_beside import files_of, keep_files, prune_files
from cehrs_desktop.storage.parameters import add_parameters, read_parameters

LearnerFile = Database
"""The open study file, as those above the activities know it."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """What there is when the study file can't be used: whether it is damaged or missing, where a damaged one will be
    kept, and the newest backup that can be read.
    """

    damaged: bool
    kept_in: Path
    backup: Path | None


def open_learner_file(data_dir: Path, clock: Clock) -> Database:
    """Open the study file, creating or upgrading it as needed.

    Raises DamagedFile or NewerFile, with the file untouched, or another UserError.
    """
    now = clock.now()
    finish_restore(study_file(data_dir))
    database = open_database(
        study_file(data_dir), before_upgrade=backups_dir(data_dir) / f"before-upgrade-{now:%Y-%m-%d-%H%M%S}.sqlite3"
    )
    try:
        with database.reading() as connection:
            parameters = read_parameters(connection)
        if parameters is None:
            with database.transaction() as session:
                add_parameters(session, ParameterSet(), created_at=now)
    except UserError:
        database.close()  # an open file can't be moved aside on Windows
        raise
    return database


def check_learner_file(data_dir: Path) -> None:
    """Read the whole file once. Raises DamagedFile when it can't be trusted."""
    check_integrity(study_file(data_dir))


def rescue(data_dir: Path) -> Rescue:
    """What can be done about a study file that is damaged or missing. Changes nothing."""
    damaged = study_file(data_dir).exists()
    return Rescue(damaged, set_aside_dir(data_dir), backup=newest_good_backup(backups_dir(data_dir)))


def is_lost(data_dir: Path) -> bool:
    """Whether the study file is missing though there was one: there are backups of it."""
    finish_restore(study_file(data_dir))
    return not study_file(data_dir).exists() and newest_good_backup(backups_dir(data_dir)) is not None


def start_anew(data_dir: Path, clock: Clock) -> None:
    """Move a damaged file aside (it is never overwritten), so that a new one can begin."""
    set_aside(study_file(data_dir), set_aside_dir(data_dir), now=clock.now())


def back_up_today(data_dir: Path, clock: Clock, *, rollover_hour: int) -> Path | None:
    """This study day's automatic backup; None when it was made before. Safe on another thread."""
    day = study_day(clock.now(), rollover_hour=rollover_hour)
    return backup_once(study_file(data_dir), backups_dir(data_dir), day=date_of(day))


def back_up_to(data_dir: Path, target: Path, *, overwrite: bool = False) -> Path | None:
    """A backup by hand; returns the folder beside it with the certificates and images it names, None if none.

    Raises UserError when there is nothing to back up, or the target is taken or can't be written.
    """
    if not study_file(data_dir).exists():
        raise UserError("There is no study file in {folder} yet, so there is nothing to back up.", folder=data_dir)
    if target.exists() and (not overwrite or target.samefile(study_file(data_dir))):
        raise UserError("There is a file at {path} already. Choose another name for the backup.", path=target)
    copy_file(study_file(data_dir), target)
    beside = files_of(target)
    count = keep_files(study_file(data_dir), beside, linked=False)
    prune_files(beside, [target])  # those of what it overwrote
    return beside if count else None


def restore(data_dir: Path, backup: Path, clock: Clock) -> Path | None:
    """Put a backup in place; returns where the replaced file was kept, None if there was none."""
    return restore_file(backup, study_file(data_dir), aside=set_aside_dir(data_dir), now=clock.now())


def delete_everything(data_dir: Path) -> None:
    """Delete the study file and all that belongs to it: backups, files set aside, images, certificates, the log, and
    where the window was. A log that is being written begins anew, empty.

    Only with the file closed. The study file goes last: what was interrupted can be asked for again.
    Raises UserError when something can't be deleted; what was deleted until then is gone.
    """
    file = study_file(data_dir)
    folders = (backups_dir(data_dir), set_aside_dir(data_dir), own_images_dir(data_dir), certificates_dir(data_dir))
    try:
        for folder in folders:
            if folder.exists():
                shutil.rmtree(folder)
        for other in (hang_file(data_dir), window_file(data_dir)):
            other.unlink(missing_ok=True)
        delete_log(log_file(data_dir))
        for ending in ("-wal", "-shm", ".incoming", ".new", ""):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            "Not everything could be deleted: {reason}. Close other programs that use {folder} and try again.",
            reason=error.strerror or error,
            folder=data_dir,
        ) from error
