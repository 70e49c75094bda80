"""The tables of docs/scheduling.md, from finished courses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.benchmarks.scheduling import CELLS, EXAM_DAY, GRID_SEEDS, PLAIN, Cell, Done, Figures, Run, best_plain

DOCUMENT = Path(__file__).parents[2] / "docs" / "scheduling.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

_CLINICAL, _REPORTING = "2", "5"

Numbers = npt.NDArray[np.float64]


def write(done: Done) -> None:
    """Put the tables between their marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{tables(done)}\n\n{END}{after}", encoding="utf-8")


def tables(done: Done) -> str:
    """One row a cell, and what they come to by world."""
    measured = [(cell, found) for cell in CELLS if (found := _cell(done, cell)) is not None]
    return "\n\n".join([_by_world(measured), _by_cell(measured)]) if measured else "Nothing was measured yet."


class _Cell:
    """One cell's figures; rows of the arrays are learners."""

    def __init__(self, best: str, learners: Sequence[tuple[Figures, Figures, Figures]]) -> None:
        self.best = best
        self.learners = len(learners)
        self.recall = np.array([[each["recall"] for each in one] for one in learners])
        self.gaps = self.recall[:, :1] - self.recall[:, 1:]
        self.minutes = np.array([[each["minutes"] for each in one] for one in learners]).mean(0)
        by_domain = np.array([list(one[0]["by_domain"].values()) for one in learners])
        self.lightest = float(by_domain.mean(0).min() / by_domain.mean())
        self.lightest_of_worst = float((by_domain.min(1) / by_domain.mean(1)).min())
        reviews = np.array([list(one[0]["reviews"].values()) for one in learners]).mean(0)
        self.often = float(reviews[int(_CLINICAL) - 1] / reviews[int(_REPORTING) - 1])
        self.most = int(reviews.argmax()) + 1 == int(_CLINICAL)

    @property
    def errors(self) -> Numbers:
        """One standard error of each gap, over learners."""
        return np.asarray(self.gaps.std(0, ddof=1) / self.learners**0.5)


def _cell(done: Done, cell: Cell) -> _Cell | None:
    try:
        best = best_plain(done, cell)
    except KeyError:
        return None
    runs = [[Run(cell, name, seed) for name in (EXAM_DAY, best, PLAIN)] for seed in range(GRID_SEEDS[0])]
    learners = [(done[a], done[b], done[c]) for a, b, c in runs if a in done and b in done and c in done]
    return _Cell(best.removeprefix("plain "), learners) if len(learners) >= 2 else None


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)])


def _by_world(measured: Sequence[tuple[Cell, _Cell]]) -> str:
    head = ["world", "cells", "lead over plain-best", "worst cell, ± SE", "lead over plain .90/20", "least lightest"]
    rows = []
    for world in dict.fromkeys(cell.world for cell, _ in measured):
        cells = [found for cell, found in measured if cell.world == world]
        worst = min(cells, key=lambda each: float(each.gaps[:, 0].mean()))
        rows.append(
            [
                *(world, str(len(cells))),
                f"{np.mean([each.gaps[:, 0].mean() for each in cells]):+.3f}",
                f"{worst.gaps[:, 0].mean():+.3f} ± {worst.errors[0]:.3f}",
                f"{np.mean([each.gaps[:, 1].mean() for each in cells]):+.3f}",
                f"{min(each.lightest for each in cells):.2f}",
            ]
        )
    return _table(head, rows)


def _by_cell(measured: Sequence[tuple[Cell, _Cell]]) -> str:
    head = [
        *("world", "deck", "days, min", "learners", "exam-day", "plain-best", "its setting", "lead ± SE"),
        *("over .90/20", "lightest", "Clinical / Reporting", "minutes, exam-day / plain-best"),
    ]
    rows = [
        [
            *(cell.world, cell.deck, f"{cell.days}, {cell.minutes}", str(found.learners)),
            *(f"{found.recall[:, 0].mean():.3f}", f"{found.recall[:, 1].mean():.3f}", found.best),
            *(f"{gap:+.3f} ± {error:.3f}" for gap, error in zip(found.gaps.mean(0), found.errors, strict=True)),
            f"{found.lightest:.2f} ({found.lightest_of_worst:.2f})",
            f"{found.often:.2f}{'' if found.most else ' (not the most)'}" if cell.deck == "equal" else "",
            f"{found.minutes[0]:.0f} / {found.minutes[1]:.0f}",
        ]
        for cell, found in measured
    ]
    return _table(head, rows)
