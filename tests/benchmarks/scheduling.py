"""Measures ways of choosing cards on simulated learners: `python -m tests.benchmarks.scheduling FILE --minutes 10`.

Every finished course is a line of JSON in FILE, so that a run that was stopped goes on where it was; `--write` puts
the tables into docs/scheduling.md. Paired seeds: every policy of a cell meets the same learners, forgetful and strong
ones by turns. `plain-best` is the best of GRID for the cell, by mean recall of learners of its own (seeds from 1000).
A line counts only while the policy still takes some small courses as it did when the line was written.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cehrs_desktop.activities.simulation import domains_in_proportion, policy, simulate
from cehrs_desktop.rules.study.worlds import Strength, World, learner

SETTINGS = [(30, 10), (30, 20), (30, 30), (60, 8), (60, 13), (60, 18), (90, 6), (90, 10), (90, 14)]
"""Days to the exam, and minutes a day."""

GRID = [(retention, new) for retention in (0.8, 0.9, 0.95) for new in (8, 16, 20, 30)]
GRID_SEEDS = 1000, 1001
CARDS = 800
EXAM_DAY, PLAIN = "exam-day", "plain 0.9/20"


@dataclass(frozen=True, slots=True)
class Cell:
    """A world, a deck ("blueprint": in the exam's proportions; "equal": as many cards of every domain), a course."""

    world: str
    deck: str
    days: int
    minutes: int


CELLS = [
    Cell(world.value, deck, days, minutes)
    for days, minutes in SETTINGS
    for deck in ("blueprint", "equal")
    for world in World
]


@dataclass(frozen=True, slots=True)
class Run:
    """One course to take: a policy ("plain" with its settings) and a learner."""

    cell: Cell
    policy: str
    seed: int

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Run:
        """From a line of the file."""
        return cls(Cell(**entry["cell"]), entry["policy"], entry["seed"])


Figures = dict[str, Any]
Done = dict[Run, Figures]


def take(run: Run) -> Figures:
    """The course's figures; domains by their number, as text."""
    cell = run.cell
    domains = domains_in_proportion(CARDS) if cell.deck == "blueprint" else [1 + i % 5 for i in range(CARDS)]
    begun = time.perf_counter()
    found = _course(run.policy, cell.world, domains, days=cell.days, minutes=cell.minutes, seed=run.seed)
    return {**found, "took": round(time.perf_counter() - begun, 2)}


def _course(name: str, world: str, domains: list[int], *, days: int, minutes: float, seed: int) -> Figures:
    kind, _, settings = name.partition(" ")
    way = policy(kind)
    if settings:
        retention, new = settings.split("/")
        way = policy(kind, retention=float(retention), new_per_day=int(new))
    one = learner(World(world), list(Strength)[seed % 2], seed=seed)
    result = simulate(way, one, domains, days=days, minutes_per_day=minutes, seed=seed)
    return {
        "recall": round(result.weighted_recall, 5),
        "by_domain": {str(d): round(recall, 5) for d, recall in result.recall_by_domain.items()},
        "reviews": {str(d): n for d, n in result.reviews_by_domain.items()},
        "minutes": round(result.minutes, 2),
        "seen": result.cards_seen,
    }


@cache
def behavior(kind: str) -> str:
    """A mark that changes with what the policy does in some small courses."""
    name = PLAIN if kind == "plain" else kind
    domains = domains_in_proportion(90)
    found = [_course(name, w.value, domains, days=12, minutes=3, seed=n) for n, w in enumerate(World)]
    return sha256(json.dumps(found).encode()).hexdigest()[:12]


def best_plain(done: Done, cell: Cell) -> str:
    """The policy of the grid that did best; its runs must be done."""
    names = [f"plain {retention}/{new}" for retention, new in GRID]
    return max(names, key=lambda name: sum(done[Run(cell, name, seed)]["recall"] for seed in GRID_SEEDS))


def wanted(done: Done, learners: int, *, plain_only: bool) -> Iterator[Run]:
    """All runs, the grid first, then learner by learner over all cells."""
    for cell in CELLS:
        for retention, new in GRID:
            for seed in GRID_SEEDS:
                yield Run(cell, f"plain {retention}/{new}", seed)
    for seed in range(learners):
        for cell in CELLS:
            for name in (best_plain(done, cell), PLAIN, *(() if plain_only else (EXAM_DAY,))):
                yield Run(cell, name, seed)


def read(file: Path) -> Done:
    """The courses that still count."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    entries = [json.loads(line) for line in lines]
    return {
        Run.read(entry["run"]): entry["result"]
        for entry in entries
        if entry["behavior"] == behavior(entry["run"]["policy"].partition(" ")[0])
    }


def main() -> None:
    """Take courses until all are done or the time is over, then print or write the tables."""
    from tests.benchmarks.scheduling_tables import tables, write

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path, help="where finished courses are kept")
    arguments.add_argument("--minutes", type=float, default=120.0, help="begin no course after this time")
    arguments.add_argument("--learners", type=int, default=16)
    arguments.add_argument("--plain-only", action="store_true", help="leave exam-day for later")
    arguments.add_argument("--write", action="store_true", help="put the tables into docs/scheduling.md")
    chosen = arguments.parse_args()
    end = time.monotonic() + chosen.minutes * 60
    done = read(chosen.file)
    chosen.file.parent.mkdir(parents=True, exist_ok=True)
    for run in wanted(done, chosen.learners, plain_only=chosen.plain_only):
        if time.monotonic() > end:
            break
        if run not in done:
            done[run] = take(run)
            kind = run.policy.partition(" ")[0]
            entry = {"run": asdict(run), "behavior": behavior(kind), "result": done[run]}
            with chosen.file.open("a", encoding="utf-8") as file:
                print(json.dumps(entry), file=file)
    if chosen.write:
        write(done)
    else:
        print(tables(done))


if __name__ == "__main__":
    main()
