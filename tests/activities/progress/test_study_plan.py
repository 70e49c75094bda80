"""The plan each morning, from what was really done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from cehrs_desktop.activities.credential import enter_outcome
from cehrs_desktop.activities.study_plan import (
    DayInWords,
    PlannedCourse,
    calendar_of,
    mock_terms,
    move_mock,
    planned_course,
)
from cehrs_desktop.content.calendar_file import CalendarEntry, calendar_bytes
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.preferences import ExamPlace, Preferences, TimeAccommodation
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.progress.plan_facts import Background
from cehrs_desktop.storage.database import Database
from tests.activities.progress.answered import sit
from tests.builders import a_session, the_blueprint
from tests.fakes import FakeClock

EXAM = date(2026, 12, 18)
CHOICES = Preferences(exam_date=EXAM, place=ExamPlace.HOME, plan=PlanChoices(long_days=frozenset({5, 6})))


def course(database: Database, clock: FakeClock, preferences: Preferences = CHOICES) -> PlannedCourse:
    return planned_course(database, clock, blueprint=the_blueprint(), preferences=preferences)


def test_without_a_date_ahead_there_is_no_plan(untouched: Database, clock: FakeClock) -> None:
    for exam in (None, clock.now().date(), date(2026, 10, 1), date(2030, 1, 1)):
        found = course(untouched, clock, replace(CHOICES, exam_date=exam))
        assert (found.plan, found.booking) == (None, None)


def test_the_plan_holds_what_is_left(untouched: Database, clock: FakeClock) -> None:
    found = course(untouched, clock)
    assert found.plan is not None
    assert sum(sum(day.new_cards) for day in found.plan.days) == 5
    assert any(day.diagnostic for day in found.plan.days)
    assert found.core_missing == 5


def test_what_was_done_is_not_planned_again(asked: Database, clock: FakeClock) -> None:
    found = course(asked, clock)
    assert found.plan is not None
    assert sum(sum(day.new_cards) for day in found.plan.days) == 0
    assert not any(day.diagnostic for day in found.plan.days)
    assert found.plan.days[0].reviews == 5
    first = found.plan.next_mock
    assert first is not None
    assert first.day >= clock.now().date() + timedelta(days=9)  # one was sat yesterday


def test_minutes_of_today_are_taken_off(untouched: Database, clock: FakeClock) -> None:
    session = a_session(untouched, clock)
    before = course(untouched, clock)
    while (shown := session.next()) is not None:
        session.rate(shown, 3, seconds=100)  # type: ignore[arg-type]
    after = course(untouched, clock)
    assert before.plan is not None
    assert after.plan is not None
    assert after.plan.days[0].minutes < before.plan.days[0].minutes


def test_the_background_counts_until_answers_do(untouched: Database, asked: Database, clock: FakeClock) -> None:
    office = replace(CHOICES, plan=replace(CHOICES.plan, background=Background.MEDICAL_OFFICE))
    assert course(untouched, clock, office).plan.wanted != course(untouched, clock).plan.wanted  # type: ignore[union-attr]
    assert course(asked, clock, office).plan.wanted == course(asked, clock).plan.wanted  # type: ignore[union-attr]


def test_ten_days_before_there_is_advice(asked: Database, clock: FakeClock) -> None:
    assert course(asked, clock).booking is None
    near = course(asked, clock, replace(CHOICES, exam_date=clock.now().date() + timedelta(days=9)))
    assert near.booking is not None
    assert near.booking.reasons


def test_more_time_makes_longer_sittings() -> None:
    blueprint = the_blueprint()
    assert mock_terms(blueprint, TimeAccommodation.STANDARD).minutes == 125
    assert mock_terms(blueprint, TimeAccommodation.HALF_MORE).minutes == 188
    assert mock_terms(blueprint, TimeAccommodation.UNTIMED).minutes == 250


def test_a_mock_goes_to_another_long_day_and_back(untouched: Database, clock: FakeClock) -> None:
    now = course(untouched, clock)
    assert now.plan is not None
    planned = next(day.day for day in now.plan.days if day.mock)
    other = planned + timedelta(days=1 if planned.weekday() == 5 else -1)
    moved = move_mock(CHOICES, now, planned, other)
    after = course(untouched, clock, moved)
    assert after.plan is not None
    assert after.plan.on(other).mock is not None  # type: ignore[union-attr]
    assert after.plan.on(planned).mock is None  # type: ignore[union-attr]
    back = move_mock(moved, after, other, planned)
    assert course(untouched, clock, back).plan == now.plan


def test_a_mock_goes_to_no_day_that_can_not_hold_it(untouched: Database, clock: FakeClock) -> None:
    now = course(untouched, clock)
    assert now.plan is not None
    days = [day.day for day in now.plan.days if day.mock]
    monday = next(day.day for day in now.plan.days if day.day.weekday() == 0)
    for to, sentence in ((monday, "long sitting"), (EXAM, "long sitting"), (days[1], "already")):
        with pytest.raises(UserError, match=sentence):
            move_mock(CHOICES, now, days[0], to)
    with pytest.raises(UserError, match="whole mock can be moved"):
        move_mock(CHOICES, now, monday, days[0])


def test_the_calendar_file_is_read_back_as_it_was_meant(clock: FakeClock) -> None:
    day = date(2026, 12, 5)
    text = "Long; with, commas\nand lines — " + "word " * 40
    content = calendar_of([DayInWords(day, "mock", "Mock exam, 2 h 5 min", text)], clock)
    assert all(len(line) <= 75 for line in content.splitlines())
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == "mock-2026-12-05@cehrs-trainer"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (day, day + timedelta(days=1))
    assert event["summary"] == "Mock exam, 2 h 5 min"
    assert event["description"] == text
    assert event.decoded("dtstamp") == clock.now()


def test_a_reminder_is_an_alarm_days_before(clock: FakeClock) -> None:
    content = calendar_bytes([CalendarEntry("x", EXAM, "Renew", remind_days_before=60)], written_at=clock.now())
    (alarm,) = Calendar.from_ical(content).walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(days=60)


def test_after_a_failed_exam_the_plan_begins_anew_from_its_result(asked: Database, clock: FakeClock) -> None:
    def needs(preferences: Preferences) -> list[float]:
        found = course(asked, clock, preferences).plan
        assert found is not None
        return list(found.wanted)

    before = needs(CHOICES)
    failed = ExamOutcome(clock.now().date(), passed=False, feedback={DomainNumber.REPORTING: "20%"})
    enter_outcome(asked, clock, failed, blueprint=the_blueprint(), preferences=Preferences())
    after = needs(CHOICES)
    assert after[4] > before[4]
    assert all(new <= old for new, old in zip(after[:4], before[:4], strict=True))
    plan = course(asked, clock).plan
    assert plan is not None
    assert sum(day.mock is not None for day in plan.days) >= 1


@pytest.mark.parametrize(("unanswered", "sat"), [(122, 0), (0, 1)])
def test_a_mock_handed_in_after_a_few_answers_is_still_to_be_sat(
    untouched: Database, clock: FakeClock, unanswered: int, sat: int
) -> None:
    sit(untouched, clock, FormKind.MOCK, right=0.9, unanswered=unanswered)
    found = course(untouched, clock).plan
    assert found is not None
    assert min(day.mock.number for day in found.days if day.mock) == sat + 1
