"""Measures ways of choosing cards on simulated learners: `python -m tests.benchmarks.scheduling FILE --minutes 10`.

Every finished course is a line of JSON in FILE, so that a run that was stopped goes on where it was; the table of all
lines is printed at the end. Paired seeds: every policy of a cell meets the same learners, forgetful and strong ones by
turns. `plain-best` is the best of GRID for the cell, by mean recall of learners of its own (seeds from 1000 on).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from cehrs_desktop.activities.simulation import domains_in_proportion, policy, simulate
from cehrs_desktop.rules.study.worlds import Strength, World, learner

CELLS = [(world, days, minutes) for world in World for days, minutes in ((30, 15), (60, 8), (60, 16))]
GRID = [(retention, new) for retention in (0.8, 0.9, 0.95) for new in (8, 16, 20, 30)]
GRID_SEEDS = 1000, 1001
CARDS = 800


@dataclass(frozen=True, slots=True)
class Run:
    """One course to take: a policy ("plain" with its settings) and a learner."""

    world: str
    days: int
    minutes: int
    policy: str
    seed: int


def take(run: Run) -> dict[str, float]:
    """The course's figures."""
    name, _, settings = run.policy.partition(" ")
    way = policy(name)
    if settings:
        retention, new = settings.split("/")
        way = policy(name, retention=float(retention), new_per_day=int(new))
    one = learner(World(run.world), list(Strength)[run.seed % 2], seed=run.seed)
    begun = time.perf_counter()
    result = simulate(way, one, domains_in_proportion(CARDS), days=run.days, minutes_per_day=run.minutes, seed=run.seed)
    recalls = list(result.recall_by_domain.values())
    return {
        "recall": result.weighted_recall,
        "lightest": min(recalls) / float(np.mean(recalls)),
        "minutes": result.minutes,
        "seen": result.cards_seen,
        "took": time.perf_counter() - begun,
    }


def best_plain(done: dict[Run, dict[str, float]], cell: tuple[World, int, int]) -> str:
    """The policy of the grid that did best; its runs must be done."""
    world, days, minutes = cell
    names = [f"plain {retention}/{new}" for retention, new in GRID]
    return max(names, key=lambda n: sum(done[Run(world.value, days, minutes, n, s)]["recall"] for s in GRID_SEEDS))


def wanted(done: dict[Run, dict[str, float]], learners: int) -> Iterator[Run]:
    """All runs, the grid first, then learner by learner over all cells."""
    for world, days, minutes in CELLS:
        for retention, new in GRID:
            for seed in GRID_SEEDS:
                yield Run(world.value, days, minutes, f"plain {retention}/{new}", seed)
    for seed in range(learners):
        for world, days, minutes in CELLS:
            for name in ("exam-day", best_plain(done, (world, days, minutes)), "plain 0.9/20", "weighted"):
                yield Run(world.value, days, minutes, name, seed)


HEAD = [
    *("world", "days, min", "learners", "exam-day", "plain-best", "its setting", "difference", "from plain .90/20"),
    *("from weighted", "lightest domain", "minutes, exam-day / plain-best"),
]


def table(done: dict[Run, dict[str, float]]) -> str:
    """A Markdown table, one row a cell; differences with standard errors over learners."""
    lines = [" | ".join(["", *HEAD, ""]).strip(), "|" + "---|" * len(HEAD)]
    for cell in CELLS:
        row = _row(done, cell)
        if row is not None:
            lines.append(" | ".join(["", *row, ""]).strip())
    return "\n".join(lines)


def _row(done: dict[Run, dict[str, float]], cell: tuple[World, int, int]) -> list[str] | None:
    world, days, minutes = cell
    best = best_plain(done, cell)
    names = "exam-day", best, "plain 0.9/20", "weighted"
    runs = [[Run(world.value, days, minutes, name, seed) for name in names] for seed in range(GRID_SEEDS[0])]
    figures = [[done[run] for run in learner] for learner in runs if all(run in done for run in learner)]
    if len(figures) < 2:
        return None
    recall = np.array([[each["recall"] for each in learner] for learner in figures])
    gaps = recall[:, :1] - recall[:, 1:]
    errors = gaps.std(0, ddof=1) / len(gaps) ** 0.5
    minutes_used = np.mean([[each["minutes"] for each in learner] for learner in figures], 0)
    return [
        *(world.value, f"{days}, {minutes}", str(len(figures)), f"{recall[:, 0].mean():.3f}"),
        *(f"{recall[:, 1].mean():.3f}", best.removeprefix("plain ")),
        *(f"{gap:+.3f} ± {error:.3f}" for gap, error in zip(gaps.mean(0), errors, strict=True)),
        f"{min(learner[0]['lightest'] for learner in figures):.2f}",
        f"{minutes_used[0]:.0f} / {minutes_used[1]:.0f}",
    ]


def main() -> None:
    """Take courses until all are done or the time is over, then print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path, help="where finished courses are kept")
    arguments.add_argument("--minutes", type=float, default=10.0, help="begin no course after this time")
    arguments.add_argument("--learners", type=int, default=16)
    chosen = arguments.parse_args()
    end = time.monotonic() + chosen.minutes * 60
    lines = chosen.file.read_text(encoding="utf-8").splitlines() if chosen.file.exists() else []
    done = {Run(**entry["run"]): entry["result"] for entry in map(json.loads, lines)}
    for run in wanted(done, chosen.learners):
        if time.monotonic() > end:
            break
        if run not in done:
            done[run] = take(run)
            with chosen.file.open("a", encoding="utf-8") as file:
                print(json.dumps({"run": asdict(run), "result": done[run]}), file=file)
    print(table(done))


if __name__ == "__main__":
    main()
