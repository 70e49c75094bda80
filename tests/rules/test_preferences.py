"""The learner's choices apart from studying."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.settings import StudySettings


@pytest.mark.parametrize("percent", [80, 100, 200, 400])
def test_text_can_be_from_80_to_400_percent(percent: int) -> None:
    assert Preferences(text_percent=percent).text_percent == percent


@pytest.mark.parametrize("percent", [79, 401, 0])
def test_other_text_sizes_are_refused_with_a_sentence(percent: int) -> None:
    with pytest.raises(ValueError, match=r"^Text size must be between 80 and 400 percent\.$"):
        Preferences(text_percent=percent)


@pytest.mark.parametrize(("day", "minutes"), [(2, 45), (3, 25), (4, 0), (5, 0)])
def test_minutes_of_a_day_are_the_usual_ones_unless_its_weekday_or_a_day_off_says_otherwise(
    day: int, minutes: int
) -> None:
    plan = PlanChoices(
        weekday_minutes=(45, None, 0, 60, None, None, None), days_off=frozenset({date(2026, 11, 5)})
    )  # 2 November 2026 is a Monday
    chosen = Preferences(study=StudySettings(minutes_per_day=25), plan=plan)
    assert chosen.minutes_on(date(2026, 11, day)) == minutes


@pytest.mark.parametrize(("days_before", "most"), [(3, 20), (2, 0), (1, 0), (0, 0), (-1, 20)])
def test_the_last_48_hours_have_no_new_cards(days_before: int, most: int) -> None:
    exam = date(2026, 11, 20)
    chosen = Preferences(exam_date=exam)
    assert chosen.most_new_on(exam - timedelta(days=days_before), by_worth=False) == most
    assert Preferences().most_new_on(exam, by_worth=False) == 20
