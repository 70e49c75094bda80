"""Whether the goal can be reached in the time there is, what would help, and whether to keep the date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.plan_facts import LONGEST_PLAN_DAYS, Availability, PlanFacts
from cehrs_desktop.rules.progress.plan_load import Course, course
from cehrs_desktop.rules.progress.plan_mocks import planned_mocks

_MINUTE_STEP, _MOST_MORE_MINUTES = 5, 180
_MOST_LATER_WEEKS = 26
MOST_NEW_PER_DAY = 60
"""More new cards on one day than this nobody is advised."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Cards that would not be met before the exam, and what would change that (None: it alone would not).

    `more_minutes` on each study day, with up to `MOST_NEW_PER_DAY` new cards; `later_exam` and `new_per_day` with the
    same minutes; `core_fits` whether the core cards alone fit.
    """

    cards: int
    more_minutes: int | None
    later_exam: date | None
    new_per_day: int | None
    core_fits: bool


def shortfall(facts: PlanFacts, found: Course, phases: Mapping[date, int]) -> Shortfall | None:
    """What is left out, if anything."""
    if not found.left_out:
        return None

    def fits(other: PlanFacts) -> bool:
        days = {day: phases.get(day, max(phases.values())) for day in other.days()}
        return course(other, planned_mocks(other), days).left_out == 0

    return Shortfall(
        cards=found.left_out,
        more_minutes=_first(
            range(_MINUTE_STEP, _MOST_MORE_MINUTES + 1, _MINUTE_STEP), lambda more: fits(_longer(facts, more))
        ),
        later_exam=_later(facts, fits),
        new_per_day=_first(
            range(facts.new_per_day + 5, MOST_NEW_PER_DAY + 1, 5), lambda most: fits(replace(facts, new_per_day=most))
        ),
        core_fits=fits(replace(facts, new_cards=facts.core_cards)),
    )


def _first(numbers: range, holds: Callable[[int], bool]) -> int | None:
    """The first number for which it holds; it is taken to hold for every later one, too."""
    if not numbers or not holds(numbers[-1]):
        return None
    low, high = 0, len(numbers) - 1
    while low < high:
        middle = (low + high) // 2
        if holds(numbers[middle]):
            high = middle
        else:
            low = middle + 1
    return numbers[low]


def _longer(facts: PlanFacts, more: int) -> PlanFacts:
    minutes = tuple(min(each + more, 24 * 60) if each else 0 for each in facts.available.minutes)
    available = Availability(minutes, facts.available.long_days, facts.available.days_off)
    return replace(facts, available=available, new_per_day=max(facts.new_per_day, MOST_NEW_PER_DAY))


def _later(facts: PlanFacts, fits: Callable[[PlanFacts], bool]) -> date | None:
    weeks = min(_MOST_LATER_WEEKS, (LONGEST_PLAN_DAYS - facts.days_left) // 7)
    found = _first(range(1, weeks + 1), lambda week: fits(replace(facts, exam=facts.exam + timedelta(weeks=week))))
    return None if found is None else facts.exam + timedelta(weeks=found)


DECIDE_DAYS = 10
"""So many days before the exam the learner is asked to keep or move it."""

LIKELY, UNLIKELY = 0.70, 0.40


class Booking(StrEnum):
    """What we would do with the date."""

    KEEP = "keep"
    YOURS = "your call"
    RESCHEDULE = "reschedule"


class Reason(StrEnum):
    """Why."""

    ABOVE = "above"
    BELOW = "below"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    TOO_CLOSE = "too close"
    NOTHING_KNOWN = "nothing known"
    CORE_MISSING = "core missing"
    NO_MOCK = "no mock"


@dataclass(frozen=True, slots=True)
class BookingAdvice:
    """Keep or move the date, and the reasons, the weightiest first."""

    booking: Booking
    reasons: tuple[Reason, ...]


def booking_advice(
    days_left: int, *, verdict: Verdict | None, chance: float | None, core_missing: int, mocks: int
) -> BookingAdvice | None:
    """The advice in the last ten days; None before. Verdict and chance are those for exam day, None if unknown."""
    if not 0 < days_left <= DECIDE_DAYS:
        return None
    gaps = [Reason.CORE_MISSING] if core_missing else []
    gaps += [Reason.NO_MOCK] if not mocks else []
    if verdict is None or chance is None:
        return BookingAdvice(Booking.YOURS, (Reason.NOTHING_KNOWN, *gaps))
    if verdict is Verdict.ABOVE or chance >= LIKELY:
        return BookingAdvice(Booking.KEEP, (Reason.ABOVE if verdict is Verdict.ABOVE else Reason.LIKELY,))
    if verdict is Verdict.BELOW or chance < UNLIKELY:
        return BookingAdvice(Booking.RESCHEDULE, (Reason.BELOW if verdict is Verdict.BELOW else Reason.UNLIKELY, *gaps))
    return BookingAdvice(Booking.YOURS, (Reason.TOO_CLOSE, *gaps))
