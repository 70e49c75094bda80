"""The running program: one copy, one file; damage, newer files, broken packs and bugs are told, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from cehrs_desktop import paths
from cehrs_desktop.activities.learner_file import back_up_today
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import backups_dir, log_file, resources_dir, set_aside_dir, study_file
from cehrs_desktop.ui.crash_dialog import CrashDialog
from cehrs_desktop.ui.rescue_dialog import RescueDialog
from cehrs_desktop.ui.single_copy import SingleCopy, is_taken
from tests.builders import everything_in
from tests.fakes import FakeClock
from tests.ui.dialogs import button_of, pressing, when_it_opens
from tests.ui.open_window import OpenWindow, press, rows_in, settle, texts_in, wait_until
from tests.ui.running import run_program

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """The program finds the application that is there."""


def look_around(seen: OpenWindow) -> None:
    seen.choose("Look around first")


def never(seen: OpenWindow) -> None:
    raise AssertionError("the program must not start")


def message() -> QMessageBox:
    """The one that is open."""
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    return box


def close_message(label: str = "OK") -> None:
    button_of(message(), label).click()
    settle()


# One copy


def test_a_second_start_raises_the_first_window_and_ends_with_0(learner_dir: Path, clock: FakeClock) -> None:
    def start_again(seen: OpenWindow) -> None:
        before = everything_in(study_file(learner_dir))
        seen.window.showMinimized()
        settle()
        assert seen.window.isMinimized()
        assert is_taken(learner_dir)
        assert run_program(learner_dir, clock, never) == 0
        wait_until(lambda: not seen.window.isMinimized(), what="the window stays minimized")
        assert everything_in(study_file(learner_dir)) == before

    assert run_program(learner_dir, clock, start_again) == 0
    assert not is_taken(learner_dir)


def test_a_copy_that_died_doesnt_keep_others_from_starting(tmp_path: Path) -> None:
    die = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from cehrs_desktop.ui.single_copy import SingleCopy; application = QCoreApplication([]);"
        "copy = SingleCopy(Path(sys.argv[1])); assert copy.take(); os._exit(9)"
    )
    died = subprocess.run((sys.executable, "-c", die, str(tmp_path)), cwd=CHECKOUT, timeout=60, check=False)
    assert died.returncode == 9
    assert (tmp_path / "running.lock").exists()
    copy = SingleCopy(tmp_path)
    assert copy.take()
    copy.release()


def test_copies_on_different_folders_dont_mind_each_other(tmp_path: Path) -> None:
    first, second = SingleCopy(tmp_path / "first"), SingleCopy(tmp_path / "second")
    assert first.take()
    assert second.take()
    first.release()
    second.release()


def test_a_folder_that_cant_be_made_is_told(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UserError, match="Choose another with --data-dir"):
        SingleCopy(tmp_path / "file" / "data")


# Damaged and newer files


def damage(file: Path) -> bytes:
    """Overwrite the middle of a file; returns all of it."""
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 8192)
    return file.read_bytes()


def kept_aside(data_dir: Path) -> list[bytes]:
    return [path.read_bytes() for path in set_aside_dir(data_dir).glob("*.sqlite3")]


@pytest.mark.parametrize("spoil", [damage, lambda file: file.write_bytes(b"no database" * 999) and file.read_bytes()])
def test_a_damaged_file_is_moved_aside_and_its_backup_used(
    studied: Path, clock: FakeClock, spoil: Callable[[Path], bytes]
) -> None:
    back_up_today(studied, clock, rollover_hour=4)
    reviews = rows_in(studied, "SELECT * FROM review")
    spoiled = spoil(study_file(studied))
    with when_it_opens(RescueDialog, pressing("Use the backup")) as said:
        assert run_program(studied, clock, look_around) == 0
    assert "damaged" in said[0]
    assert str(set_aside_dir(studied)) in said[0]
    assert "2026-11-02" in said[0]
    assert kept_aside(studied) == [spoiled]
    assert rows_in(studied, "SELECT * FROM review") == reviews


def test_a_learner_with_a_damaged_file_can_start_anew(studied: Path, clock: FakeClock) -> None:
    spoiled = damage(study_file(studied))
    with when_it_opens(RescueDialog, pressing("Start anew")) as said:
        assert run_program(studied, clock, look_around) == 0
    assert "There is no good backup." in said[0]
    assert kept_aside(studied) == [spoiled]
    assert rows_in(studied, "SELECT count(*) FROM review") == [(0,)]
    assert rows_in(studied, "SELECT count(*) FROM flashcard") > [(100,)]


@pytest.mark.parametrize("way_out", [pressing("Quit"), lambda box: box.close()], ids=["button", "closed"])
def test_a_learner_with_a_damaged_file_can_quit_and_is_asked_again(
    studied: Path, clock: FakeClock, way_out: Callable[[RescueDialog], None]
) -> None:
    back_up_today(studied, clock, rollover_hour=4)
    spoiled = damage(study_file(studied))
    with when_it_opens(RescueDialog, way_out):
        assert run_program(studied, clock, never) == 1
    assert study_file(studied).read_bytes() == spoiled
    assert kept_aside(studied) == []
    assert len(list(backups_dir(studied).iterdir())) == 1
    with when_it_opens(RescueDialog, pressing("Use the backup")):
        assert run_program(studied, clock, look_around) == 0
    assert kept_aside(studied) == [spoiled]


@pytest.mark.parametrize(("choice", "reviews_kept"), [("Use the backup", True), ("Start anew", False)])
def test_a_learner_whose_file_is_gone_is_offered_its_backup(
    studied: Path, clock: FakeClock, choice: str, reviews_kept: bool
) -> None:
    back_up_today(studied, clock, rollover_hour=4)
    reviews = rows_in(studied, "SELECT * FROM review")
    study_file(studied).unlink()
    with when_it_opens(RescueDialog, pressing("Quit")) as said:
        assert run_program(studied, clock, never) == 1
    assert said[0].startswith("Your study file isn't there any more. If you moved it, quit and put it back.")
    assert not study_file(studied).exists()
    with when_it_opens(RescueDialog, pressing(choice)):
        assert run_program(studied, clock, look_around) == 0
    assert rows_in(studied, "SELECT * FROM review") == (reviews if reviews_kept else [])
    assert kept_aside(studied) == []


def test_a_newer_file_is_refused_and_untouched(studied: Path, clock: FakeClock) -> None:
    with closing(sqlite3.connect(study_file(studied))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = everything_in(study_file(studied))
    with when_it_opens(QMessageBox, pressing("OK")) as said:
        assert run_program(studied, clock, never) == 1
    assert said[0].startswith("Your study file was made by a newer version of CEHRS Trainer. Please update")
    assert everything_in(study_file(studied)) == before
    assert not is_taken(studied)


def test_a_file_that_cant_be_opened_is_told(tmp_path: Path, clock: FakeClock) -> None:
    study_file(tmp_path).mkdir()
    with when_it_opens(QMessageBox, pressing("OK")) as said:
        assert run_program(tmp_path, clock, never) == 1
    assert said[0].startswith("The disk could not be read or written")


# Content


@pytest.fixture
def own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program's resources that may be spoiled."""
    package = tmp_path / "cehrs_desktop"
    shutil.copytree(resources_dir(), package / "resources")
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    return package / "resources"


