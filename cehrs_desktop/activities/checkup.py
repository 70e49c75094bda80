"""Looks after the program and the learner's file, and says what is wrong."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cehrs_desktop import __version__
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import backups_dir, log_file, resources_dir, study_file
from cehrs_desktop.storage.database import check_integrity
from cehrs_desktop.storage.upgrade import NEWEST, upgrade_is_due, version_of

_PACKAGES = (
    "PySide6-Essentials",
    "sqlmodel",
    "SQLAlchemy",
    "fsrs",
    "alembic",
    "pydantic",
    "numpy",
    "appdirs",
    "typer",
    "zstandard",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and (for trouble) the sentence with the way out."""

    name: str
    found: str
    trouble: str | None = None


def checkup(data_dir: Path) -> tuple[Finding, ...]:
    """Paths, versions, the integrity of the study file. Changes nothing."""
    file = study_file(data_dir)
    return (
        Finding("CEHRS Trainer", __version__),
        Finding("Python", f"{platform.python_version()} on {platform.platform()}"),
        *(Finding(package, _installed(package)) for package in _PACKAGES),
        _tried("Resources", lambda: str(resources_dir())),
        _tried("Blueprint", lambda: read_blueprint(resources_dir() / "blueprint.toml").name),
        Finding("Data folder", str(data_dir) if data_dir.exists() else f"{data_dir} (made at the first start)"),
        _tried("Study file", lambda: _study_file(file)),
        Finding("Backups", f"{len(list(backups_dir(data_dir).glob('*.sqlite3')))} in {backups_dir(data_dir)}"),
        Finding("Log", str(log_file(data_dir))),
        Finding("Other computer", "cehrs-desktop backup FILE here, cehrs-desktop restore FILE there"),
    )


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "part of the program"  # a frozen bundle has no package metadata


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, look())
    except UserError as error:
        return Finding(name, "not in order", trouble=str(error))


def _study_file(path: Path) -> str:
    if not path.exists():
        return f"{path} (made at the first start)"
    check_integrity(path)
    found = version_of(path)
    due = upgrade_is_due(found)
    return f"{path}, version {found}{f', upgraded to {NEWEST} at the next start' if due else ''}, integrity ok"
