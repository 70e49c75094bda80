"""Figures: many times or sizes of one thing, shown as median and 95th percentile against a target."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured and how it came out; `judged` says which figure the target is for."""

    name: str
    values: Sequence[float]
    unit: str
    target: float | None = None
    judged: str = "median"

    @property
    def median(self) -> float:
        """Half of the values are no more than this."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """Of a hundred values, five are more than this."""
        return self._part(0.95)

    def _part(self, part: float) -> float:
        ordered = sorted(self.values)
        return ordered[max(math.ceil(part * len(ordered)) - 1, 0)]

    @property
    def row(self) -> tuple[str, ...]:
        """The figure as cells of the table."""
        reached = ""
        if self.target is not None:
            value = {"p95": self.p95, "p99": self._part(0.99)}.get(self.judged, self.median)
            reached = "yes" if value <= self.target else f"no, by {self._written(value - self.target)}"
        target = "" if self.target is None else f"≤ {self.target:g} {self.unit} ({self.judged})"
        return (self.name, self._written(self.median), self._written(self.p95), str(len(self.values)), target, reached)

    def _written(self, value: float) -> str:
        """Rounded to the worse side: a figure never looks better than it is."""
        digits = 2 if self.unit == "s" or value < 10 else 0 if value >= 100 else 1
        worse = math.ceil(round(value * 10**digits, 6)) / 10**digits
        return f"{worse:.{digits}f} {self.unit}"


_HEADERS = ("measured", "median", "p95", "runs", "target", "reached")


def table(figures: Sequence[Figure]) -> str:
    """All figures as a Markdown table."""
    lines = [_HEADERS, ("---",) * len(_HEADERS), *(figure.row for figure in figures)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
