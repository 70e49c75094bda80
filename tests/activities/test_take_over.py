"""All data goes to another computer in one file, and takes the place of what is there."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop.activities import take_over
from cehrs_desktop.activities.export_cards import export
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.take_over import put_in_place
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import own_images_dir, set_aside_dir, study_file
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.upgrade import NEWEST
from tests.builders import a_database, a_session, everything_in
from tests.exchange.packages import PNG
from tests.fakes import FakeClock

IMAGE = f"{'0' * 24}.png"


@pytest.fixture
def archive(database: Database, clock: FakeClock, tmp_path: Path) -> Path:
    """Everything of a learner who has answered a card and has an image."""
    session = a_session(database, clock)
    card = session.next()
    assert card is not None
    session.rate(card, Rating.GOOD, seconds=5)
    images = own_images_dir(database.path.parent)
    images.mkdir()
    (images / IMAGE).write_bytes(PNG)
    target = tmp_path / "all.cehrs.zip"
    export(database, clock, target, data_dir=database.path.parent)
    return target


def other_computer(folder: Path, clock: FakeClock) -> dict[str, list[tuple[object, ...]]]:
    a_database(folder, clock).close()
    return everything_in(study_file(folder))


def test_an_archive_takes_the_place_of_what_is_there_which_is_kept(
    archive: Path, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    had = other_computer(other, clock)
    kept = put_in_place(other, archive, clock)
    assert everything_in(study_file(other)) == everything_in(database.path)
    assert (own_images_dir(other) / IMAGE).read_bytes() == PNG
    assert kept is not None
    assert kept.parent == set_aside_dir(other)
    assert everything_in(kept) == had
    assert sorted(path.name for path in other.iterdir()) == ["images", "set-aside", "study.sqlite3"]
    with closing(open_learner_file(other, clock)) as opened, opened.reading() as connection:
        assert connection.execute("SELECT count(*) FROM review").fetchone() == (1,)


def test_a_computer_without_data_takes_it_over_too(archive: Path, clock: FakeClock, tmp_path: Path) -> None:
    assert put_in_place(tmp_path / "new" / "folder", archive, clock) is None
    assert study_file(tmp_path / "new" / "folder").exists()


def test_a_backup_is_restored_the_same_way(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other_computer(other, clock)
    assert put_in_place(other, database.path, clock) is not None
    assert everything_in(study_file(other)) == everything_in(database.path)


def remade(archive: Path, entries: Mapping[str, bytes | None]) -> Path:
    """The same archive with these entries instead; None: left out."""
    with zipfile.ZipFile(archive) as opened:
        content: dict[str, bytes | None] = {name: opened.read(name) for name in opened.namelist()}
    target = archive.with_name("remade.cehrs.zip")
    with zipfile.ZipFile(target, "w") as made:
        for name, found in {**content, **entries}.items():
            if found is not None:
                made.writestr(name, found)
    return target


def newer_file(archive: Path) -> bytes:
    with zipfile.ZipFile(archive) as opened:
        path = Path(opened.extract("study.sqlite3", archive.parent))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"about.json": json.dumps({"schema": "9999"}).encode()}, "newer version"),
        ({"study.sqlite3": None}, "isn't an archive"),
        ({"study.sqlite3": b""}, "damaged"),
        ({"study.sqlite3": b"no database" * 500}, "damaged"),
        ({"about.json": b"[" * 100_000}, "isn't an archive"),
    ],
)
def test_what_cant_be_taken_over_changes_nothing(
    entries: dict[str, bytes | None], sentence: str, archive: Path, clock: FakeClock, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    had = other_computer(other, clock)
    with pytest.raises(UserError, match=sentence):
        put_in_place(other, remade(archive, entries), clock)
    assert everything_in(study_file(other)) == had
    assert [path.name for path in other.iterdir()] == ["study.sqlite3"]


def test_a_newer_file_in_an_archive_that_says_otherwise_leaves_no_images(
    archive: Path, clock: FakeClock, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    had = other_computer(other, clock)
    with pytest.raises(UserError, match="newer version"):
        put_in_place(other, remade(archive, {"study.sqlite3": newer_file(archive)}), clock)
    assert everything_in(study_file(other)) == had
    assert not (own_images_dir(other) / IMAGE).exists()


def test_what_is_cut_off_or_no_archive_is_told(archive: Path, clock: FakeClock, tmp_path: Path) -> None:
    broken = tmp_path / "broken.cehrs.zip"
    for content in (b"", archive.read_bytes()[:-400], b"PK" * 300):
        broken.write_bytes(content)
        with pytest.raises(UserError, match="isn't an archive"):
            put_in_place(tmp_path / "other", broken, clock)
    with pytest.raises(UserError, match="isn't an archive"):
        put_in_place(tmp_path / "other", tmp_path / "missing.cehrs.zip", clock)
    assert not study_file(tmp_path / "other").exists()


def test_an_archive_that_would_fill_the_disk_is_left_alone(
    archive: Path, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_over, "LARGEST_ARCHIVE", 100_000)
    with pytest.raises(UserError, match="more than your data can be"):
        put_in_place(tmp_path / "other", archive, clock)
    monkeypatch.setattr(take_over, "LARGEST_ARCHIVE", 10**18)
    bomb = remade(archive, {"images/" + IMAGE: b"\0" * 1000})
    content = bytearray(bomb.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 24  # the size that the last entry says it has
    content[at : at + 4] = (2**32 - 2).to_bytes(4, "little")
    bomb.write_bytes(content)
    disk = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: disk._replace(free=10**6))
    with pytest.raises(UserError, match="too little room"):
        put_in_place(tmp_path / "other", bomb, clock)


def test_a_place_that_cant_be_written_is_told(archive: Path, clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="could not be unpacked"):
        put_in_place(tmp_path / "file", archive, clock)


def test_the_version_in_the_archive_is_that_of_the_file(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert json.loads(opened.read("about.json"))["schema"] == NEWEST
