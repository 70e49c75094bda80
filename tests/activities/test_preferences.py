"""The learner's choices, kept in the file."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.preferences import check_exam_date, load_preferences, save_preferences
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.preferences import ColorScheme, ExamPlace, Preferences, TimeAccommodation
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Route, Task
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.progress.plan_facts import Background
from cehrs_desktop.rules.study.settings import DomainBias, Pin, StudySettings
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.settings import read_settings, write_settings

OTHERS = Preferences(
    exam_date=date(2027, 2, 28),
    place=ExamPlace.HOME,
    accommodation=TimeAccommodation.HALF_MORE,
    study=StudySettings(
        minutes_per_day=35,
        new_per_day=7,
        rollover_hour=2,
        base_retention=0.87,
        bias=DomainBias.STRONG,
        learning_steps=(1, 15),
        relearning_steps=(),
        maximum_interval=120,
        four_ratings=True,
        pins=(Pin.MORE, Pin.AS_WEIGHED, Pin.LESS, Pin.AS_WEIGHED, Pin.AS_WEIGHED),
    ),
    plan=PlanChoices(
        weekday_minutes=(30, None, 30, None, 30, 90, 0),
        long_days=frozenset({5}),
        days_off=frozenset({date(2026, 12, 25)}),
        background=Background.CAREER_CHANGER,
        moved={date(2026, 12, 12): date(2026, 12, 19)},
    ),
    credential=CredentialChoices(
        Diploma.YES, Route.PROGRAM, date(2024, 6, 1), frozenset({Task.ID, Task.REGISTRATION}), "$100"
    ),
    scheme=ColorScheme.DARK,
    text_percent=150,
    keys={"undo": ("Ctrl+Z", "Z"), "flag": ()},
    welcomed=True,
    ratings_explained=True,
    show_primers=False,
    primers_shown=frozenset({"privacy", "breach"}),
)


def test_a_new_file_has_the_defaults(database: Database) -> None:
    assert load_preferences(database) == Preferences()


def test_every_choice_survives_closing_the_file(database: Database) -> None:
    for choices in (OTHERS, OTHERS.study):
        defaults = type(choices)()
        for field in fields(choices):
            assert getattr(choices, field.name) != getattr(defaults, field.name), f"{field.name} is not tested"
    assert save_preferences(database, OTHERS) == Changed.PREFERENCES | Changed.CARDS
    with closing(Database(database.path)) as reopened:
        assert load_preferences(reopened) == OTHERS
        save_preferences(reopened, Preferences())
    assert load_preferences(database) == Preferences()


@pytest.mark.parametrize("bias", DomainBias)
@pytest.mark.parametrize("place", ExamPlace)
@pytest.mark.parametrize("accommodation", TimeAccommodation)
def test_every_answer_to_the_first_questions_comes_back(
    database: Database, bias: DomainBias, place: ExamPlace, accommodation: TimeAccommodation
) -> None:
    chosen = Preferences(place=place, accommodation=accommodation, study=StudySettings(bias=bias))
    save_preferences(database, chosen)
    assert load_preferences(database) == chosen


NONSENSE: Mapping[str, Sequence[Any]] = {
    "exam_date": ("soon", 0, "", [], True, 20270101),
    "place": ("the moon", None, ["home"]),
    "accommodation": ("3", 1.5),
    "scheme": ("pink", 1),
    "text_percent": (5, "big", None, float("inf"), float("nan")),
    "keys": ("z", [1], {"undo": 5}, 3),
    "welcomed": ("no", 0, None),
    "ratings_explained": ("no", 1),
    "minutes_per_day": (0, -20, "x", float("inf")),
    "new_per_day": (1000,),
    "rollover_hour": (24,),
    "base_retention": (1.5, "high", float("nan")),
    "bias": (0.7,),
    "learning_steps": ([0], 5, ["x"], [float("inf")]),
    "relearning_steps": ([2000],),
    "maximum_interval": (0,),
    "four_ratings": ("maybe", None),
    "credential": (5, {}, {"diploma": "maybe", "done": [], "finished": None, "renewal_fee": "", "route": "program"}),
    "pins": ([1.0], [1.0, 1.0, 3.0, 1.0, 1.0], 5, None),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in NONSENSE for value in NONSENSE[name]])
def test_a_stored_choice_that_makes_no_sense_falls_back_to_its_default_and_the_log_says_so(
    database: Database, caplog: pytest.LogCaptureFixture, name: str, value: Any
) -> None:
    save_preferences(database, OTHERS)
    with database.changing() as connection:
        write_settings(connection, {name: value})
    with caplog.at_level(logging.WARNING):
        found = load_preferences(database)
    defaults = Preferences()
    for field in fields(found):
        if field.name not in ("study", name):
            assert getattr(found, field.name) == getattr(OTHERS, field.name)
    for field in fields(found.study):
        expected = defaults.study if field.name == name else OTHERS.study
        assert getattr(found.study, field.name) == getattr(expected, field.name)
    if hasattr(defaults, name):
        assert getattr(found, name) == getattr(defaults, name)
    assert [record.getMessage() for record in caplog.records] == [
        f"The stored choice {name} is not understood: {value!r}"
    ]


def test_a_choice_of_a_later_version_is_left_alone(database: Database) -> None:
    with database.changing() as connection:
        write_settings(connection, {"of_the_future": [1, 2]})
    save_preferences(database, OTHERS)
    assert load_preferences(database) == OTHERS
    with database.reading() as connection:
        assert read_settings(connection)["of_the_future"] == [1, 2]


def test_what_is_stored_is_readable_json(database: Database) -> None:
    save_preferences(database, OTHERS)
    assert _stored(database.path)["exam_date"] == '"2027-02-28"'
    assert _stored(database.path)["learning_steps"] == "[1, 15]"


def _stored(file: Path) -> dict[str, str]:
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT name, value FROM setting").fetchall())


TODAY = date(2026, 11, 2)


@pytest.mark.parametrize("exam_date", [None, TODAY, date(2026, 11, 3), date(2028, 11, 1)])
def test_an_exam_ahead_or_not_booked_is_fine(exam_date: date | None) -> None:
    check_exam_date(exam_date, today=TODAY)


@pytest.mark.parametrize(
    ("exam_date", "sentence"),
    [(date(2026, 11, 1), "This date has passed"), (date(2028, 11, 2), "more than two years away")],
)
def test_a_date_that_cannot_be_the_next_exam_is_refused(exam_date: date, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_exam_date(exam_date, today=TODAY)


def test_a_choice_that_is_no_json_falls_back_and_the_others_stay(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    save_preferences(database, Preferences(text_percent=150, welcomed=True))
    with closing(sqlite3.connect(database.path)) as other, other:
        other.execute("UPDATE setting SET value = '{nonsense' WHERE name = 'welcomed'")
    assert load_preferences(database) == Preferences(text_percent=150)
    assert "welcomed" in caplog.text
