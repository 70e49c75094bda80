"""After an exam: the cards it showed to be missing, spread over the days to come."""

from __future__ import annotations

from math import ceil

SHARE_OF_DAY = 0.5
"""What of a day's minutes cards from an exam may take; the rest is for what is due anyway."""


def cards_a_day(*, minutes_per_day: float, seconds_per_card: float) -> int:
    """How many cards of an exam come on one day: at least 1."""
    return max(int(minutes_per_day * 60 * SHARE_OF_DAY / seconds_per_card), 1)


def days_needed(cards: int, *, a_day: int) -> int:
    """Over how many days so many cards are spread."""
    return ceil(cards / a_day)
