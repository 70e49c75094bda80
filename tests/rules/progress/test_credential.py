"""Who may sit the exam and by when, what is due before it, and what comes after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.certification import (
    CeEntry,
    Certificate,
    ExamOutcome,
    Reminder,
    Stage,
    certificate,
    check_entry,
    check_outcome,
    check_renewal,
    due_reminder,
    our_forecast,
    retake,
    stage,
)
from cehrs_desktop.rules.progress.credential import (
    CredentialChoices,
    Diploma,
    Eligible,
    Route,
    Task,
    check_finished,
    checklist,
    eligibility,
    years_after,
)
from cehrs_desktop.rules.progress.readiness import readiness
from tests.builders import the_blueprint
from tests.rules.progress.test_readiness import answers, facts

TODAY = date(2026, 11, 2)
EXAM = date(2027, 1, 20)
SCALE = the_blueprint().scale
BY_PROGRAM = CredentialChoices(Diploma.YES, Route.PROGRAM, date(2024, 6, 1))


# --- before the exam ---


@pytest.mark.parametrize(
    ("choices", "word"),
    [
        (CredentialChoices(), Eligible.NOT_SAID),
        (CredentialChoices(diploma=Diploma.YES), Eligible.NOT_SAID),
        (CredentialChoices(diploma=Diploma.YES, route=Route.PROGRAM), Eligible.NOT_SAID),
        (CredentialChoices(route=Route.EXPERIENCE), Eligible.NOT_SAID),
        (CredentialChoices(Diploma.NO, Route.EXPERIENCE), Eligible.NO_DIPLOMA),
        (CredentialChoices(Diploma.YES, Route.EXPERIENCE), Eligible.BY_EXPERIENCE),
        (CredentialChoices(Diploma.YES, Route.EXPERIENCE, date(1990, 1, 1)), Eligible.BY_EXPERIENCE),
        (BY_PROGRAM, Eligible.BY_PROGRAM),
        (replace(BY_PROGRAM, finished=date(2022, 1, 20)), Eligible.BY_PROGRAM),
        (replace(BY_PROGRAM, finished=date(2022, 1, 19)), Eligible.TOO_LATE),
        (replace(BY_PROGRAM, finished=EXAM), Eligible.BY_PROGRAM),
        (replace(BY_PROGRAM, finished=date(2027, 1, 21)), Eligible.NOT_FINISHED),
    ],
)
def test_who_may_sit_the_exam(choices: CredentialChoices, word: Eligible) -> None:
    said = eligibility(choices, exam=EXAM, today=TODAY)
    assert said.word is word
    assert said.is_warning == (word in (Eligible.TOO_LATE, Eligible.NOT_FINISHED))


def test_the_last_day_of_the_five_years_is_told_also_without_an_exam_date() -> None:
    assert eligibility(BY_PROGRAM, exam=None, today=TODAY).ends == date(2029, 6, 1)
    long_ago = replace(BY_PROGRAM, finished=date(2021, 11, 1))
    assert eligibility(long_ago, exam=None, today=TODAY).word is Eligible.TOO_LATE
    assert eligibility(replace(BY_PROGRAM, diploma=Diploma.NO), exam=None, today=TODAY).ends == date(2029, 6, 1)
    assert eligibility(CredentialChoices(), exam=None, today=TODAY).ends is None


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(1, 10))
def test_years_later_it_is_the_same_day_or_the_end_of_february(day: date, years: int) -> None:
    later = years_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in {(day.month, day.day), (2, 28)}
    assert abs((later - day).days - 365.25 * years) < 2


@pytest.mark.parametrize(
    ("finished", "exam", "sentence"),
    [
        (date(2027, 2, 1), EXAM, "after your exam date"),
        (date(2036, 1, 1), None, "more than two years away"),
        (date(1026, 1, 1), EXAM, "100 years ago"),
    ],
)
def test_a_program_date_that_can_not_be_is_told(finished: date, exam: date | None, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_finished(finished, exam=exam, today=TODAY)


def test_a_program_may_still_go_on_and_a_past_exam_does_not_count() -> None:
    check_finished(None, exam=EXAM, today=TODAY)
    check_finished(date(2026, 12, 20), exam=EXAM, today=TODAY)
    check_finished(date(2026, 12, 20), exam=date(2026, 10, 1), today=TODAY)


def test_the_checklist_asks_for_accommodations_before_booking_and_for_the_room_only_at_home() -> None:
    steps = checklist(CredentialChoices(), exam=EXAM, today=TODAY, at_home=True)
    assert [step.task for step in steps] == list(Task)
    days = [step.by for step in steps if step.by is not None]
    assert days == sorted(days)
    assert len(days) == len(Task)
    assert days[-1] < EXAM
    center = checklist(CredentialChoices(), exam=EXAM, today=TODAY, at_home=False)
    assert [step.task for step in center] == [Task.ACCOMMODATIONS, Task.REGISTRATION, Task.ID]


def test_what_is_not_done_by_its_date_is_late() -> None:
    soon = TODAY + timedelta(days=10)
    done = CredentialChoices(done=frozenset({Task.REGISTRATION}))
    steps = {step.task: step for step in checklist(done, exam=soon, today=TODAY, at_home=True)}
    assert steps[Task.ACCOMMODATIONS].is_late
    assert steps[Task.ID].is_late
    assert not steps[Task.REGISTRATION].is_late
    assert steps[Task.REGISTRATION].is_done
    assert not steps[Task.MACHINE].is_late
    for exam in (None, TODAY - timedelta(days=1)):
        undated = checklist(done, exam=exam, today=TODAY, at_home=True)
        assert all(step.by is None and not step.is_late for step in undated)


def test_a_note_has_an_end() -> None:
    with pytest.raises(ValueError, match="at most"):
        CredentialChoices(renewal_fee="x" * 81)


# --- after the exam ---


def failed(taken: date) -> ExamOutcome:
    return ExamOutcome(taken, passed=False)


def passed(taken: date, **more: date) -> ExamOutcome:
    return ExamOutcome(taken, passed=True, **more)  # type: ignore[arg-type]


def test_the_stage_goes_by_the_newest_outcome_and_the_exam_date() -> None:
    last = date(2026, 10, 1)
    assert stage([], exam=None, today=TODAY) is Stage.PREPARING
    assert stage([], exam=TODAY, today=TODAY) is Stage.PREPARING
    assert stage([], exam=last, today=TODAY) is Stage.WAITING
    assert stage([failed(last)], exam=last, today=TODAY) is Stage.FAILED
    assert stage([passed(last)], exam=None, today=TODAY) is Stage.PASSED
    assert stage([failed(last)], exam=EXAM, today=TODAY) is Stage.PREPARING
    assert stage([failed(last)], exam=date(2026, 11, 1), today=TODAY) is Stage.WAITING
    assert stage([passed(last), failed(date(2026, 8, 1))], exam=None, today=TODAY) is Stage.PASSED


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (failed(TODAY + timedelta(days=1)), "still ahead"),
        (ExamOutcome(TODAY, passed=False, score=199), "between 200 and 500"),
        (ExamOutcome(TODAY, passed=True, score=501), "between 200 and 500"),
        (ExamOutcome(TODAY, passed=True, score=389), "390 or more passes"),
        (ExamOutcome(TODAY, passed=False, score=390), "390 or more passes"),
        (passed(TODAY, certified=TODAY - timedelta(days=1)), "can’t begin before"),
        (passed(TODAY, certified=TODAY + timedelta(days=1)), "still ahead"),
        (ExamOutcome(TODAY, passed=False, feedback={DomainNumber.REPORTING: "x" * 81}), "at most 80 letters"),
    ],
)
def test_an_outcome_that_can_not_be_is_told(outcome: ExamOutcome, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_outcome(outcome, today=TODAY, scale=SCALE)


def test_outcomes_that_can_be() -> None:
    for outcome in (
        failed(TODAY),
        ExamOutcome(TODAY, passed=True, score=390, certified=TODAY),
        ExamOutcome(TODAY, passed=False, score=200, feedback={DomainNumber.REPORTING: "weak"}),
    ):
        check_outcome(outcome, today=TODAY, scale=SCALE)


def test_the_wait_is_thirty_days_twice_then_a_year_and_only_the_first_is_confirmed() -> None:
    days = [date(2026, 1, 10), date(2026, 3, 1), date(2026, 5, 1)]
    assert retake([]) is None
    waits = [retake([failed(day) for day in days[:count]]) for count in (1, 2, 3)]
    assert [(each.failures, each.earliest, each.is_confirmed) for each in waits if each] == [
        (1, date(2026, 2, 9), True),
        (2, date(2026, 3, 31), False),
        (3, date(2027, 5, 1), False),
    ]
    assert retake([failed(days[0]), passed(days[1])]) is None
    again = retake([failed(days[0]), passed(days[1]), failed(days[2])])
    assert again is not None
    assert again.failures == 1


def test_the_forecast_is_kept_with_a_result_of_the_last_two_weeks() -> None:
    ready = readiness(facts(answers(0.7)))
    assert ready.now is not None
    kept = our_forecast(ready, taken=TODAY - timedelta(days=14), today=TODAY)
    assert kept is not None
    assert kept.verdict in Verdict
    assert kept.low <= kept.points <= kept.high
    assert kept.items == (28, 32, 15, 15, 10)
    assert our_forecast(ready, taken=TODAY - timedelta(days=15), today=TODAY) is None
    assert our_forecast(replace(ready, now=None), taken=TODAY, today=TODAY) is None


# --- the certification ---


def entry(number: int, earned: date, hundredths: int = 100) -> CeEntry:
    return CeEntry(number, f"Course {number}", earned, hundredths)


def held(*entries: CeEntry, today: date = TODAY) -> Certificate:
    found = certificate([passed(date(2025, 12, 1), certified=date(2025, 12, 3))], entries, today=today)
    assert found is not None
    return found


def test_the_certification_lasts_two_years_and_credits_count_within_them() -> None:
    assert certificate([failed(TODAY)], [], today=TODAY) is None
    found = held(entry(1, date(2025, 12, 2)), entry(2, date(2025, 12, 3), 250), entry(3, date(2027, 12, 3)))
    assert (found.since, found.expires) == (date(2025, 12, 3), date(2027, 12, 3))
    assert (found.hundredths, found.outside, found.missing) == (350, 1, 650)
    assert found.days_left == 396
    assert held(entry(1, TODAY, 1200)).missing == 0


def test_the_newest_certification_counts() -> None:
    found = certificate([passed(date(2022, 1, 1)), passed(date(2024, 1, 1))], [], today=TODAY)
    assert found is not None
    assert found.since == date(2024, 1, 1)
    assert found.days_left < 0


def test_reminders_come_in_order_and_the_newest_is_in_force() -> None:
    found = held()
    days = [day for day, _ in found.reminders]
    assert days == sorted(days)
    assert due_reminder(found, today=TODAY) is None
    assert due_reminder(found, today=date(2026, 12, 3)) is Reminder.HALF
    assert due_reminder(held(entry(1, TODAY, 500)), today=date(2026, 12, 3)) is None
    assert due_reminder(found, today=date(2027, 10, 1)) is Reminder.LOOK
    assert due_reminder(found, today=date(2027, 11, 10)) is Reminder.SUBMIT
    assert due_reminder(found, today=date(2027, 12, 3)) is Reminder.EXPIRY


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (None, "On which day"),
        (date(2025, 12, 3), "after the present ones have begun"),
        (date(2027, 12, 4), "still ahead"),
    ],
)
def test_a_renewal_that_can_not_be_is_told(since: date | None, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_renewal(held(), since, today=TODAY)


def test_new_two_years_begin_by_the_end_of_the_old_ones_or_later_when_that_has_come() -> None:
    check_renewal(held(), date(2027, 12, 3), today=TODAY)
    check_renewal(held(), date(2028, 1, 5), today=date(2028, 1, 5))


@pytest.mark.parametrize(
    ("title", "earned", "hundredths", "sentence"),
    [
        ("  ", TODAY, 100, "Give it a title"),
        ("x" * 201, TODAY, 100, "at most 200 letters"),
        ("Privacy", None, 100, "On which day"),
        ("Privacy", TODAY + timedelta(days=1), 100, "still ahead"),
        ("Privacy", TODAY, 0, "more than 0, at most 50"),
        ("Privacy", TODAY, 5001, "more than 0, at most 50"),
    ],
)
def test_an_entry_that_can_not_be_is_told(title: str, earned: date | None, hundredths: int, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_entry(title, earned, hundredths, today=TODAY)


def test_an_entry_of_today_with_half_a_credit_is_fine() -> None:
    check_entry("Privacy", TODAY, 50, today=TODAY)
