"""The study plan: what to do on each day until the exam, made anew each morning from what was really done.

Hours go to the domains by weight × need; phases only decide what comes first. Formulas: docs/plan.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.practice import questions_a_day
from cehrs_desktop.rules.measurement import Matrix, Vector
from cehrs_desktop.rules.progress.plan_facts import LAST_HOURS_DAYS, PlanFacts
from cehrs_desktop.rules.progress.plan_goal import Shortfall, shortfall
from cehrs_desktop.rules.progress.plan_load import Course, DayLoad, course, phases_by_day
from cehrs_desktop.rules.progress.plan_mocks import PlannedMock, early_last_mock, planned_mocks


class Phase(IntEnum):
    """What a stretch of the course puts first."""

    CLINICAL = 0
    NON_CLINICAL = 1
    REVENUE_AND_COMPLIANCE = 2
    REPORTING_AND_MOCKS = 3


FOCUS: dict[Phase, tuple[DomainNumber, ...]] = {
    Phase.CLINICAL: (DomainNumber.CLINICAL_OPERATIONS,),
    Phase.NON_CLINICAL: (DomainNumber.NON_CLINICAL_OPERATIONS,),
    Phase.REVENUE_AND_COMPLIANCE: (DomainNumber.REVENUE_CYCLE, DomainNumber.REGULATORY_COMPLIANCE),
    Phase.REPORTING_AND_MOCKS: (DomainNumber.REPORTING,),
}

FOCUS_PART = 0.6
"""The part of a phase's minutes its own domains get beyond their share of the rest."""

SMALLEST_SET = 5
"""Questions beyond the day's own; fewer than these are no practice set."""

_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day: minutes for cards and questions in all, for cards, and by domain (1 to 5), and what they are spent on.

    `focus` are the phase's domains; `diagnostic` and `mock` come on top of `minutes`. `day_off`: a rest the learner
    planned. `last_hours`: no new cards, no mock, but the sheet of numbers and the checklist of the exam morning.
    """

    day: date
    phase: Phase
    minutes: int
    card_minutes: int
    by_domain: tuple[int, ...]
    new_cards: tuple[int, ...]
    reviews: int
    questions: int
    diagnostic: int
    mock: PlannedMock | None
    day_off: bool
    last_hours: bool

    @property
    def all_minutes(self) -> int:
        """Minutes of the whole day, a sitting included."""
        return self.minutes + self.diagnostic + (self.mock.minutes if self.mock else 0)

    @property
    def question_minutes(self) -> int:
        """Minutes of the whole day that go to questions, those of a sitting included."""
        return self.all_minutes - self.card_minutes

    @property
    def practice(self) -> int:
        """Of its questions those of a practice set: what is more than come among the cards, if that makes a set."""
        more = self.questions - questions_a_day(self.minutes)
        return more if more >= SMALLEST_SET else 0

    @property
    def focus(self) -> tuple[DomainNumber, ...]:
        """The domains the day's phase puts first."""
        return FOCUS[self.phase]


@dataclass(frozen=True, slots=True)
class Plan:
    """All days to the exam. `wanted` is each domain's part of the minutes, weight × need; `shortfall` None: it fits.

    `no_mock`: there is no room for a mock, neither whole nor in parts. `early_last_mock`: so many days before the exam
    is the last one where no day nearer to it has room; None where it is in time, or was sat.
    """

    exam: date
    days: tuple[PlanDay, ...]
    wanted: tuple[float, ...]
    shortfall: Shortfall | None
    no_mock: bool
    early_last_mock: int | None = None

    def on(self, day: date) -> PlanDay | None:
        """The day of this date, if it is one of the plan's."""
        return next((each for each in self.days if each.day == day), None)

    @property
    def minutes_by_domain(self) -> tuple[int, ...]:
        """Minutes of cards and questions of each domain, 1 to 5."""
        return tuple(sum(day.by_domain[d] for day in self.days) for d in range(len(DomainNumber)))

    @property
    def next_mock(self) -> PlanDay | None:
        """The next day with a mock or a part of one."""
        return next((day for day in self.days if day.mock is not None), None)


