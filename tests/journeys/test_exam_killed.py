"""A sitting is killed at random moments: what the screen had accepted is there, and no more than one step besides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.activities.learner_file import check_learner_file
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.exam.events import event_of
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.exam.sitting import Sitting, fold
from cehrs_desktop.storage.database import Database
from tests.activities.exam.questions import a_question_file, begin
from tests.fakes import FakeClock
from tests.journeys.killing import Script, soak_seeds

SCRIPT = Script("tests.journeys.scripted_exam", most_lines=200, longest_step_seconds=0.006)


@pytest.fixture(scope="module")
def open_exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exam")
    with closing(a_question_file(folder, FakeClock())) as database:
        begin(database, FakeClock())
    return study_file(folder)


def test_an_exam_killed_at_twenty_random_moments_keeps_what_was_accepted(open_exam: Path, tmp_path: Path) -> None:
    SCRIPT.kill_all(range(20), open_exam, tmp_path, check=_check)


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(10))
def test_an_exam_killed_at_two_hundred_random_moments_keeps_what_was_accepted(
    open_exam: Path, tmp_path: Path, batch: int
) -> None:
    SCRIPT.kill_all(soak_seeds(batch), open_exam, tmp_path, check=_check)


def _check(data_dir: Path, lines: Sequence[str], *, where: str) -> None:
    check_learner_file(data_dir)
    clock = FakeClock()
    with closing(Database(study_file(data_dir))) as database:
        found = ExamSitting(database, clock, AttemptId(1))
        steps = [json.loads(line.removeprefix("try ")) for line in lines if line != "done"]
        accepted = steps if lines[-1] == "done" else steps[:-1]
        possible = [_state(found, accepted), _state(found, steps)]
        assert found.state in possible, where
        if found.was_interrupted:
            found.go_on()  # and life goes on, with no time granted or charged
        assert found.state.active == found.active_now(), where


def _state(sitting: ExamSitting, steps: Sequence[tuple[str, dict[str, object], float]]) -> Sitting:
    events = [(event_of(kind, values), active) for kind, values, active in steps]
    return fold(sitting.attempt.form, sitting.attempt.conditions.terms, events)
