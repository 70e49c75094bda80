"""The moment everything is measured at. Imports next to nothing: it is part of the start that is measured."""

from __future__ import annotations

import time
from datetime import UTC, datetime

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""No file changes with the calendar."""


class StoppedClock:
    """Always that moment; only what is measured with a stopwatch passes."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return time.monotonic()
