"""One study file with questions for all tests here; each gets a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import a_question_file
from tests.fakes import FakeClock


@pytest.fixture(scope="session")
def question_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    with closing(a_question_file(folder, FakeClock())) as database:
        return database.path


@pytest.fixture
def database(question_file: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "study.sqlite3"
    copy.write_bytes(question_file.read_bytes())
    with closing(Database(copy)) as database:
        yield database
