"""Installing the packs that come with the program."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop.activities.content_packs import install_if_changed, shipped_pack
from cehrs_desktop.errors import UserError
from tests.builders import a_database, a_session, everything_in
from tests.fakes import FakeClock


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    """A copy of the pack that is shipped."""
    return Path(shutil.copytree(shipped_pack(), tmp_path / "packs" / shipped_pack().name))


def test_a_shipped_pack_is_installed_once(data_dir: Path, clock: FakeClock, pack_folder: Path) -> None:
    with closing(a_database(data_dir, clock)) as database:
        report = install_if_changed(database, pack_folder, clock)
        assert report is not None
        assert report.added > 0
        assert (report.changed, report.retired) == (0, 0)
        before = everything_in(database.path)
        clock.advance(days=1)
        assert install_if_changed(database, pack_folder, clock) is None
        assert everything_in(database.path) == before
        shown = a_session(database, clock).next()
        assert shown is not None
        assert shown.flashcard.source.citation


def _change_one_flashcard(folder: Path) -> None:
    file = min((folder / "flashcards").rglob("*.toml"))
    written = file.read_text(encoding="utf-8")
    changed = written.replace('why = "', 'why = "In short: ', 1)
    assert changed != written
    file.write_text(changed, encoding="utf-8")


def test_only_what_differs_is_touched(data_dir: Path, clock: FakeClock, pack_folder: Path) -> None:
    with closing(a_database(data_dir, clock)) as database:
        install_if_changed(database, pack_folder, clock)
        before = everything_in(database.path)
        _change_one_flashcard(pack_folder)
        report = install_if_changed(database, pack_folder, clock)
        assert report is not None
        assert (report.added, report.changed, report.retired) == (0, 1, 0)
        after = everything_in(database.path)["flashcard"]
        assert len([1 for row, was in zip(after, before["flashcard"], strict=True) if row != was]) == 1


def test_a_broken_pack_is_refused_and_what_is_installed_stays_in_use(
    data_dir: Path, clock: FakeClock, pack_folder: Path
) -> None:
    with closing(a_database(data_dir, clock)) as database:
        install_if_changed(database, pack_folder, clock)
        before = everything_in(database.path)
        for file in pack_folder.rglob("*.toml"):
            file.write_text("this is = not toml [", encoding="utf-8")
        with pytest.raises(UserError):
            install_if_changed(database, pack_folder, clock)
        assert everything_in(database.path) == before
        assert a_session(database, clock).next() is not None