def test_a_broken_pack_is_told_and_what_is_installed_stays(
    studied: Path, clock: FakeClock, own_resources: Path
) -> None:
    broken = next((own_resources / "content" / "cehrs-2020" / "flashcards").rglob("*.toml"))
    broken.write_text(broken.read_text(encoding="utf-8").replace("back = ", "bock = ", 1), encoding="utf-8")
    cards = rows_in(studied, "SELECT stable_id, front, back, retired FROM flashcard")
    told: list[str] = []

    def goes_on(seen: OpenWindow) -> None:
        told.append(message().text())
        close_message()
        seen.window.activateWindow()
        wait_until(seen.window.isActiveWindow)
        look_around(seen)
        seen.start()
        assert seen.review.isVisible()

    assert run_program(studied, clock, goes_on) == 0
    assert broken.name in told[0]
    assert "bock" in told[0]
    assert rows_in(studied, "SELECT stable_id, front, back, retired FROM flashcard") == cards


# Bugs and sentences


def raise_in_a_slot(error: Exception) -> None:
    """As a bug behind a button would."""

    def slot() -> None:
        raise error

    QTimer.singleShot(0, slot)


def test_a_bug_is_told_once_and_logged_and_the_program_goes_on(learner_dir: Path, clock: FakeClock) -> None:
    def meet_a_bug(seen: OpenWindow) -> Iterator[None]:
        look_around(seen)
        seen.start()
        raise_in_a_slot(ValueError("first"))
        yield
        raise_in_a_slot(ValueError("second"))
        yield
        box = message()
        assert isinstance(box, CrashDialog)
        assert "Your answers are safe on disk." in box.text()
        assert "Traceback" not in texts_in(box)
        button_of(box, "Copy report").click()
        settle()
        assert "ValueError: first" in QGuiApplication.clipboard().text()
        for open_box in [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]:
            open_box.reject()
        settle()
        seen.window.activateWindow()
        wait_until(seen.window.isActiveWindow)
        seen.answer("3")
        assert seen.count("review") == 1

    assert run_program(learner_dir, clock, meet_a_bug, bugs=2) == 0
    log = log_file(learner_dir).read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in log
    assert "ValueError: second" in log


