"""The study plan from what the file says this morning, for a fresh learner, and as a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from cehrs_desktop.activities.readiness import Standing, standing
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.calendar_file import CalendarEntry, calendar_bytes
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber, Pack
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import ExamPlace, Preferences, TimeAccommodation
from cehrs_desktop.rules.progress.another_try import AnotherTry, another_try
from cehrs_desktop.rules.progress.plan import Plan, plan
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.progress.plan_facts import EXPECTED_SHARE, LONGEST_PLAN_DAYS, MockTerms, PlanFacts, Seconds
from cehrs_desktop.rules.progress.plan_goal import BookingAdvice, booking_advice
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.deck import Booleans, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, study_day
from cehrs_desktop.rules.study.pace import PACE_DAYS, pace
from cehrs_desktop.storage.cards import read_deck
from cehrs_desktop.storage.credential import read_outcomes
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.progress import count_unmet_items, has_diagnostic, read_first_day, read_mock_days
from cehrs_desktop.storage.study_days import read_effort, read_question_seconds

_UNTIMED_FACTOR = 2.0
"""Who has no limit is planned the time of the longest one there is."""


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """The plan with what belongs to it. `plan` None: no date, or it is past, or today."""

    today: date
    exam_date: date | None
    plan: Plan | None
    standing: Standing
    booking: BookingAdvice | None
    core_missing: int


def planned_course(
    database: Database,
    clock: Clock,
    *,
    blueprint: Blueprint,
    preferences: Preferences,
    deck: Deck | None = None,
    with_goal: bool = True,
) -> PlannedCourse:
    """The plan as of now; `deck` saves reading the cards again, and without the goal it is quicker."""
    stands = standing(database, clock, blueprint=blueprint, preferences=preferences)
    day = study_day(clock.now(), rollover_hour=preferences.study.rollover_hour)
    today, exam = date_of(day), preferences.exam_date
    if deck is None:
        with database.reading() as connection:
            deck = read_deck(connection)
    core_missing = int(np.count_nonzero(deck.core & (deck.state == CardState.NEW) & ~deck.suspended))
    if exam is None or not 0 < (exam - today).days <= LONGEST_PLAN_DAYS:
        return PlannedCourse(today, exam, None, stands, None, core_missing)
    facts = _facts(database, day, deck, stands, blueprint=blueprint, preferences=preferences)
    ahead = stands.readiness.on_exam_day
    booking = booking_advice(
        facts.days_left,
        verdict=None if ahead is None else ahead.verdict,
        chance=None if ahead is None else ahead.chance,
        core_missing=core_missing,
        mocks=len(facts.mocks_sat),
    )
    return PlannedCourse(today, exam, plan(facts, with_goal=with_goal), stands, booking, core_missing)


def _facts(
    database: Database, day: StudyDay, deck: Deck, stands: Standing, *, blueprint: Blueprint, preferences: Preferences
) -> PlanFacts:
    with database.reading() as connection:
        takes = pace(read_effort(connection, StudyDay(day - PACE_DAYS), day))
        done = read_effort(connection, day, day).seconds
        done += sum(read_question_seconds(connection, day, day).values())
        mocks = [(date_of(sat), watched) for sat, watched in read_mock_days(connection)]
        first = read_first_day(connection)
        again = another_try(read_outcomes(connection))
        questions, diagnostic = count_unmet_items(connection), has_diagnostic(connection)
    choices, exam = preferences.plan, preferences.exam_date
    assert exam is not None, "without a date there is no plan"
    if again is not None:  # mocks of the last try are no rehearsal of the next
        mocks = [(sat, watched) for sat, watched in mocks if sat > again.since]
    shares = _shares(stands, choices)
    is_new = (deck.state == CardState.NEW) & ~deck.suspended
    return PlanFacts(
        today=date_of(day),
        exam=exam,
        started=_started(first, again),
        available=preferences.available,
        weights=tuple(domain.weight for domain in blueprint.domains),
        share_right=shares if again is None else again.mixed(shares),
        new_cards=_by_domain(deck, is_new),
        core_cards=_by_domain(deck, is_new & deck.core),
        due=_due(deck, day, (exam - date_of(day)).days),
        questions=questions,
        mock=mock_terms(blueprint, preferences.accommodation),
        seconds=Seconds(new=takes.new_with_repeats, review=takes.review),
        at_home=preferences.place is ExamPlace.HOME,
        diagnostic_sat=diagnostic,
        mocks_sat=tuple(sat for sat, _ in mocks),
        lockdown_sat=any(watched for _, watched in mocks),
        moved=choices.moved,
        done_minutes=int(done // 60),
        new_per_day=preferences.study.most_new(by_worth=True),
    )


def _started(first: StudyDay | None, again: AnotherTry | None) -> date | None:
    """When this preparation began: with the first answer, or with the exam that was failed."""
    days = [] if first is None else [date_of(first)]
    if again is not None:
        days.append(again.since)
    return max(days, default=None)


def _shares(stands: Standing, choices: PlanChoices) -> tuple[float, ...]:
    """The share expected right in each domain: from its answers, else from the learner's background."""
    return tuple(
        usual if domain.expected is None else domain.expected / domain.items
        for domain, usual in zip(stands.readiness.domains, EXPECTED_SHARE[choices.background], strict=True)
    )


