"""Log loss on held-back answers, defaults against a refit: `python -m tests.benchmarks.calibration [LEARNERS]`.

Every learner takes a course in plain order; the parameters are fitted to its first 50, 200, 1,000 answers given after a
day or more and judged by the 400 that follow. Prints a Markdown table, and how long a refit to 20,000 answers takes.
"""

from __future__ import annotations

import random
import sys
import time
from typing import Any

import numpy as np

from cehrs_desktop.activities.simulation import domains_in_proportion, policy, simulate
from cehrs_desktop.rules.study.calibration import fit, log_loss, refit
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.review_log import ReviewLog
from cehrs_desktop.rules.study.worlds import Strength, World, learner

CARDS = 400
HELD_BACK = 400


class _Noted:
    """A learner whose answers are written down."""

    def __init__(self, one: Any) -> None:
        self._one = one
        self.rows: list[tuple[int, int, int, float]] = []

    def study(self, card: int, day: int) -> Any:
        rating = self._one.study(card, day)
        self.rows.append((card, day, int(rating), 8.0))
        return rating

    def recall(self, card: int, day: int) -> float:
        return float(self._one.recall(card, day))

    def seconds(self, card: int, rating: Any) -> float:
        return float(self._one.seconds(card, rating))


def a_log(world: World, strength: Strength, *, seed: int) -> ReviewLog:
    """The answers of one learner's course."""
    noted = _Noted(learner(world, strength, seed=seed))
    way = policy("plain", new_per_day=12)
    simulate(way, noted, domains_in_proportion(CARDS), days=80, minutes_per_day=20, seed=seed)
    return _log(noted.rows)


def _log(rows: list[tuple[int, int, int, float]]) -> ReviewLog:
    card, day, rating, seconds = (np.array(column) for column in zip(*rows, strict=True))
    return ReviewLog(card, day, rating, seconds)


def losses(log: ReviewLog, answers: int) -> tuple[float, float] | None:
    """Log loss on the answers after the first so many: with the defaults, and with a fit to those first."""
    counting = np.flatnonzero(log.elapsed > 0)
    if len(counting) < answers + HELD_BACK:
        return None
    place = np.arange(len(log))
    seen = log.only(place < counting[answers])
    until = log.only(place <= counting[answers + HELD_BACK - 1])
    among = np.arange(len(until)) >= counting[answers]
    fitted = fit(seen, cards=CARDS)
    default, refitted = (log_loss(until, each, cards=CARDS, among=among) for each in (ParameterSet(), fitted))
    return default, refitted


def main(learners: int) -> None:
    """Print the table."""
    print("| world | learner | answers | learners | defaults | refit | difference |\n|---|---|---|---|---|---|---|")
    for world in World:
        for strength in Strength:
            logs = [a_log(world, strength, seed=seed) for seed in range(learners)]
            for answers in (50, 200, 1000):
                found = np.array([each for log in logs if (each := losses(log, answers)) is not None])
                if not len(found):
                    continue
                default, refitted = found.mean(0)
                row = f"| {world.value} | {strength.value} | {answers} | {len(found)} | {default:.4f} | {refitted:.4f} "
                print(f"{row}| {(refitted / default - 1) * 100:+.1f} % |", flush=True)
    print(f"\nA refit to 20,000 answers: {_seconds():.2f} s")


def _seconds() -> float:
    dice = random.Random(1)
    rows = [
        (dice.randrange(2000), i * 200 // 20_000, dice.choices((1, 2, 3, 4), (2, 1, 8, 1))[0], 8.0)
        for i in range(20_000)
    ]
    log = _log(rows)
    begun = time.perf_counter()
    refit(log, ParameterSet(), cards=2000)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
