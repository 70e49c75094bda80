"""Facts about a sitting's time: when to tick and to warn, the pace, and whether it was sat as the exam would be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cehrs_desktop.rules.exam.proctor_ladder import Response
from cehrs_desktop.rules.exam.proctor_record import incident_lines
from cehrs_desktop.rules.exam.sitting import Sitting, TimeAllowed

TICK_SECONDS = 10.0
LAST_TICK_SECONDS = 1.0
LAST_STRETCH_SECONDS = 60.0

WARNING_MINUTES = (30, 10, 5, 1)

AGREEMENT_SECONDS = 300.0
"""So long may reading the agreement take, at standard time; then nothing is begun."""

CHECKIN_SECONDS = 180.0
"""So long may agreeing to the proctor's rules take, at standard time; then the check-in is over."""

MOST_RETURNS = 3
LONGEST_SECONDS = 24 * 3600.0


def checkin_seconds(time: TimeAllowed) -> float | None:
    """How long agreeing to the rules may take in the check-in; more with extra time, None without a limit."""
    return None if time is TimeAllowed.UNTIMED else CHECKIN_SECONDS * float(time.value)


def agreement_seconds(time: TimeAllowed) -> float | None:
    """How long reading the agreement may take; more with extra time, None without a limit."""
    return None if time is TimeAllowed.UNTIMED else AGREEMENT_SECONDS * float(time.value)


def tick_seconds(time_left: float | None) -> float:
    """Seconds until the next tick: 10, in the last minute 1. The first tick of the last minute comes on its start.

    No more than this is ever granted by the program dying: what was not written down was not used.
    """
    if time_left is None:
        return TICK_SECONDS
    return min(max(time_left - LAST_STRETCH_SECONDS, LAST_TICK_SECONDS), TICK_SECONDS)


def warnings_due(budget: float | None, *, left_before: float | None, left: float | None) -> tuple[int, ...]:
    """The warnings, in minutes left, that time has passed since `left_before` seconds were left; the latest last.

    Each is due once, and none that the whole budget doesn't exceed.
    """
    if budget is None or left_before is None or left is None:
        return ()
    return tuple(minutes for minutes in WARNING_MINUTES if left <= minutes * 60 < min(left_before, budget))


@dataclass(frozen=True, slots=True)
class PaceLine:
    """How the learner stands: items not answered yet, seconds left for them in all and for each (None: none left).

    `ahead`: by how many items more (or fewer, negative) were answered than an even pace would have by now.
    """

    unanswered: int
    seconds_left: float
    seconds_each: float | None
    ahead: int


def pace_line(sitting: Sitting) -> PaceLine | None:
    """The pace in the form, or in its present part; None without a time limit."""
    budget, left = sitting.budget, sitting.time_left
    if budget is None or left is None:
        return None
    items, unanswered = len(sitting.positions), len(sitting.unanswered)
    even = items * (budget - left) / budget
    return PaceLine(
        unanswered=unanswered,
        seconds_left=left,
        seconds_each=left / unanswered if unanswered else None,
        ahead=int(items - unanswered - even),
    )


class Departure(StrEnum):
    """In what a sitting departed from exam conditions. Extra time that was agreed is none."""

    PARTS = "parts"
    UNTIMED = "untimed"
    RETURNS = "returns"
    DAY = "day"
    PROCTOR = "proctor"


def departures(sitting: Sitting) -> tuple[Departure, ...]:
    """Why a sitting doesn't count as one under exam conditions; empty if it does.

    The third return after the program had ended is one too many, and so is a sitting spread over 24 hours. A proctor
    would have ended it where the ladder says so (`proctor_ladder`); what came after is practice.
    """
    found = {
        Departure.PARTS: sitting.terms.in_parts,
        Departure.UNTIMED: sitting.terms.time is TimeAllowed.UNTIMED,
        Departure.RETURNS: sitting.returns >= MOST_RETURNS,
        Departure.DAY: sitting.active + sitting.away >= LONGEST_SECONDS,
        Departure.PROCTOR: any(line.response is Response.END for line in incident_lines(sitting)),
    }
    return tuple(departure for departure, is_so in found.items() if is_so)
