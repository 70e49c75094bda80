"""`cehrs-desktop doctor`: says where things are and whether they are in order."""

from __future__ import annotations

import platform
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop import __version__
from cehrs_desktop.paths import backups_dir, log_file, study_file
from cehrs_desktop.storage.upgrade import NEWEST
from tests.cli.test_program import command


def doctor(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, output, errors."""
    code = command("doctor", "--data-dir", data_dir)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_file_in_order_is_told_with_its_place_and_all_versions(
    learner_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, errors = doctor(learner_dir, capsys)
    assert (code, errors) == (0, "")
    assert told.endswith("Everything is in order.\n")
    for part in (
        __version__,
        platform.python_version(),
        f"{study_file(learner_dir)}, version {NEWEST}, integrity ok",
        str(log_file(learner_dir)),
        "platform offscreen",
        "PySide6-Essentials",
        "cehrs-desktop backup FILE here, cehrs-desktop restore FILE there",
        "fsrs",
    ):
        assert part in told


def test_before_the_first_start_everything_is_in_order_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, _ = doctor(tmp_path / "data", capsys)
    assert code == 0
    assert told.count("(made at the first start)") == 2
    assert not (tmp_path / "data").exists()


def test_backups_are_counted(learner_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backups_dir(learner_dir).mkdir()
    for day in ("2026-11-01", "2026-11-02"):
        (backups_dir(learner_dir) / f"{day}.sqlite3").touch()
    assert f"2 in {backups_dir(learner_dir)}" in doctor(learner_dir, capsys)[1]


def test_a_damaged_file_is_told_with_1_and_left_as_it_is(learner_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with study_file(learner_dir).open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 8192)
    before = study_file(learner_dir).read_bytes()
    code, told, errors = doctor(learner_dir, capsys)
    assert code == 1
    assert "not in order" in told
    assert "Everything is in order" not in told
    assert errors == "Your study file is damaged and can't be read. It has not been changed.\n"
    assert study_file(learner_dir).read_bytes() == before


def test_a_newer_file_is_told_with_1(learner_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(study_file(learner_dir))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    code, _, errors = doctor(learner_dir, capsys)
    assert code == 1
    assert "newer version of CEHRS Trainer" in errors


def test_a_window_system_that_doesnt_work_is_told_with_the_way_out(
    learner_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    code, told, errors = doctor(learner_dir, capsys)
    assert code == 1
    assert "the window system can't be used" in told
    assert "make run" in errors
