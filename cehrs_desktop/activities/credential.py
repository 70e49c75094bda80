"""The road to the credential and on from it: what is due before the exam, its outcome, what keeps the certification."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import certificates_dir
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.preferences import ExamPlace, Preferences
from cehrs_desktop.rules.progress.certification import (
    CeEntry,
    ExamOutcome,
    certificate,
    check_entry,
    check_outcome,
    check_renewal,
    due_reminder,
    our_forecast,
    retake,
    stage,
)
from cehrs_desktop.rules.progress.credential import checklist, eligibility
from cehrs_desktop.rules.progress.road import Road
from cehrs_desktop.rules.study.learner_day import date_of, study_day
from cehrs_desktop.storage.credential import (
    delete_entry,
    delete_outcome,
    insert_entry,
    read_entries,
    read_outcomes,
    write_outcome,
)
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.sealed_forms import read_sealed

if TYPE_CHECKING:
    from cehrs_desktop.activities.study_plan import DayInWords

CERTIFICATE_ENDINGS = (".pdf", ".png", ".jpg", ".jpeg")
LARGEST_CERTIFICATE = 20_000_000
"""Bytes."""


def road(database: Database, clock: Clock, *, preferences: Preferences) -> Road:
    """Where the learner is on the road."""
    today = today_of(clock, preferences)
    exam, told = preferences.exam_date, preferences.credential
    with database.reading() as connection:
        outcomes, entries = read_outcomes(connection), read_entries(connection)
    held = certificate(outcomes, entries, today=today)
    at_home = preferences.place in (ExamPlace.HOME, ExamPlace.NOT_SURE)
    return Road(
        today=today,
        exam=exam,
        stage=stage(outcomes, exam=exam, today=today),
        eligibility=eligibility(told, exam=exam, today=today),
        steps=checklist(told, exam=exam, today=today, at_home=at_home),
        outcomes=outcomes,
        retake=retake(outcomes),
        certificate=held,
        reminder=None if held is None else due_reminder(held, today=today),
        entries=entries,
    )


def today_of(clock: Clock, preferences: Preferences) -> date:
    """The date of the present study day."""
    return date_of(study_day(clock.now(), rollover_hour=preferences.study.rollover_hour))


def fresh_mocks(database: Database, *, blueprint: Blueprint) -> int:
    """How many mocks of questions never met are left for the next try."""
    with database.reading() as connection:
        sealed, over = read_sealed(connection, blueprint.id)
    return sum(name.kind is FormKind.MOCK and name not in over for name in sealed)


def enter_outcome(
    database: Database, clock: Clock, outcome: ExamOutcome, *, blueprint: Blueprint, preferences: Preferences
) -> Changed:
    """Store how the real exam went, with what readiness says of it; one of the same day is replaced.

    The exam date in the choices is the caller's to clear. Raises UserError for an outcome that can't be.
    """
    today = today_of(clock, preferences)
    if outcome.passed and outcome.certified is None:
        outcome = replace(outcome, certified=outcome.taken)
    check_outcome(outcome, today=today, scale=blueprint.scale)
    from cehrs_desktop.activities.readiness import standing  # takes a moment, and few need it here

    ready = standing(database, clock, blueprint=blueprint, preferences=preferences).readiness
    kept = replace(outcome, forecast=our_forecast(ready, taken=outcome.taken, today=today))
    with database.changing() as connection:
        write_outcome(connection, kept, now=clock.now())
    return Changed.PREFERENCES | Changed.CARDS


def take_back_outcome(database: Database, taken: date) -> Changed:
    """Remove an outcome that was entered by mistake."""
    with database.changing() as connection:
        delete_outcome(connection, taken)
    return Changed.PREFERENCES | Changed.CARDS


def renew(database: Database, clock: Clock, since: date | None, *, preferences: Preferences) -> Changed:
    """Let the certification's two years begin anew. Raises UserError for a day that can't be."""
    with database.changing() as connection:
        outcomes = read_outcomes(connection)
        today = today_of(clock, preferences)
        held = certificate(outcomes, (), today=today)
        assert held is not None, "there is a certification to renew"
        check_renewal(held, since, today=today)
        renewed = max((each for each in outcomes if each.passed), key=lambda each: each.certified or each.taken)
        write_outcome(connection, replace(renewed, certified=since), now=clock.now())
    return Changed.PREFERENCES | Changed.CARDS


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A continuing education activity to be noted; `file` is its certificate, wherever it lies."""

    title: str
    earned: date | None
    hundredths: int
    file: Path | None = None


def add_credit(database: Database, clock: Clock, entry: NewEntry, *, data_dir: Path, preferences: Preferences) -> int:
    """Note it, with a copy of its certificate beside the study file; returns the entry's id.

    Raises UserError, with nothing noted, for an entry that can't be or a file that can't be kept.
    """
    check_entry(entry.title, entry.earned, entry.hundredths, today=today_of(clock, preferences))
    assert entry.earned is not None, "it was checked"
    kept = None if entry.file is None else (_keep(entry.file, certificates_dir(data_dir)), entry.file.name)
    with database.changing() as connection:
        return insert_entry(connection, entry.title.strip(), entry.earned, entry.hundredths, file=kept, now=clock.now())


def _keep(file: Path, folder: Path) -> str:
    """Copy a file into the folder under a name made of what it holds; returns that name."""
    ending = file.suffix.lower()
    if ending not in CERTIFICATE_ENDINGS:
        raise UserError("A certificate is kept as PDF, PNG or JPEG. Choose another file, or none.")
    try:
        if file.stat().st_size > LARGEST_CERTIFICATE:
            raise UserError("This file is larger than {count} megabytes. Choose a smaller one.", count=20)
        content = file.read_bytes()
        name = hashlib.sha256(content).hexdigest()[:24] + ending
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            partial = folder / f"{name}.partial"
            partial.write_bytes(content)
            partial.replace(folder / name)
    except OSError as error:
        raise UserError(
            "The certificate could not be copied: {reason}. Choose it again, or none.", reason=error.strerror or error
        ) from error
    return name


def remove_credit(database: Database, entry: int, *, data_dir: Path) -> None:
    """Take an entry out of the log; its certificate goes with it, unless another entry has the same.

    Backups that name it keep theirs.
    """
    with database.changing() as connection:
        unused = delete_entry(connection, entry)
    if unused is not None:
        (certificates_dir(data_dir) / unused).unlink(missing_ok=True)


def certificate_file(entry: CeEntry, *, data_dir: Path) -> Path:
    """Where the certificate of an entry lies. Raises UserError when it isn't there."""
    place = None if entry.file is None else certificates_dir(data_dir) / entry.file
    if place is None or not place.is_file():
        raise UserError("The certificate isn’t there any more. Remove the entry and note it again with the file.")
    return place


def reminders_file(days: Sequence[DayInWords], clock: Clock) -> bytes:
    """The certification's days as the content of an .ics file, each with a reminder on the day before."""
    from cehrs_desktop.content.calendar_file import CalendarEntry, calendar_bytes

    entries = [
        CalendarEntry(f"{each.key}-{each.day.isoformat()}", each.day, each.title, each.text, remind_days_before=1)
        for each in days
    ]
    return calendar_bytes(entries, written_at=clock.now())
