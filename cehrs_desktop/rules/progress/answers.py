"""Answers to items as columns: what ability is worked out from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.measurement import Vector, difficulties
from cehrs_desktop.rules.study.learner_day import StudyDay

DOMAINS = len(DomainNumber)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer: `expected` in whole hundredths, `times_met` how often the item had been shown before."""

    day: StudyDay
    domain: DomainNumber
    expected: int
    correct: bool
    times_met: int = 0


@dataclass(frozen=True)
class Answers:
    """One row an answer, by day. day, times_met int64 · domain int64 (0 to 4) · b float64 (logits) · right float64."""

    day: npt.NDArray[np.int64]
    domain: npt.NDArray[np.int64]
    b: Vector
    right: Vector
    times_met: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.day)

    @property
    def fresh(self) -> int:
        """Answers to items that had never been shown before."""
        return int(np.count_nonzero(self.times_met == 0))

    def by_domain(self) -> tuple[int, ...]:
        """How many answers each domain has, 1 to 5."""
        return tuple(np.bincount(self.domain, minlength=DOMAINS).tolist())

    def until(self, day: int) -> Answers:
        """The answers up to a day, that day included."""
        end = int(np.searchsorted(self.day, day, side="right"))
        return Answers(self.day[:end], self.domain[:end], self.b[:end], self.right[:end], self.times_met[:end])


def as_columns(given: Iterable[GivenAnswer]) -> Answers:
    """The answers as columns, in the order of their days."""
    rows = sorted(given, key=lambda answer: answer.day)
    return Answers(
        day=np.array([row.day for row in rows], dtype=np.int64),
        domain=np.array([row.domain - 1 for row in rows], dtype=np.int64),
        b=difficulties([row.expected / 100 for row in rows]),
        right=np.array([row.correct for row in rows], dtype=np.float64),
        times_met=np.array([row.times_met for row in rows], dtype=np.int64),
    )