def test_a_user_error_in_a_slot_is_shown_as_its_sentence(learner_dir: Path, clock: FakeClock) -> None:
    def meet_an_error(seen: OpenWindow) -> Iterator[None]:
        raise_in_a_slot(UserError("The disk is full. Free some space."))
        yield
        assert not isinstance(message(), CrashDialog)
        assert message().text() == "The disk is full. Free some space."
        close_message()

    assert run_program(learner_dir, clock, meet_an_error, bugs=0) == 0


def test_a_backup_that_cant_be_made_is_told_and_studying_goes_on(learner_dir: Path, clock: FakeClock) -> None:
    backups_dir(learner_dir).write_text("in the way")

    def be_told(seen: OpenWindow) -> None:
        wait_until(lambda: any(isinstance(w, QMessageBox) for w in QApplication.topLevelWidgets()))
        assert message().text().startswith("Today's backup could not be made.")
        close_message()

    assert run_program(learner_dir, clock, be_told) == 0


# Backups and restoring


def test_each_study_day_gets_one_backup(learner_dir: Path, clock: FakeClock) -> None:
    def wait_for(count: int) -> Callable[[OpenWindow], None]:
        return lambda seen: wait_until(lambda: len(list(backups_dir(learner_dir).glob("*.sqlite3"))) == count)

    run_program(learner_dir, clock, wait_for(1))
    run_program(learner_dir, clock, wait_for(1))
    clock.set(clock.now() + timedelta(hours=18))  # 3 a.m.: still the same study day
    run_program(learner_dir, clock, wait_for(1))
    clock.set(clock.now() + timedelta(hours=2))
    run_program(learner_dir, clock, wait_for(2))
    assert sorted(path.stem for path in backups_dir(learner_dir).iterdir()) == ["2026-11-02", "2026-11-03"]


def test_the_window_comes_back_where_it_was(learner_dir: Path, clock: FakeClock) -> None:
    run_program(learner_dir, clock, lambda seen: seen.window.resize(700, 500))
    sizes = []
    run_program(learner_dir, clock, lambda seen: sizes.append(seen.window.size().toTuple()))
    assert sizes == [(700, 500)]


def test_the_program_wont_mind_being_interrupted(learner_dir: Path, clock: FakeClock) -> None:
    def interrupt(seen: OpenWindow) -> None:
        look_around(seen)
        press("Return")
        seen.answer("3")
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert run_program(learner_dir, clock, interrupt) == 0
    assert rows_in(learner_dir, "SELECT count(*) FROM review") == [(1,)]
    assert os.path.exists(study_file(learner_dir))
