"""What is asked at every start: each answer changes with what was done, and only with that."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cehrs_desktop.activities.at_start import exam_was_cut_short, is_diagnostic_due, real_exam_was_taken
from cehrs_desktop.activities.credential import enter_outcome
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import begin
from tests.builders import the_blueprint
from tests.fakes import FakeClock


@pytest.mark.parametrize("kind", [FormKind.MOCK, FormKind.DIAGNOSTIC])
def test_the_diagnostic_is_offered_until_an_exam_was_begun(
    database: Database, clock: FakeClock, kind: FormKind
) -> None:
    assert is_diagnostic_due(database)
    assert not exam_was_cut_short(database)
    begin(database, clock, kind=kind)
    assert not is_diagnostic_due(database)


def test_without_questions_there_is_no_diagnostic(empty_file: Path) -> None:
    with closing(Database(empty_file)) as database:
        assert not is_diagnostic_due(database)


def test_an_outcome_that_was_entered_is_known(database: Database, clock: FakeClock) -> None:
    assert not real_exam_was_taken(database)
    outcome = ExamOutcome(taken=clock.now().date() - timedelta(days=3), passed=False)
    enter_outcome(database, clock, outcome, blueprint=the_blueprint(), preferences=Preferences())
    assert real_exam_was_taken(database)
