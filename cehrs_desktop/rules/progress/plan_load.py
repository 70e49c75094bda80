"""How a course goes day by day: reviews first, then questions and new cards, never beyond the day's minutes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cehrs_desktop.rules.progress.plan_facts import LAST_HOURS_DAYS, PlanFacts
from cehrs_desktop.rules.progress.plan_mocks import PlannedMock

REVIEW_AFTER_DAYS = (2, 9, 25, 60, 130)
"""A card met is reviewed about so many days after it was met: FSRS's intervals at 90 % recall, with some lapses."""

MOST_FOR_REVIEWS = 0.6
"""Of a day's time while there are new cards; what doesn't fit stays due."""

QUESTIONS_SHARE = (0.20, 0.22, 0.28, 0.40)
"""Of a day's time in each phase."""

DIAGNOSTIC_WITHIN_DAYS = 14
SHORTEST_FOR_DIAGNOSTIC = 10


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One day's amounts. `minutes` is for cards and questions, `card_minutes` of it for cards; the diagnostic's and a
    mock's come on top of them.
    """

    day: date
    phase: int
    minutes: int
    card_minutes: int
    new: int
    reviews: int
    questions: int
    diagnostic: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """All days, and the new cards that found no place."""

    days: tuple[DayLoad, ...]
    left_out: int


def phases_by_day(facts: PlanFacts, shares: tuple[float, ...]) -> dict[date, int]:
    """Which phase each day from the course's start belongs to; phases take these shares of all the minutes."""
    start = min(facts.started or facts.today, facts.today)
    days = [start + timedelta(days=n) for n in range((facts.exam - start).days)]
    minutes = [facts.available.on(day) for day in days]
    whole = sum(minutes) or 1
    ends = [sum(shares[: n + 1]) for n in range(len(shares))]
    found, passed = {}, 0.0
    for day, here in zip(days, minutes, strict=True):
        found[day] = min(bisect_right(ends, (passed + here / 2) / whole), len(shares) - 1)
        passed += here
    return found


def course(facts: PlanFacts, mocks: Mapping[date, PlannedMock], phases: Mapping[date, int]) -> Course:
    """Every day's amounts, from today to the day before the exam."""
    due = [0.0] * (facts.days_left + max(REVIEW_AFTER_DAYS) + 1)
    for ahead, count in enumerate(facts.due[: len(due)]):
        due[ahead] += count
    new_left, questions_left = sum(facts.new_cards), facts.questions
    found: list[DayLoad] = []
    diagnostic_day = diagnostic_on(facts, mocks)
    for n, day in enumerate(facts.days()):
        mock, diagnostic = mocks.get(day), facts.mock.diagnostic_minutes if day == diagnostic_day else 0
        seconds = 60.0 * max(facts.minutes_on(day) - (mock.minutes if mock else 0) - diagnostic, 0)
        may_meet = 0 if facts.days_left - n <= LAST_HOURS_DAYS else min(new_left, facts.new_per_day)
        load = _one_day(facts, day, phases[day], seconds, due=due[n], may_meet=may_meet, questions=questions_left)
        found.append(replace(load, diagnostic=diagnostic))
        new_left, questions_left = new_left - load.new, questions_left - load.questions
        due[n + 1] += max(due[n] - load.reviews, 0.0)
        for after in REVIEW_AFTER_DAYS:
            if n + after < len(due):
                due[n + after] += load.new
    return Course(tuple(found), new_left)


def _one_day(
    facts: PlanFacts, day: date, phase: int, seconds: float, *, due: float, may_meet: int, questions: int
) -> DayLoad:
    """Reviews up to their share, questions theirs, new cards the rest; then what is left to more questions."""
    takes = facts.seconds
    reviews = min(int(due), int(seconds * (MOST_FOR_REVIEWS if may_meet else 1.0) / takes.review))
    if not may_meet and questions:
        reviews = min(reviews, int(seconds * (1.0 - QUESTIONS_SHARE[phase]) / takes.review))
    left = seconds - reviews * takes.review
    asked = min(questions, int(min(left, seconds * QUESTIONS_SHARE[phase]) / takes.question))
    left -= asked * takes.question
    new = min(may_meet, int(left / takes.new))
    left -= new * takes.new
    more = min(questions - asked, int(left / takes.question))
    left -= more * takes.question
    minutes = min(-int(-(seconds - left) // 60), int(seconds // 60))
    cards = reviews * takes.review + new * takes.new
    for_cards = _for_cards(minutes, cards=cards, questions=(asked + more) * takes.question)
    return DayLoad(day, phase, minutes, for_cards, new, reviews, asked + more)


def _for_cards(minutes: int, *, cards: float, questions: float) -> int:
    """The cards' part of the minutes, by seconds; where there are both, neither goes without if it can be helped."""
    if not cards or not questions:
        return minutes if cards else 0
    return min(max(round(minutes * cards / (cards + questions)), 1), minutes - 1)


def diagnostic_on(facts: PlanFacts, mocks: Mapping[date, PlannedMock]) -> date | None:
    """The first day in the next two weeks with room for the diagnostic, if it wasn't sat and the exam isn't near."""
    if facts.diagnostic_sat or facts.mocks_sat or facts.days_left < SHORTEST_FOR_DIAGNOSTIC:
        return None
    for n in range(min(DIAGNOSTIC_WITHIN_DAYS, facts.days_left - LAST_HOURS_DAYS)):
        day = facts.today + timedelta(days=n)
        room = facts.minutes_on(day) >= facts.mock.diagnostic_minutes or facts.available.is_long(day)
        if day not in mocks and room:
            return day
    return None
