"""What tests share: a clock that stands still, and a study file of their own."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QLockFile

from cehrs_desktop.activities.content_packs import install_if_changed
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.paths import resources_dir, study_file
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_session, flashcards_in_proportion, the_blueprint
from tests.fakes import FakeClock

UNMEASURED = tuple(
    Path(__file__).parent / name
    for name in ("ui", "journeys", "lockdown", "packaging", "cli", "test_app.py", "test_wheel.py")
)


LONGEST = ("test_every_page", "test_wheel", "test_in_x_server", "test_ways", "test_watched_exam", "test_readiness")
"""Files that take longest, begun first: a worker has a file to itself, and none should still be at one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage counts what a part's own tests reach; what the window happens to pass through would hide gaps."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in UNMEASURED):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def made_once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The study file of a learner's folder that `make` fills; the first worker makes it, the others wait for it."""
    folder = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    lock = QLockFile(str(folder / f"{name}.lock"))
    lock.setStaleLockTime(0)
    lock.lock()
    try:
        if not (folder / name).exists():
            making = temporary.mktemp(name)
            make(making)
            making.rename(folder / name)
    finally:
        lock.unlock()
    return study_file(folder / name)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study file without content; a copy of it is quicker than a migration."""

    def make(folder: Path) -> None:
        a_database(folder, FakeClock()).close()

    return made_once(tmp_path_factory, "empty", make)


@pytest.fixture
def data_dir(tmp_path: Path, empty_file: Path) -> Path:
    """A learner's folder with a study file that has no content yet."""
    return a_copy(empty_file, tmp_path / "learner")


def a_copy(file: Path, folder: Path) -> Path:
    """A learner's folder with a copy of this study file."""
    folder.mkdir(exist_ok=True)
    shutil.copy(file, study_file(folder))
    return folder


@pytest.fixture(scope="session")
def forty_file(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A study file with 40 flashcards over all domains."""

    def make(folder: Path) -> None:
        a_copy(empty_file, folder)
        a_database(folder, FakeClock(), flashcards=flashcards_in_proportion(40)).close()

    return made_once(tmp_path_factory, "forty", make)


@pytest.fixture
def database(data_dir: Path, forty_file: Path, clock: FakeClock) -> Iterator[Database]:
    """An open study file with 40 flashcards over all domains."""
    with closing(a_database(a_copy(forty_file, data_dir), clock)) as database:
        yield database


@pytest.fixture(scope="session")
def content_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study file with the content that is shipped, its forms sealed, not studied yet."""

    def make(folder: Path) -> None:
        with closing(a_database(a_copy(empty_file, folder), FakeClock())) as database:
            install_if_changed(database, resources_dir() / "content" / "cehrs-2020", FakeClock())
            question_bank(database, blueprint=the_blueprint())  # seals its forms, as the first look at Today does

    return made_once(tmp_path_factory, "content", make)


@pytest.fixture
def learner_dir(tmp_path: Path, content_file: Path) -> Path:
    """A learner's folder: the shipped content is installed, nothing has been answered."""
    return a_copy(content_file, tmp_path / "learner")


@pytest.fixture(scope="session")
def studied_file(content_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study file with fifteen cards answered on three days, the last one yesterday; 28 answers."""
    today = FakeClock()

    def make(folder: Path) -> None:
        with closing(open_learner_file(a_copy(content_file, folder), today)) as database:
            for days_ago in (8, 4, 1):
                clock = FakeClock(today.now() - timedelta(days=days_ago))
                session = a_session(database, clock, new=5)
                while (shown := session.next()) is not None:
                    clock.advance(seconds=7)
                    missed = shown.card.id % 3 == 0 and shown.card.reviews == 0
                    session.rate(shown, Rating.AGAIN if missed else Rating.GOOD, seconds=7)

    return made_once(tmp_path_factory, "studied", make)


@pytest.fixture
def studied(learner_dir: Path, studied_file: Path) -> Path:
    """The learner's folder, some days into studying; ask for it before the window."""
    shutil.copy(studied_file, study_file(learner_dir))
    return learner_dir


@pytest.fixture(autouse=True)
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine runs this test and what it starts: other tests start programs that a proctor would mind."""

    def own(attributes: list[str]) -> Iterator[psutil.Process]:
        this = psutil.Process()
        for process in (this, *this.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.info = process.as_dict(attributes)
                yield process

    monkeypatch.setattr(psutil, "process_iter", own)


@pytest.fixture(autouse=True)
def nothing_leaks() -> Iterator[None]:
    """Windows and threads that a test leaves behind fail it."""
    threads = set(threading.enumerate())
    windows = _windows()
    yield
    left = _windows() - windows
    assert not left, f"left open: {left}"
    for thread in set(threading.enumerate()) - threads:
        if not thread.daemon:
            thread.join(5)
            assert not thread.is_alive(), f"left running: {thread.name}"


def _windows() -> set[str]:
    """The top-level widgets there are, by name and place in memory; nothing is loaded to find out."""
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return set()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {repr(widget) for widget in QApplication.topLevelWidgets()}