def _by_domain(deck: Deck, which: Booleans) -> tuple[int, ...]:
    return tuple(int(np.count_nonzero(which & (deck.domain == domain))) for domain in DomainNumber)


def _due(deck: Deck, day: StudyDay, days: int) -> tuple[int, ...]:
    """Reviews of cards met, by day; overdue ones and those in steps today."""
    in_use = (deck.state != CardState.NEW) & ~deck.suspended
    ahead = np.where(deck.state == CardState.REVIEW, deck.due_day.astype(np.int64) - day, 0)[in_use]
    return tuple(np.bincount(np.clip(ahead, 0, days), minlength=days + 1)[:days].tolist())


def mock_terms(blueprint: Blueprint, accommodation: TimeAccommodation) -> MockTerms:
    """Minutes and parts of the sittings with the time the learner was granted."""
    untimed = accommodation is TimeAccommodation.UNTIMED
    factor = _UNTIMED_FACTOR if untimed else float(accommodation.value)
    minutes, diagnostic = (round(each * factor) for each in (blueprint.minutes, blueprint.diagnostic.minutes))
    return MockTerms(minutes=minutes, parts=blueprint.parts, diagnostic_minutes=diagnostic)


def check_exam_date(exam_date: date, *, today: date) -> None:
    """Raises UserError for a date that can't be planned for."""
    if exam_date <= today:
        raise UserError("This date has passed, or is today. Choose a later date for your exam.")
    if (exam_date - today).days > LONGEST_PLAN_DAYS:
        raise UserError("This date is more than two years away. Please check the year.")


def fresh_facts(
    pack: Pack, blueprint: Blueprint, preferences: Preferences, *, today: date, exam_date: date
) -> PlanFacts:
    """The facts of a learner who has done nothing yet. Raises UserError for a date that can't be planned for."""
    check_exam_date(exam_date, today=today)
    domain_of = {topic.id: topic.domain for topic in pack.topics}
    cards = [(domain_of[card.topic], card.core) for card in pack.flashcards]
    return PlanFacts(
        today=today,
        exam=exam_date,
        available=preferences.available,
        weights=tuple(domain.weight for domain in blueprint.domains),
        share_right=EXPECTED_SHARE[preferences.plan.background],
        new_cards=tuple(sum(domain == d for domain, _ in cards) for d in DomainNumber),
        core_cards=tuple(sum(domain == d and core for domain, core in cards) for d in DomainNumber),
        questions=len(pack.items),
        mock=mock_terms(blueprint, preferences.accommodation),
        at_home=preferences.place is ExamPlace.HOME,
        new_per_day=preferences.study.most_new(by_worth=True),
    )


def move_mock(preferences: Preferences, course: PlannedCourse, planned: date, to: date) -> Preferences:
    """The choices with a mock on another day. Raises UserError when that day can't hold it."""
    made = course.plan
    assert made is not None, "there is a plan to move a mock in"
    here = made.on(planned)
    if here is None or here.mock is None or here.mock.part is not None:
        raise UserError("Only a whole mock can be moved.")
    origin = next((day for day, now in preferences.plan.moved.items() if now == planned), planned)
    there = made.on(to)
    available = preferences.available
    in_time = made.exam - to > timedelta(days=2) and to >= course.today
    if there is None or not available.is_long(to) or not in_time:
        raise UserError("A whole mock needs a day with a long sitting, at least three days before the exam.")
    if there.mock is not None:
        raise UserError("There is a mock on that day already. Choose another day.")
    moved = {**preferences.plan.moved, origin: to}
    return replace(preferences, plan=replace(preferences.plan, moved=moved))


@dataclass(frozen=True, slots=True)
class DayInWords:
    """A day of the plan as it stands in a calendar."""

    day: date
    key: str
    title: str
    text: str


def calendar_of(days: Sequence[DayInWords], clock: Clock) -> bytes:
    """The plan as the content of an .ics file."""
    entries = [CalendarEntry(f"{each.key}-{each.day.isoformat()}", each.day, each.title, each.text) for each in days]
    return calendar_bytes(entries, written_at=clock.now())


__all__ = ["DayInWords", "PlannedCourse", "calendar_of", "fresh_facts", "move_mock", "planned_course"]
