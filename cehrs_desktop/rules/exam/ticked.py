"""What a look at the clock of a sitting brings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticked:
    """Warnings that are due now, in minutes left, and whether the time is over."""

    warnings: tuple[int, ...] = ()
    time_over: bool = False
