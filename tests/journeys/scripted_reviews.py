"""A program to be killed: random reviews, flags and undos on a real file, each told before it is tried and after.

`python -m tests.journeys.scripted_reviews DIR SEED` runs until it is killed. Lines on standard output: `try rate 12 3`
before a step (a card and a rating), `done` once the program has accepted it. `flag` and `undo` go the same way.
"""

from __future__ import annotations

import faulthandler
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cehrs_desktop.activities.card_changes import flag
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.rules.study.cards import Rating
from tests.builders import a_session
from tests.fakes import FakeClock

SILENT_SECONDS = 30
"""A program that hangs ends itself and says where; the test then fails with its seed."""


@contextmanager
def _told(step: str) -> Iterator[None]:
    faulthandler.dump_traceback_later(SILENT_SECONDS, exit=True)
    sys.stdout.write(f"try {step}\n")
    sys.stdout.flush()
    yield
    sys.stdout.write("done\n")
    sys.stdout.flush()


def review_for_ever(data_dir: Path, seed: int) -> None:
    """Study day after day, never stopping by itself."""
    dice = random.Random(seed)
    clock = FakeClock()
    database = open_learner_file(data_dir, clock)
    while True:
        session = a_session(database, clock, new_per_day=4, learning_steps=(1,))
        while (shown := session.next()) is not None:
            card = shown.card.id
            clock.advance(seconds=dice.randint(2, 20))
            action = dice.random()
            if action < 0.70:
                rating = dice.choice(list(Rating))
                with _told(f"rate {card} {rating.value}"):
                    session.rate(shown, rating, seconds=dice.uniform(1, 20))
            elif action < 0.85:
                with _told(f"flag {card} 0"):
                    flag(database, clock, card=card)
            else:
                with _told("undo 0 0"):
                    session.undo()
        clock.advance(days=1)


if __name__ == "__main__":
    review_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
