"""`cehrs-desktop backup` and `restore`: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cehrs_desktop.app import is_running
from cehrs_desktop.cli.program import run
from cehrs_desktop.paths import own_images_dir, set_aside_dir, study_file
from cehrs_desktop.ui.single_copy import SingleCopy
from tests.builders import everything_in
from tests.cli.test_program import Window, command, no_self_test, no_sheets
from tests.fakes import FakeClock
from tests.ui.open_window import prefer, rows_in


def test_a_backup_has_everything_that_the_file_has(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "new folder" / "copy.sqlite3"
    assert command("backup", target, "--data-dir", studied) == 0
    assert capsys.readouterr().out == f"Backed up to {target}.\n"
    assert everything_in(target) == everything_in(study_file(studied))


def test_a_backup_says_where_certificates_and_images_are(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = f"{'a' * 24}.png"
    with closing(sqlite3.connect(study_file(studied))) as file, file:
        file.execute("UPDATE flashcard SET back = ? WHERE id = 1", (f"![x]({image})",))
    own_images_dir(studied).mkdir()
    (own_images_dir(studied) / image).write_bytes(b"x")
    target = tmp_path / "copy.sqlite3"
    assert command("backup", target, "--data-dir", studied) == 0
    beside = tmp_path / "copy-files"
    assert capsys.readouterr().out == f"Backed up to {target}. Certificates and images are in {beside}.\n"
    assert command("restore", target, "--data-dir", tmp_path / "new") == 0
    assert (own_images_dir(tmp_path / "new") / image).read_bytes() == b"x"


def test_an_existing_target_is_refused_and_kept(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    assert command("backup", target, "--data-dir", studied) == 1
    assert capsys.readouterr().err == f"There is a file at {target} already. Choose another name for the backup.\n"
    assert target.read_text() == "mine"


def test_without_a_study_file_there_is_nothing_to_back_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("backup", tmp_path / "copy.sqlite3", "--data-dir", tmp_path / "data") == 1
    assert "nothing to back up" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_restored_and_what_was_there_is_kept_aside(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "backup.sqlite3"
    assert command("backup", backup, "--data-dir", studied) == 0
    saved = everything_in(backup)
    prefer(studied, FakeClock(), text_percent=150)
    replaced = everything_in(study_file(studied))
    capsys.readouterr()

    assert command("restore", backup, "--data-dir", studied) == 0

    (kept,) = set_aside_dir(studied).glob("*.sqlite3")
    assert capsys.readouterr().out == f"Restored {backup}. What was there before is kept at {kept}.\n"
    assert everything_in(kept) == replaced
    assert everything_in(study_file(studied)) == saved


def test_a_backup_is_restored_where_nothing_was(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("restore", study_file(studied), "--data-dir", tmp_path / "new") == 0
    assert capsys.readouterr().out == f"Restored {study_file(studied)}.\n"
    assert rows_in(tmp_path / "new", "SELECT count(*) FROM review") == rows_in(studied, "SELECT count(*) FROM review")


def test_everything_of_one_computer_is_put_in_place_on_another(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "all.cehrs.zip"
    assert command("export", archive, "--data-dir", studied) == 0
    capsys.readouterr()
    assert command("restore", archive, "--data-dir", tmp_path / "new") == 0
    assert capsys.readouterr().out == f"Restored {archive}.\n"
    assert everything_in(study_file(tmp_path / "new")) == everything_in(study_file(studied))


def test_restoring_is_refused_while_the_program_runs(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    backup = tmp_path / "backup.sqlite3"
    assert command("backup", backup, "--data-dir", studied) == 0
    before = everything_in(study_file(studied))
    copy = SingleCopy(studied)
    assert copy.take()
    words = ["restore", str(backup), "--data-dir", str(studied)]
    assert (
        run(words, start_window=Window().start, is_running=is_running, self_test=no_self_test, write_sheets=no_sheets)
        == 1
    )
    assert "Close its window, then restore." in capsys.readouterr().err
    assert everything_in(study_file(studied)) == before
    copy.release()
    assert (
        run(words, start_window=Window().start, is_running=is_running, self_test=no_self_test, write_sheets=no_sheets)
        == 0
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "There is no backup at"), (b"", "can't be restored"), (b"no database" * 99, "is damaged")],
    ids=["missing", "empty", "spoiled"],
)
def test_what_isnt_a_backup_is_refused_with_everything_as_it_was(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, sentence: str
) -> None:
    backup = tmp_path / "backup.sqlite3"
    if content is not None:
        backup.write_bytes(content)
    before = everything_in(study_file(studied))
    assert command("restore", backup, "--data-dir", studied) == 1
    assert sentence in capsys.readouterr().err
    assert everything_in(study_file(studied)) == before
    assert not set_aside_dir(studied).exists()
