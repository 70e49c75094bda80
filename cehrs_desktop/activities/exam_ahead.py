"""What an exam-day order is for: today, exam day, the learner's minutes and weights. Quick, unlike the order itself."""

from __future__ import annotations

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.learner_day import day_of, study_day


def ahead(clock: Clock, *, blueprint: Blueprint, preferences: Preferences) -> Ahead | None:
    """What an order is for; None without an exam after today. Equal values have equal orders."""
    study = preferences.study
    today = study_day(clock.now(), rollover_hour=study.rollover_hour)
    if preferences.exam_date is None or day_of(preferences.exam_date) <= today:
        return None
    return Ahead(
        today=today,
        exam=day_of(preferences.exam_date),
        seconds_per_day=study.minutes_per_day * 60.0,
        weights=study.weights(blueprint.weights),
        floor=study.floor,
    )
