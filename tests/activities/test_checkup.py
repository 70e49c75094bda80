"""What the program finds out about itself and the learner's file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop import __version__, paths
from cehrs_desktop.activities.checkup import Finding, checkup
from cehrs_desktop.paths import backups_dir, study_file
from cehrs_desktop.storage.upgrade import NEWEST


def _found(data_dir: Path) -> dict[str, Finding]:
    return {finding.name: finding for finding in checkup(data_dir)}


def test_all_is_well_before_the_first_start_and_nothing_is_made(tmp_path: Path) -> None:
    found = _found(tmp_path / "never")
    assert [finding for finding in found.values() if finding.trouble] == []
    assert "first start" in found["Study file"].found
    assert "first start" in found["Data folder"].found
    assert found["Backups"].found.startswith("0 in")
    assert found["CEHRS Trainer"].found == __version__
    assert found["fsrs"].found.startswith("6.")
    assert found["Blueprint"].found == "CEHRS"
    assert list(tmp_path.iterdir()) == []


def test_a_healthy_file_is_told_with_its_version_and_backups(data_dir: Path) -> None:
    backups_dir(data_dir).mkdir()
    (backups_dir(data_dir) / "2026-11-02.sqlite3").touch()
    found = _found(data_dir)
    assert found["Study file"] == Finding("Study file", f"{study_file(data_dir)}, version {NEWEST}, integrity ok")
    assert found["Backups"].found.startswith("1 in")


def test_a_database_without_tables_will_be_filled_at_the_next_start(tmp_path: Path) -> None:
    with closing(sqlite3.connect(study_file(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert "at the next start" in _found(tmp_path)["Study file"].found


def test_a_file_of_no_bytes_is_trouble(data_dir: Path) -> None:
    study_file(data_dir).write_bytes(b"")
    assert _found(data_dir)["Study file"].trouble is not None


def test_a_damaged_file_is_trouble_with_a_sentence(data_dir: Path) -> None:
    study_file(data_dir).write_text("not a database " * 100)
    found = _found(data_dir)["Study file"]
    assert (found.found, found.trouble) == (
        "not in order",
        "Your study file is damaged and can't be read. It has not been changed.",
    )


def test_a_file_of_a_newer_program_is_trouble_with_a_sentence(data_dir: Path) -> None:
    with closing(sqlite3.connect(study_file(data_dir))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    trouble = _found(data_dir)["Study file"].trouble
    assert trouble is not None
    assert "newer version" in trouble


def test_a_broken_installation_is_trouble_with_a_sentence(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "nowhere" / "package" / "paths.py"))
    found = _found(data_dir)
    assert found["Resources"].trouble is not None
    assert found["Blueprint"].trouble is not None
    assert found["Study file"].trouble is None


def test_a_package_without_metadata_is_part_of_the_program(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cehrs_desktop.activities.checkup._PACKAGES", ("a-package-nobody-has",))
    assert _found(data_dir)["a-package-nobody-has"].found == "part of the program"
