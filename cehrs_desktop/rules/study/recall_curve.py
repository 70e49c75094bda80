"""How a card's recall went from its first answer until today, as it was believed at the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import recall
from cehrs_desktop.rules.study.shown_card import PastReview

_POINTS = 40
"""Between two answers, at most."""


def recall_curve(
    history: Sequence[PastReview], stability: float | None, day: StudyDay, *, decay: float
) -> tuple[tuple[StudyDay, float], ...]:
    """Points (study day, recall 0 to 1), oldest first; `stability` is the present one, in days.

    On the day of an answer there are two: what had been left, and all of it. None where stability
    isn't known.
    """
    if not history:
        return ()
    points: list[tuple[StudyDay, float]] = []
    after = [past.stability_before for past in history[1:]] + [stability]
    until = [past.study_day for past in history[1:]] + [day]
    for past, stable, end in zip(history, after, until, strict=True):
        if stable is not None and end >= past.study_day:
            days = np.unique(np.linspace(0, end - past.study_day, _POINTS).round())
            left = recall(stable, days, decay=decay)
            points += [(StudyDay(past.study_day + int(d)), float(r)) for d, r in zip(days, left, strict=True)]
    return tuple(points)
