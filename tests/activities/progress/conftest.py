"""Study files with questions, and one where a good many were answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Cause
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import a_question_file
from tests.activities.progress.answered import note_first, practice, sit
from tests.builders import a_session
from tests.fakes import FakeClock


@pytest.fixture(scope="session")
def asked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three weeks in: a diagnostic, three sets of questions, a mock with ten items left, five cards, till yesterday."""
    today = FakeClock()
    folder = tmp_path_factory.mktemp("asked")
    with closing(a_question_file(folder, today)) as database:
        session = a_session(database, FakeClock(today.now() - timedelta(days=20)))
        while (shown := session.next()) is not None:
            session.rate(shown, 3, seconds=9)  # type: ignore[arg-type]
        sit(database, FakeClock(today.now() - timedelta(days=20)), FormKind.DIAGNOSTIC, right=0.5)
        for days_ago in (15, 10, 5):
            practice(database, FakeClock(today.now() - timedelta(days=days_ago)), 20, right=0.7)
        mock = sit(database, FakeClock(today.now() - timedelta(days=1)), FormKind.MOCK, right=0.75, unanswered=10)
        note_first(database, mock, Cause.MISREAD)
        return database.path


@pytest.fixture
def asked(asked_file: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "study.sqlite3"
    copy.write_bytes(asked_file.read_bytes())
    with closing(Database(copy)) as database:
        yield database


@pytest.fixture
def untouched(tmp_path: Path) -> Iterator[Database]:
    """Questions and cards, nothing answered."""
    with closing(a_question_file(tmp_path / "fresh", FakeClock())) as database:
        yield database
