"""A sitting is killed at random moments: what the screen had accepted is there, and no more than one step besides."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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

CHECKOUT = Path(__file__).parents[2]
AT_ONCE = 2
LONGEST_STEP_SECONDS = 0.006


@pytest.fixture(scope="module")
def open_exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exam")
    with closing(a_question_file(folder, FakeClock())) as database:
        begin(database, FakeClock())
    return study_file(folder)


def test_an_exam_killed_at_twenty_random_moments_keeps_what_was_accepted(open_exam: Path, tmp_path: Path) -> None:
    _kill_all(range(20), open_exam, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(10))
def test_an_exam_killed_at_two_hundred_random_moments_keeps_what_was_accepted(
    open_exam: Path, tmp_path: Path, batch: int
) -> None:
    first = random.SystemRandom().randrange(1_000_000)
    sys.stdout.write(f"batch {batch}: seeds {first} to {first + 19}\n")
    _kill_all(range(first, first + 20), open_exam, tmp_path)


def _kill_all(seeds: Sequence[int], file: Path, folder: Path) -> None:
    folders = []
    for seed in seeds:
        data_dir = folder / str(seed)
        data_dir.mkdir()
        shutil.copy(file, study_file(data_dir))
        folders.append(data_dir)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outputs = list(pool.map(_run_and_kill, folders, seeds))
    for data_dir, seed, lines in zip(folders, seeds, outputs, strict=True):
        _check(data_dir, lines, where=f"seed {seed}, {len(lines)} lines")
    assert any(lines[-1] != "done" for lines in outputs), "the kills all hit between two steps: nothing was tested"


def _run_and_kill(data_dir: Path, seed: int) -> list[str]:
    """Kill the program after some random lines and microseconds; returns all it said until then."""
    dice = random.Random(f"kill {seed}")
    command = (sys.executable, "-m", "tests.journeys.scripted_exam", str(data_dir), str(seed))
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            lines = [process.stdout.readline().strip() for _ in range(dice.randint(1, 200))]
            time.sleep(dice.uniform(0, LONGEST_STEP_SECONDS))  # the one moment that has to be random
        finally:
            process.kill()
        lines += [line.strip() for line in process.stdout.readlines()]
    assert all(lines), f"seed {seed}: the program ended by itself"
    return lines


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