def plan(facts: PlanFacts, *, with_goal: bool = True) -> Plan:
    """The plan from today on; without the goal it doesn't say what would help where it doesn't fit."""
    mocks = planned_mocks(facts)
    phases = phases_by_day(facts, phase_shares(facts.wanted_shares))
    found = course(facts, mocks, phases)
    minutes = _whole_minutes(_spread(found.days, facts.wanted_shares), [load.minutes for load in found.days])
    new = _new_by_domain(found, minutes, facts.new_cards)
    days = tuple(
        PlanDay(
            day=load.day,
            phase=Phase(load.phase),
            minutes=load.minutes,
            card_minutes=load.card_minutes,
            by_domain=minutes[n],
            new_cards=new[n],
            reviews=load.reviews,
            questions=load.questions,
            diagnostic=load.diagnostic,
            mock=mocks.get(load.day),
            day_off=facts.available.on(load.day) == 0,
            last_hours=(facts.exam - load.day).days <= LAST_HOURS_DAYS,
        )
        for n, load in enumerate(found.days)
    )
    return Plan(
        exam=facts.exam,
        days=days,
        wanted=facts.wanted_shares,
        shortfall=shortfall(facts, found, phases) if with_goal else None,
        no_mock=not mocks and not facts.mocks_sat,
        early_last_mock=early_last_mock(facts, mocks),
    )


def phase_shares(wanted: Sequence[float]) -> tuple[float, ...]:
    """Each phase takes the part of the minutes that its domains do."""
    return tuple(sum(wanted[domain - 1] for domain in FOCUS[phase]) for phase in Phase)


def _spread(days: Sequence[DayLoad], wanted: Sequence[float]) -> Matrix:
    """Minutes by day and domain: each day's own sum, each domain's wanted sum, more in its phase.

    Iterative proportional fitting (Deming and Stephan 1940) from a table that prefers each phase's own domains.
    """
    target = np.array(wanted)
    rows = np.array([load.minutes for load in days], dtype=np.float64)
    table: Matrix = np.array([_preferred(Phase(load.phase), target) for load in days]) * rows[:, None]
    if not rows.sum():
        return table
    for _ in range(_ROUNDS):
        table *= (target * rows.sum() / table.sum(axis=0))[None, :]
        table *= np.divide(rows, table.sum(axis=1), out=np.zeros_like(rows), where=rows > 0)[:, None]
    return table


def _preferred(phase: Phase, target: Vector) -> Vector:
    own = np.zeros_like(target)
    for domain in FOCUS[phase]:
        own[domain - 1] = target[domain - 1]
    return np.asarray(FOCUS_PART * own / own.sum() + (1.0 - FOCUS_PART) * target)


def _whole_minutes(table: Matrix, minutes: Sequence[int]) -> list[tuple[int, ...]]:
    """The table in whole minutes: each day adds up, and what a domain is owed is carried to the next day."""
    owed = np.zeros(len(DomainNumber))
    found = []
    for wanted, whole in zip(table, minutes, strict=True):
        owed += wanted
        given = np.maximum(np.floor(owed), 0.0)
        while given.sum() > whole:
            given[int(np.argmax(np.where(given > 0, given - owed, -np.inf)))] -= 1
        while given.sum() < whole:
            given[int(np.argmax(owed - given))] += 1
        owed -= given
        found.append(tuple(int(each) for each in given))
    return found


def _new_by_domain(found: Course, minutes: list[tuple[int, ...]], cards: Sequence[int]) -> list[tuple[int, ...]]:
    """Each day's new cards by domain, as the minutes are; where a domain has none left, from the others."""
    left, owed = list(cards), [0.0] * len(cards)
    days = []
    for load, split in zip(found.days, minutes, strict=True):
        given = [0] * len(cards)
        owed = [due + load.new * part / max(sum(split), 1) for due, part in zip(owed, split, strict=True)]
        for _ in range(load.new):
            best = max((n for n, count in enumerate(left) if count), key=owed.__getitem__)
            given[best] += 1
            left[best] -= 1
            owed[best] -= 1
        days.append(tuple(given))
    return days
