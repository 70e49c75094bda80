"""Measures how long a card was looked at: a long loss of focus stops the clock, a short one doesn't."""

from __future__ import annotations

from cehrs_desktop.clock import Clock

GRACE_SECONDS = 10.0
"""Away for longer than this, and none of it counts."""


class Stopwatch:
    """Runs from `start`; time away counts only if it was short."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = clock.monotonic()
        self._left: float | None = None
        self._away = 0.0

    def start(self) -> None:
        """Begin anew at zero."""
        self._started = self._clock.monotonic()
        self._away = 0.0
        if self._left is not None:
            self._left = self._started

    def leave(self) -> None:
        """The learner turned to something else."""
        if self._left is None:
            self._left = self._clock.monotonic()

    def come_back(self) -> None:
        """The learner is back."""
        if self._left is None:
            return
        gone = self._clock.monotonic() - self._left
        self._left = None
        if gone > GRACE_SECONDS:
            self._away += gone

    @property
    def seconds(self) -> float:
        """Seconds of attention since the start."""
        now = self._clock.monotonic()
        away = self._away
        if self._left is not None and now - self._left > GRACE_SECONDS:
            away += now - self._left
        return max(now - self._started - away, 0.0)
