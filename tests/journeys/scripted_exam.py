"""An exam to be killed: random answers, flags, notes and moves, each told before it is tried and after.

`python -m tests.journeys.scripted_exam DIR SEED` runs until it is killed. Lines on standard output: `try` and the step
as JSON, `done` once the program has accepted it.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.exam.events import Answer, Clear, Event, Flag, Move, Note, Strike, Tick, payload
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.storage.database import Database
from tests.fakes import FakeClock


def sit_for_ever(data_dir: Path, seed: int) -> None:
    """One random step after another, in an exam that is open already."""
    dice = random.Random(seed)
    clock = FakeClock()
    sitting = ExamSitting(Database(study_file(data_dir)), clock, AttemptId(1))
    while True:
        clock.advance(seconds=round(dice.uniform(0, 0.02), 3))
        event = _some_event(sitting, dice)
        sys.stdout.write(f"try {json.dumps([event.kind, payload(event), sitting.active_now()])}\n")
        sys.stdout.flush()
        sitting.record(event)
        sys.stdout.write("done\n")
        sys.stdout.flush()


def _some_event(sitting: ExamSitting, dice: random.Random) -> Event:
    position = sitting.state.position
    option = dice.choice(sitting.state.form.at(position).options)
    return dice.choice(
        (
            Move(dice.choice(sitting.state.positions)),
            Answer(position, option),
            Clear(position),
            Flag(position, on=dice.random() < 0.5),
            Strike(position, option, on=dice.random() < 0.5),
            Note(position, f"note {dice.randint(0, 99)}"),
            Tick(),
        )
    )


if __name__ == "__main__":
    sit_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
