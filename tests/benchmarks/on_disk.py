"""What happens behind the window, on a real file: today's queue, the next card, and an answer written to disk."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.preferences import load_preferences
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.session import Limit
from tests.benchmarks.stopped_clock import StoppedClock

_WARM_UP = 5
_SEED = 11


def measured(data_dir: Path, *, runs: int) -> dict[str, list[float]]:
    """Milliseconds of 'queue' (deck read and today's list built), 'next' (the next card chosen and read) and 'rate'."""
    with closing(open_learner_file(data_dir, StoppedClock())) as database:
        blueprint = read_blueprint(resources_dir() / "blueprint.toml")
        preferences = load_preferences(database)

        def start() -> DailyReview:
            limit = Limit(minutes=24 * 60)
            review = DailyReview(database, StoppedClock(), blueprint=blueprint, preferences=preferences, limit=limit)
            review.list()
            return review

        queue = [_milliseconds(start) for _ in range(runs + _WARM_UP)]
        review, dice = start(), random.Random(_SEED)
        nexts, rates = [], []
        for _ in range(runs + _WARM_UP):
            nexts.append(_milliseconds(review.next))
            shown = review.next()
            if shown is None:
                break
            rating = Rating.AGAIN if dice.random() < 0.1 else Rating.GOOD
            begun = time.perf_counter()
            review.rate(shown, rating, seconds=8)
            rates.append((time.perf_counter() - begun) * 1000)
    return {"queue": queue[_WARM_UP:], "next": nexts[_WARM_UP:], "rate": rates[_WARM_UP:]}


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
