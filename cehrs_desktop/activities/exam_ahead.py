"""What an exam-day order is for: today, exam day, the learner's minutes and weights. Quick, unlike the order itself."""

from __future__ import annotations

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of, study_day


def ahead(clock: Clock, *, blueprint: Blueprint, preferences: Preferences) -> Ahead | None:
    """What an order is for; None without an exam after today. Equal values have equal orders."""
    study = preferences.study
    today = study_day(clock.now(), rollover_hour=study.rollover_hour)
    if preferences.exam_date is None or day_of(preferences.exam_date) <= today:
        return None
    exam, available = day_of(preferences.exam_date), preferences.available
    seconds = tuple(available.on(date_of(StudyDay(day))) * 60.0 for day in range(today, exam))
    return Ahead(
        today=today,
        exam=exam,
        seconds_per_day=sum(seconds) / len(seconds),
        by_day=seconds if len(set(seconds)) > 1 else (),
        weights=study.weights(blueprint.weights),
        floor=study.floor,
    )
