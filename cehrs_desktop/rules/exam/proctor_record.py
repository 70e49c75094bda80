"""What was noticed, as events of the sitting and back: an incident, and the objection to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cehrs_desktop.rules.exam.events import Incident
from cehrs_desktop.rules.exam.proctor_ladder import Response
from cehrs_desktop.rules.exam.proctor_policy import Noticed
from cehrs_desktop.rules.exam.proctor_signals import Signal
from cehrs_desktop.rules.exam.state import Sitting

OBJECTION = "objection"
SWITCHED_OFF = "switched_off"
REASON = "reason"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the incident list; `at` is in active seconds of the sitting."""

    at: float
    number: int
    signal: Signal
    response: Response
    detail: str = ""
    objected: bool = False


def incident_of(noticed: Noticed) -> Incident:
    """The event that keeps an incident: 'warn 3 Zoom' is the third incident, a warning, for the program Zoom."""
    return Incident(noticed.signal.value, f"{noticed.response} {noticed.number} {noticed.detail}".rstrip())


def objection_of(number: int) -> Incident:
    """The event that keeps 'That was not me'."""
    return Incident(OBJECTION, str(number))


def switched_off_of(signal: Signal, why: str) -> Incident:
    """The event that keeps from when a detector was off. It is never a violation."""
    return Incident(SWITCHED_OFF, f"{signal} {why}".rstrip())


def reason_of(reason: str) -> Incident:
    """The event that keeps why the learner left."""
    return Incident(REASON, reason)


def lines(incidents: Iterable[tuple[float, Incident]]) -> tuple[Line, ...]:
    """The incident list of a sitting's incidents, each with its active seconds; other incidents are left out.

    Numbers count from the beginning of each watch, so after the program was ended and started again they begin anew;
    an objection is to the newest incident of its number.
    """
    found: list[Line] = []
    for at, incident in incidents:
        if incident.name == OBJECTION:
            newest = next((i for i in reversed(range(len(found))) if str(found[i].number) == incident.detail), None)
            if newest is not None:
                found[newest] = replace(found[newest], objected=True)
        elif (line := _line(at, incident)) is not None:
            found.append(line)
    return tuple(found)


def incident_lines(sitting: Sitting) -> tuple[Line, ...]:
    """The incident list of a sitting."""
    return lines((noted.at, noted.event) for noted in sitting.noted if isinstance(noted.event, Incident))


def off_for(incidents: Iterable[Incident]) -> frozenset[Signal]:
    """Signals whose detector failed or was switched off on the way."""
    names = {incident.detail.partition(" ")[0] for incident in incidents if incident.name == SWITCHED_OFF}
    return frozenset(signal for signal in Signal if signal.value in names)


def _line(at: float, incident: Incident) -> Line | None:
    response, _, rest = incident.detail.partition(" ")
    number, _, detail = rest.partition(" ")
    try:
        return Line(at, int(number), Signal(incident.name), Response(response), detail)
    except ValueError:
        return None
