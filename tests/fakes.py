"""The few things tests stand in for: the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


class FakeClock:
    """A clock that moves only when told; by default 9 a.m. on Monday, November 2, 2026, in New York."""

    def __init__(self, now: datetime | None = None) -> None:
        self._now = now or datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("America/New_York"))
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, **amount: float) -> None:
        """Let time pass: `advance(minutes=10)`."""
        step = timedelta(**amount)
        self._now = (self._now.astimezone(ZoneInfo("UTC")) + step).astimezone(self._now.tzinfo)
        self._monotonic += step.total_seconds()

    def set(self, now: datetime) -> None:
        """Jump, as a clock that is set does: monotonic time stays."""
        self._now = now
