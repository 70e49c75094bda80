"""What a step has changed: screens that show it refresh, others go stale."""

from __future__ import annotations

from enum import Flag, auto


class Changed(Flag):
    """Kinds of change."""

    CARDS = auto()
    CONTENT = auto()
    PREFERENCES = auto()
    QUESTIONS = auto()
