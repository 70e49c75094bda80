"""Exams and their results in words."""

from __future__ import annotations

from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.exam.sitting import Sitting, TimeAllowed
from cehrs_desktop.rules.exam.timing import Departure
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr


def exam_title(kind: FormKind) -> str:
    """What stands above an exam, or a practice set sat like one."""
    if not kind.is_exam:
        return tr("Practice set")
    if kind is FormKind.DIAGNOSTIC:
        return tr("Diagnostic — practice, not an NHA exam")
    return tr("Mock exam — practice, not an NHA exam")


def end_words(state: Sitting) -> str:
    """What ending it, or its present part, is called."""
    if not state.form.kind.is_exam:
        return tr("End the set")
    return tr("End this part") if state.has_next_part else tr("End the exam")


def left_words(*, by_proctor: bool) -> str:
    """What is said after an exam was left before its end."""
    if by_proctor:
        return tr("A live proctor would probably have ended it. Submit it as it is, or go on with it as practice.")
    return tr("It is kept as it is. Go on with it whenever you like.")


def numbered_title(kind: FormKind, number: int) -> str:
    """'Mock exam 3'."""
    name = {FormKind.DIAGNOSTIC: tr("Diagnostic %n"), FormKind.MOCK: tr("Mock exam %n")}.get(
        kind, tr("Practice set %n")
    )
    return name.replace("%n", str(number))


def exam_terms(kind: FormKind, conditions: Conditions, blueprint: Blueprint) -> str:
    """How many items in how much time."""
    makeup = blueprint.diagnostic if kind is FormKind.DIAGNOSTIC else blueprint.mock
    items = tr("%n items").replace("%n", str(makeup.items))
    if conditions.terms.time is TimeAllowed.UNTIMED:
        return tr("%i, untimed.").replace("%i", items)
    minutes = texts.minutes(round(makeup.minutes * float(conditions.terms.time.value)))
    if conditions.terms.in_parts:
        return (
            tr("%i in %p parts on days of your choice, %m in all. Not under exam conditions.")
            .replace("%i", items)
            .replace("%p", str(makeup.parts))
            .replace("%m", minutes)
        )
    return tr("%i in %m. At zero the exam ends by itself.").replace("%i", items).replace("%m", minutes)


def verdict_words(verdict: Verdict) -> str:
    """Where the band lies against the pass line."""
    return {
        Verdict.BELOW: tr("below the pass line"),
        Verdict.TOO_CLOSE: tr("too close to call"),
        Verdict.ABOVE: tr("above the pass line"),
    }[verdict]


def departure_words(departure: Departure) -> str:
    """In what a sitting departed from exam conditions."""
    return {
        Departure.PARTS: tr("sat in parts"),
        Departure.UNTIMED: tr("untimed"),
        Departure.RETURNS: tr("left and returned to three times or more"),
        Departure.DAY: tr("spread over more than a day"),
        Departure.PROCTOR: tr("a proctor would probably have ended it"),
    }[departure]
