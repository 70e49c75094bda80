"""Where 'now' comes from; tests hand in their own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Rules never ask a clock: they are told."""

    def now(self) -> datetime:
        """The present moment, aware, in the learner's time zone."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump, for measuring how long something took."""
        ...


class SystemClock:
    """The computer's clock and time zone."""

    def now(self) -> datetime:
        """The present moment in the computer's time zone, its DST rule included."""
        return datetime.now(UTC).astimezone()

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
        return time.monotonic()
