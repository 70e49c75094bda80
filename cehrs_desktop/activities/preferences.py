"""Reading and changing the learner's choices."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.preferences import ColorScheme, ExamPlace, Preferences, TimeAccommodation
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Route, Task
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.progress.plan_facts import Background
from cehrs_desktop.rules.study.settings import DomainBias, Pin, StudySettings
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.settings import Json, read_settings, write_settings

_LOG = logging.getLogger(__name__)


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"neither on nor off: {value!r}")
    return value


def _write_plan(plan: PlanChoices) -> Json:
    days_off: list[Json] = [day.isoformat() for day in sorted(plan.days_off)]
    long_days: list[Json] = [*sorted(plan.long_days)]
    return {
        "weekday_minutes": list(plan.weekday_minutes),
        "long_days": long_days,
        "days_off": days_off,
        "background": plan.background.value,
        "moved": {day.isoformat(): to.isoformat() for day, to in plan.moved.items()},
    }


def _read_plan(stored: Any) -> PlanChoices:
    return PlanChoices(
        weekday_minutes=tuple(None if own is None else int(own) for own in stored["weekday_minutes"]),
        long_days=frozenset(stored["long_days"]),
        days_off=frozenset(date.fromisoformat(day) for day in stored["days_off"]),
        background=Background(stored["background"]),
        moved={date.fromisoformat(day): date.fromisoformat(to) for day, to in stored["moved"].items()},
    )


def _write_credential(told: CredentialChoices) -> Json:
    done: list[Json] = [task.value for task in Task if task in told.done]
    return {
        "diploma": told.diploma.value,
        "route": told.route.value,
        "finished": None if told.finished is None else told.finished.isoformat(),
        "done": done,
        "renewal_fee": told.renewal_fee,
    }


def _read_credential(stored: Any) -> CredentialChoices:
    return CredentialChoices(
        diploma=Diploma(stored["diploma"]),
        route=Route(stored["route"]),
        finished=None if stored["finished"] is None else date.fromisoformat(stored["finished"]),
        done=frozenset(Task(task) for task in stored["done"]),
        renewal_fee=str(stored["renewal_fee"]),
    )


# How each choice is stored: name → (to JSON, from JSON). Names are the fields of Preferences and StudySettings.
_AS_IS: tuple[Callable[[Any], Json], Callable[[Any], Any]] = (lambda value: value, lambda value: value)
_STEPS: tuple[Callable[[Any], Json], Callable[[Any], Any]] = (list, lambda value: tuple(int(step) for step in value))
_PREFERENCES: Mapping[str, tuple[Callable[[Any], Json], Callable[[Any], Any]]] = {
    "exam_date": (
        lambda day: None if day is None else day.isoformat(),
        lambda text: None if text is None else date.fromisoformat(text),
    ),
    "place": (lambda place: place.value, ExamPlace),
    "accommodation": (lambda accommodation: accommodation.value, TimeAccommodation),
    "scheme": (lambda scheme: scheme.value, ColorScheme),
    "text_percent": (_AS_IS[0], int),
    "keys": (
        lambda keys: {name: list(sequences) for name, sequences in keys.items()},
        lambda keys: {name: tuple(sequences) for name, sequences in keys.items()},
    ),
    "plan": (_write_plan, _read_plan),
    "credential": (_write_credential, _read_credential),
    "welcomed": (_AS_IS[0], _switch),
    "ratings_explained": (_AS_IS[0], _switch),
    "show_primers": (_AS_IS[0], _switch),
    "primers_shown": (sorted, lambda topics: frozenset(str(topic) for topic in topics)),
}
_STUDY: Mapping[str, tuple[Callable[[Any], Json], Callable[[Any], Any]]] = {
    "minutes_per_day": (_AS_IS[0], int),
    "new_per_day": (_AS_IS[0], lambda count: None if count is None else int(count)),
    "rollover_hour": (_AS_IS[0], int),
    "base_retention": (_AS_IS[0], float),
    "bias": (lambda bias: bias.value, DomainBias),
    "learning_steps": _STEPS,
    "relearning_steps": _STEPS,
    "maximum_interval": (_AS_IS[0], int),
    "four_ratings": (_AS_IS[0], _switch),
    "pins": (lambda pins: [pin.value for pin in pins], lambda values: tuple(Pin(value) for value in values)),
}


def load_preferences(database: Database) -> Preferences:
    """The learner's choices; one that can't be understood falls back to its default, and the log says so."""
    with database.reading() as connection:
        stored = read_settings(connection)
    study = StudySettings()
    for name, (_, read) in _STUDY.items():
        study = _with(study, name, stored, read)
    preferences = Preferences(study=study)
    for name, (_, read) in _PREFERENCES.items():
        preferences = _with(preferences, name, stored, read)
    return preferences


_Choices = TypeVar("_Choices", Preferences, StudySettings)


def _with(choices: _Choices, name: str, stored: Mapping[str, Json], read: Callable[[Any], Any]) -> _Choices:
    if name not in stored:
        return choices
    try:
        return replace(choices, **{name: read(stored[name])})
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        _LOG.warning("The stored choice %s is not understood: %r", name, stored[name])
        return choices


def save_preferences(database: Database, preferences: Preferences) -> Changed:
    """Store all choices."""
    choices = {name: write(getattr(preferences, name)) for name, (write, _) in _PREFERENCES.items()}
    choices |= {name: write(getattr(preferences.study, name)) for name, (write, _) in _STUDY.items()}
    with database.changing() as connection:
        write_settings(connection, choices)
    return Changed.PREFERENCES | Changed.CARDS


def check_exam_date(exam_date: date | None, *, today: date) -> None:
    """Raise UserError, with the sentence for beside the field, for a date that can't be one's next exam."""
    if exam_date is None:
        return
    if exam_date < today:
        raise UserError("This date has passed. Choose your exam's date, or Not booked yet.")
    if (exam_date - today).days > 730:
        raise UserError("This date is more than two years away. Please check the year.")
