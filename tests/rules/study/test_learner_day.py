"""The study day: it begins at the rollover hour on the learner's own clock, whatever the clock is set to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of, noon_utc, study_day

NEW_YORK = ZoneInfo("America/New_York")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
TOKYO = ZoneInfo("Asia/Tokyo")

MOMENTS = (
    # local moment, rollover hour, calendar date of its study day
    (datetime(2026, 11, 2, 3, 59, 59, tzinfo=NEW_YORK), 4, date(2026, 11, 1)),
    (datetime(2026, 11, 2, 4, 0, 0, tzinfo=NEW_YORK), 4, date(2026, 11, 2)),
    (datetime(2026, 11, 2, 23, 59, 0, tzinfo=NEW_YORK), 4, date(2026, 11, 2)),
    (datetime(2026, 11, 3, 0, 30, 0, tzinfo=NEW_YORK), 4, date(2026, 11, 2)),
    (datetime(2026, 11, 2, 0, 0, 0, tzinfo=NEW_YORK), 0, date(2026, 11, 2)),
    (datetime(2026, 11, 2, 22, 59, 0, tzinfo=NEW_YORK), 23, date(2026, 11, 1)),
    (datetime(2027, 1, 1, 1, 0, 0, tzinfo=NEW_YORK), 4, date(2026, 12, 31)),
    # clocks go forward on March 14, 2027, at 2:00; back on November 1, 2026, at 2:00
    (datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK), 4, date(2027, 3, 13)),
    (datetime(2027, 3, 14, 4, 0, tzinfo=NEW_YORK), 4, date(2027, 3, 14)),
    (datetime(2027, 3, 14, 3, 0, tzinfo=NEW_YORK), 2, date(2027, 3, 14)),
    (datetime(2026, 11, 1, 1, 30, fold=0, tzinfo=NEW_YORK), 4, date(2026, 10, 31)),
    (datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK), 4, date(2026, 10, 31)),
    (datetime(2026, 11, 1, 3, 59, tzinfo=NEW_YORK), 4, date(2026, 10, 31)),
    (datetime(2026, 11, 1, 4, 0, tzinfo=NEW_YORK), 4, date(2026, 11, 1)),
    # the same moment is another day elsewhere
    (datetime(2026, 11, 2, 22, 0, tzinfo=LOS_ANGELES), 4, date(2026, 11, 2)),
    (datetime(2026, 11, 2, 22, 0, tzinfo=LOS_ANGELES).astimezone(TOKYO), 4, date(2026, 11, 3)),
    (datetime(2026, 11, 2, 22, 0, tzinfo=LOS_ANGELES).astimezone(NEW_YORK), 4, date(2026, 11, 2)),
)


@pytest.mark.parametrize(("moment", "rollover_hour", "expected"), MOMENTS)
def test_the_study_day_of_a_moment(moment: datetime, rollover_hour: int, expected: date) -> None:
    assert date_of(study_day(moment, rollover_hour=rollover_hour)) == expected


@pytest.mark.parametrize("day", [date(2027, 3, 14), date(2026, 11, 1)])
def test_a_day_on_which_clocks_change_is_one_study_day(day: date) -> None:
    begins = datetime.combine(day, datetime.min.time(), tzinfo=NEW_YORK).replace(hour=4)
    ends = (begins + timedelta(days=1)).replace(hour=4)
    moment, days = begins.astimezone(UTC), set()
    while moment < ends.astimezone(UTC):
        days.add(study_day(moment.astimezone(NEW_YORK), rollover_hour=4))
        moment += timedelta(minutes=10)
    assert days == {day_of(day)}
    assert study_day(ends, rollover_hour=4) == day_of(day) + 1


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.integers(0, 23))
def test_study_days_never_run_backwards_while_the_learner_stays_in_place(moment: datetime, rollover_hour: int) -> None:
    now, soon = (
        study_day(each.astimezone(NEW_YORK), rollover_hour=rollover_hour)
        for each in (moment, moment + timedelta(hours=26))
    )
    assert 1 <= soon - now <= 2


def test_a_moment_without_a_time_zone_has_no_study_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        study_day(datetime(2026, 11, 2), rollover_hour=4)


@given(st.integers(-10_000, 40_000).map(StudyDay))
def test_days_and_dates_are_each_others_inverse(day: StudyDay) -> None:
    assert day_of(date_of(day)) == day


def test_a_study_day_stands_before_fsrs_as_noon_in_utc() -> None:
    assert day_of(date(1970, 1, 1)) == 0
    assert noon_utc(StudyDay(1)) == datetime(1970, 1, 2, 12, tzinfo=UTC)
