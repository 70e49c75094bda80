"""Backups keep the certificates and images they name; restoring brings them back; what none names is pruned."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop.activities.credential import NewEntry, add_credit, remove_credit
from cehrs_desktop.activities.learner_file import back_up_to, back_up_today, restore
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import backups_dir, certificates_dir, own_images_dir, set_aside_dir, study_file
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.files_beside import files_of, named_files
from tests.fakes import FakeClock

PDF = b"%PDF-1.7 a certificate"
PNG = b"\x89PNG an image"
IMAGE = f"{'0123abcd' * 3}.png"
OLD_FILES = Path(__file__).parent.parent / "old_files"


@pytest.fixture
def learner(database: Database) -> Path:
    """A learner's folder where a card shows an image of the learner's."""
    folder = database.path.parent
    own_images_dir(folder).mkdir()
    (own_images_dir(folder) / IMAGE).write_bytes(PNG)
    (own_images_dir(folder) / f"{'f' * 24}.png").write_bytes(b"no card shows it")
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE flashcard SET back = back || ? WHERE id = 1", (f"![x]({IMAGE})",))
    return folder


def note(database: Database, clock: FakeClock, tmp_path: Path, content: bytes = PDF) -> int:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(content)
    entry = NewEntry("Privacy", clock.now().date(), 100, paper)
    return add_credit(database, clock, entry, data_dir=database.path.parent, preferences=Preferences())


def lying(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def back_up(folder: Path, clock: FakeClock) -> Path:
    found = back_up_today(folder, clock, rollover_hour=4)
    assert found is not None
    return found


def test_a_daily_backup_brings_removed_certificates_back(
    learner: Path, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    entry = note(database, clock, tmp_path)
    (certificate,) = certificates_dir(learner).iterdir()
    backup = back_up(learner, clock)
    kept = lying(backups_dir(learner) / "files")
    assert kept == {f"certificates/{certificate.name}": PDF, f"images/{IMAGE}": PNG}
    assert os.stat(certificate).st_nlink == 2  # stored once
    remove_credit(database, entry, data_dir=learner)
    assert not certificate.exists()
    clock.advance(days=1)
    back_up(learner, clock)
    assert lying(backups_dir(learner) / "files") == kept  # the first backup names it
    database.close()
    restore(learner, backup, clock)
    assert certificate.read_bytes() == PDF
    with closing(sqlite3.connect(study_file(learner))) as restored:
        assert restored.execute("SELECT file_name FROM ce_entry").fetchall() == [(certificate.name,)]


def test_what_no_backup_names_any_more_is_pruned(
    learner: Path, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    entry = note(database, clock, tmp_path)
    first = back_up(learner, clock)
    remove_credit(database, entry, data_dir=learner)
    own = backups_dir(learner) / "files" / "certificates" / "mine.pdf"
    own.write_bytes(b"not ours")
    first.unlink()
    clock.advance(days=1)
    back_up(learner, clock)
    assert lying(backups_dir(learner) / "files") == {"certificates/mine.pdf": b"not ours", f"images/{IMAGE}": PNG}


def test_what_was_set_aside_keeps_its_certificates_too(
    learner: Path, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    backup = tmp_path / "before.sqlite3"
    back_up_to(learner, backup)
    note(database, clock, tmp_path)
    (certificate,) = certificates_dir(learner).iterdir()
    database.close()
    aside = restore(learner, backup, clock)
    assert aside is not None
    certificate.unlink()
    restore(learner, aside, clock)
    assert certificate.read_bytes() == PDF
    assert aside.parent == set_aside_dir(learner)


def test_a_backup_by_hand_has_its_files_in_a_folder_beside_it(
    learner: Path, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    entry = note(database, clock, tmp_path)
    target = tmp_path / "usb" / "mine.sqlite3"
    beside = back_up_to(learner, target)
    assert beside == files_of(target) == tmp_path / "usb" / "mine-files"
    assert set(lying(beside).values()) == {PDF, PNG}
    assert all(os.stat(path).st_nlink == 1 for path in beside.rglob("*.*"))  # a copy of its own
    other = tmp_path / "other"
    restore(other, target, clock)
    assert set(lying(certificates_dir(other)).values()) == {PDF}
    assert lying(own_images_dir(other)) == {IMAGE: PNG}
    remove_credit(database, entry, data_dir=learner)
    assert back_up_to(learner, target, overwrite=True) == beside
    assert lying(beside) == {f"images/{IMAGE}": PNG}


def test_without_such_files_there_is_no_folder(database: Database, tmp_path: Path) -> None:
    assert back_up_to(database.path.parent, tmp_path / "mine.sqlite3") is None
    assert [path.name for path in tmp_path.glob("mine*")] == ["mine.sqlite3"]


def test_where_the_disk_has_no_links_the_files_are_copied(
    learner: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(os, "link", refused)
    back_up(learner, clock)
    kept = backups_dir(learner) / "files" / "images" / IMAGE
    assert (kept.read_bytes(), kept.stat().st_nlink) == (PNG, 1)


def test_a_file_that_can_not_be_put_back_leaves_everything_as_it_was(
    learner: Path, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    target = tmp_path / "mine.sqlite3"
    back_up_to(learner, target)
    database.close()
    (own_images_dir(learner) / IMAGE).unlink()
    (own_images_dir(learner) / f"{'f' * 24}.png").unlink()
    own_images_dir(learner).rmdir()
    own_images_dir(learner).write_bytes(b"in the way")
    before = lying(learner)
    with pytest.raises(UserError, match="could not be copied"):
        restore(learner, target, clock)
    assert lying(learner) == before


@pytest.mark.parametrize("name", ["0001-three-days.sqlite3", "no such file"])
def test_an_old_backup_and_none_name_nothing(name: str) -> None:
    assert named_files(OLD_FILES / name) == frozenset()


def test_what_can_not_be_kept_for_a_file_set_aside_does_not_stop_the_restore(
    learner: Path, database: Database, clock: FakeClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    target = tmp_path / "mine.sqlite3"
    back_up_to(learner, target)
    database.close()
    set_aside_dir(learner).mkdir()
    (set_aside_dir(learner) / "files").write_bytes(b"in the way")
    assert restore(learner, target, clock) is not None
    assert "could not be copied" in caplog.text
