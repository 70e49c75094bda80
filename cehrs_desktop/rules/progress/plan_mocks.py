"""On which days mocks are sat: the last one 4 to 7 days before the exam, whole on a long day or else in parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cehrs_desktop.rules.progress.plan_facts import PlanFacts

LAST_MOCK_DAYS = (4, 7)
"""The last mock comes no later and no earlier than so many days before the exam."""

DAYS_BETWEEN = 10
MOST_MOCKS = 4
FIRST_MOCK_AFTER_DAYS = 10
"""A full mock needs some study before it, unless the exam is nearer."""


@dataclass(frozen=True, slots=True)
class PlannedMock:
    """A sitting on a day: `part` None is the whole mock, else 1 to the number of parts. `number` counts mocks."""

    number: int
    part: int | None
    minutes: int
    lockdown: bool = False


def planned_mocks(facts: PlanFacts) -> dict[date, PlannedMock]:
    """The sittings by day. Where no day and no row of days has room for one, there is none."""
    planned = _sittings(facts)
    taken = {day for sitting in planned for day in sitting}
    sittings = [_moved(facts, sitting, taken) for sitting in planned]
    first = len(facts.mocks_sat) + 1
    found: dict[date, PlannedMock] = {}
    for number, days in enumerate(sorted(sittings), first):
        last = number == first + len(sittings) - 1
        watched = facts.at_home and (last or number > first)
        for part, day in enumerate(days, 1):
            whole = len(days) == 1
            minutes = facts.mock.minutes if whole else facts.mock.part_minutes
            found[day] = PlannedMock(number, None if whole else part, minutes, lockdown=watched)
    return found


def early_last_mock(facts: PlanFacts, mocks: Mapping[date, PlannedMock]) -> int | None:
    """How many days before the exam the last mock is, where none of the days it should be on has room for it."""
    sittings = _sittings(facts)
    if not sittings or (facts.exam - sittings[0][-1]).days <= LAST_MOCK_DAYS[1]:
        return None
    days_before = (facts.exam - max(mocks)).days
    return days_before if days_before > LAST_MOCK_DAYS[1] else None  # the learner may have moved it nearer


def _sittings(facts: PlanFacts) -> list[tuple[date, ...]]:
    """The days of each sitting, latest first: the last one, then others ten days before it while there is room.

    A last mock that was sat is not planned again, unless one under lockdown is still missing.
    """
    found: list[tuple[date, ...]] = []
    nearest, furthest = LAST_MOCK_DAYS
    was_sat = any(nearest <= (facts.exam - sat).days <= furthest for sat in facts.mocks_sat)
    if was_sat and (facts.lockdown_sat or not facts.at_home):
        return found
    earliest = facts.today
    if len(facts.mocks_sat) == 0 and facts.days_left > furthest + FIRST_MOCK_AFTER_DAYS:
        earliest = facts.today + timedelta(days=FIRST_MOCK_AFTER_DAYS)
    if facts.mocks_sat:
        earliest = max(earliest, max(facts.mocks_sat) + timedelta(days=DAYS_BETWEEN))
    soonest = facts.today + timedelta(days=facts.today in facts.mocks_sat)
    last = _last_sitting(facts, soonest)
    if last is None:
        return found
    found.append(last)
    while len(found) + len(facts.mocks_sat) < MOST_MOCKS:
        before = _sitting_until(facts, found[-1][0] - timedelta(days=DAYS_BETWEEN), earliest)
        if before is None:
            return found
        found.append(before)
    return found


def _last_sitting(facts: PlanFacts, soonest: date) -> tuple[date, ...] | None:
    nearest, furthest = LAST_MOCK_DAYS
    for days_before in range(nearest, furthest + 1):
        day = facts.exam - timedelta(days=days_before)
        if day >= soonest and facts.available.is_long(day):
            return (day,)
    for days_before in range(nearest, furthest + 1):
        row = _row_ending(facts, facts.exam - timedelta(days=days_before), soonest)
        if row is not None:
            return row
    # Rather a little early than none.
    return _sitting_until(facts, facts.exam - timedelta(days=furthest + 1), soonest)


def _sitting_until(facts: PlanFacts, latest: date, earliest: date) -> tuple[date, ...] | None:
    """The latest sitting that ends by a day: whole within two weeks before it, else in parts."""
    for back in range(14):
        day = latest - timedelta(days=back)
        if day >= earliest and facts.available.is_long(day):
            return (day,)
    for back in range(14):
        row = _row_ending(facts, latest - timedelta(days=back), earliest)
        if row is not None:
            return row
    return None


def _row_ending(facts: PlanFacts, last: date, earliest: date) -> tuple[date, ...] | None:
    """The last days up to this one that hold a part each, without a gap of more than a week; None if too few."""
    days: list[date] = []
    day = last
    while day >= earliest and len(days) < facts.mock.parts and (last - day).days <= 14:
        if facts.minutes_on(day) >= facts.mock.part_minutes:
            days.append(day)
        elif day == last:
            return None
        day -= timedelta(days=1)
    return tuple(reversed(days)) if len(days) == facts.mock.parts else None


def _moved(facts: PlanFacts, sitting: tuple[date, ...], taken: set[date]) -> tuple[date, ...]:
    """A whole mock on the day the learner chose for it, as long as that day can hold it and has none yet."""
    wanted = facts.moved.get(sitting[0]) if len(sitting) == 1 else None
    if wanted is None or wanted in taken or not may_hold_mock(facts, wanted):
        return sitting
    taken.add(wanted)
    return (wanted,)


def may_hold_mock(facts: PlanFacts, day: date) -> bool:
    """Whether a whole mock may be sat on a day: a long-sitting day, from today, not in the last 48 hours."""
    return facts.today <= day and (facts.exam - day).days > 2 and facts.available.is_long(day)
