"""The road to the exam: who may sit it, until when, and what to have done by which date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from cehrs_desktop.errors import UserError

PROGRAM_YEARS = 5
"""A program must have been finished within so many years of the exam."""

LONGEST_NOTE = 80
_LATEST_FINISH = 2 * 366
"""Days ahead beyond which a program's end is taken for a slip of the year."""


class Diploma(Enum):
    """Whether the learner has a high school diploma or its equivalent."""

    NOT_SAID = "not said"
    YES = "yes"
    NO = "no"


class Route(Enum):
    """What qualifies the learner beside the diploma."""

    NOT_SAID = "not said"
    PROGRAM = "program"
    EXPERIENCE = "experience"


class Task(Enum):
    """Something to have done before exam day, in the order it comes: accommodations are asked for before booking."""

    ACCOMMODATIONS = "accommodations"
    REGISTRATION = "registration"
    ID = "id"
    MACHINE = "machine"
    ROOM = "room"


DAYS_BEFORE = {Task.ACCOMMODATIONS: 56, Task.REGISTRATION: 42, Task.ID: 28, Task.MACHINE: 7, Task.ROOM: 2}
"""By when, in days before the exam. Our suggestion: NHA sets no such dates."""

_AT_HOME = (Task.MACHINE, Task.ROOM)


@dataclass(frozen=True, slots=True)
class CredentialChoices:
    """What the learner told of their way to the credential. `finished`: when the program was, or will be, finished;
    `renewal_fee`: their own note.
    """

    diploma: Diploma = Diploma.NOT_SAID
    route: Route = Route.NOT_SAID
    finished: date | None = None
    done: frozenset[Task] = frozenset()
    renewal_fee: str = ""

    def __post_init__(self) -> None:
        if len(self.renewal_fee) > LONGEST_NOTE:
            raise ValueError(f"a note on the fee has at most {LONGEST_NOTE} letters")


class Eligible(Enum):
    """What can be said of who may sit the exam; NHA decides."""

    NOT_SAID = "not said"
    NO_DIPLOMA = "no diploma"
    NOT_FINISHED = "the program ends after the exam"
    TOO_LATE = "the five years end before the exam"
    BY_PROGRAM = "by program"
    BY_EXPERIENCE = "by experience"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`ends`: the last day of the five years; None without a program's date."""

    word: Eligible
    ends: date | None = None

    @property
    def is_warning(self) -> bool:
        """Whether the exam date and the program's don't go together."""
        return self.word in (Eligible.NOT_FINISHED, Eligible.TOO_LATE)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; February 29 becomes February 28 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def eligibility(choices: CredentialChoices, *, exam: date | None, today: date) -> Eligibility:
    """Who may sit the exam on its date; without one, today counts, and a program may still be going on."""
    by_program = choices.route is Route.PROGRAM and choices.finished is not None
    ends = years_after(choices.finished, PROGRAM_YEARS) if by_program and choices.finished is not None else None
    if choices.diploma is Diploma.NO:
        return Eligibility(Eligible.NO_DIPLOMA, ends)
    if choices.finished is not None and ends is not None:
        if exam is not None and choices.finished > exam:
            return Eligibility(Eligible.NOT_FINISHED, ends)
        if ends < (exam or today):
            return Eligibility(Eligible.TOO_LATE, ends)
    if choices.diploma is Diploma.NOT_SAID:
        return Eligibility(Eligible.NOT_SAID, ends)
    if choices.route is Route.EXPERIENCE:
        return Eligibility(Eligible.BY_EXPERIENCE)
    return Eligibility(Eligible.BY_PROGRAM if by_program else Eligible.NOT_SAID, ends)


def check_finished(finished: date | None, *, exam: date | None, today: date) -> None:
    """Raise UserError, with the sentence for beside the field, for a program's date that can't be."""
    if finished is None:
        return
    if exam is not None and finished > exam >= today:
        raise UserError("This is after your exam date. A program is finished before the exam; please check both dates.")
    if (finished - today).days > _LATEST_FINISH:
        raise UserError("This date is more than two years away. Please check the year.")
    if finished < years_after(today, -100):
        raise UserError("This date is more than 100 years ago. Please check the year.")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist; `by` None: the exam has no date ahead. Late: the date is past, the task isn't done."""

    task: Task
    by: date | None
    is_done: bool
    is_late: bool


def checklist(choices: CredentialChoices, *, exam: date | None, today: date, at_home: bool) -> tuple[Step, ...]:
    """What to have done by when; machine and room are the learner's own only at home."""
    ahead = exam is not None and exam >= today
    steps = []
    for task in Task:
        if task in _AT_HOME and not at_home:
            continue
        by = exam - timedelta(days=DAYS_BEFORE[task]) if ahead and exam is not None else None
        is_done = task in choices.done
        steps.append(Step(task, by, is_done, is_late=by is not None and by < today and not is_done))
    return tuple(steps)
