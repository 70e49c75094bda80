"""The road to the credential: what is stored of it, what it looks like later, and what is refused."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from cehrs_desktop.activities import credential
from cehrs_desktop.activities.credential import (
    NewEntry,
    add_credit,
    certificate_file,
    enter_outcome,
    remove_credit,
    renew,
    road,
    take_back_outcome,
)
from cehrs_desktop.activities.export_cards import export, unpack_archive
from cehrs_desktop.activities.study_plan import DayInWords
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import certificates_dir
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.preferences import ExamPlace, Preferences
from cehrs_desktop.rules.progress.certification import ExamOutcome, Reminder, Stage
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Eligible, Route, Task
from cehrs_desktop.rules.progress.road import Road
from cehrs_desktop.storage.database import Database
from tests.builders import the_blueprint
from tests.fakes import FakeClock

TODAY = date(2026, 11, 2)
PDF = b"%PDF-1.4 a certificate"


def enter(database: Database, clock: FakeClock, outcome: ExamOutcome, preferences: Preferences | None = None) -> None:
    enter_outcome(database, clock, outcome, blueprint=the_blueprint(), preferences=preferences or Preferences())


def seen(database: Database, clock: FakeClock, **choices: object) -> Road:
    return road(database, clock, preferences=replace(Preferences(), **choices))  # type: ignore[arg-type]


def note(database: Database, clock: FakeClock, title: str = "Privacy", file: Path | None = None) -> int:
    entry = NewEntry(f" {title} ", TODAY, 150, file)
    return add_credit(database, clock, entry, data_dir=database.path.parent, preferences=Preferences())


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    file = tmp_path / "My Certificate.PDF"
    file.write_bytes(PDF)
    return file


def test_a_new_file_is_at_the_beginning_of_the_road(database: Database, clock: FakeClock) -> None:
    found = seen(database, clock)
    assert (found.stage, found.eligibility.word, found.certificate) == (Stage.PREPARING, Eligible.NOT_SAID, None)
    assert [step.task for step in found.steps] == list(Task)
    assert (found.has_passed, found.is_too_early, found.outcomes, found.entries) == (False, False, (), ())


def test_the_five_years_that_end_before_the_exam_are_a_warning(database: Database, clock: FakeClock) -> None:
    told = CredentialChoices(Diploma.YES, Route.PROGRAM, date(2021, 12, 1))
    found = seen(database, clock, exam_date=date(2026, 12, 2), credential=told, place=ExamPlace.CENTER)
    assert found.eligibility.is_warning
    assert found.eligibility.ends == date(2026, 12, 1)
    assert Task.ROOM not in [step.task for step in found.steps]


def test_an_outcome_comes_back_as_it_was_entered(database: Database, clock: FakeClock) -> None:
    feedback = {DomainNumber.REPORTING: "Needs work", DomainNumber.CLINICAL_OPERATIONS: "78%"}
    failed = ExamOutcome(TODAY - timedelta(days=3), passed=False, score=371, feedback=feedback)
    enter(database, clock, failed)
    with closing(Database(database.path)) as reopened:
        found = seen(reopened, clock)
    assert found.outcomes == (failed,)
    assert found.stage is Stage.FAILED
    assert found.retake is not None
    assert found.retake.earliest == failed.taken + timedelta(days=30)


def test_an_exam_date_within_the_wait_is_too_early(database: Database, clock: FakeClock) -> None:
    enter(database, clock, ExamOutcome(TODAY, passed=False))
    assert seen(database, clock, exam_date=TODAY + timedelta(days=29)).is_too_early
    assert not seen(database, clock, exam_date=TODAY + timedelta(days=30)).is_too_early


def test_passing_begins_a_certification_on_the_exam_date_unless_another_is_said(
    database: Database, clock: FakeClock
) -> None:
    taken = TODAY - timedelta(days=5)
    enter(database, clock, ExamOutcome(taken, passed=True, score=421))
    found = seen(database, clock)
    assert found.has_passed
    assert found.certificate is not None
    assert (found.certificate.since, found.reminder) == (taken, None)
    enter(database, clock, ExamOutcome(taken, passed=True, certified=TODAY))
    (outcome,) = seen(database, clock).outcomes
    assert (outcome.certified, outcome.score) == (TODAY, None)
    clock.advance(days=710)
    assert seen(database, clock).reminder is Reminder.SUBMIT


def test_a_renewal_begins_new_two_years_in_which_older_credits_do_not_count(
    database: Database, clock: FakeClock
) -> None:
    enter(database, clock, ExamOutcome(TODAY - timedelta(days=700), passed=True, score=421))
    note(database, clock)
    renew(database, clock, TODAY + timedelta(days=1), preferences=Preferences())
    found = seen(database, clock)
    assert found.certificate is not None
    assert (found.certificate.since, found.certificate.hundredths) == (TODAY + timedelta(days=1), 0)
    assert found.outcomes[0].score == 421
    with pytest.raises(UserError, match="after the present ones have begun"):
        renew(database, clock, TODAY, preferences=Preferences())


def test_an_outcome_entered_by_mistake_is_taken_back(database: Database, clock: FakeClock) -> None:
    enter(database, clock, ExamOutcome(TODAY, passed=True))
    take_back_outcome(database, TODAY)
    take_back_outcome(database, TODAY)
    assert seen(database, clock).outcomes == ()


def test_an_outcome_that_can_not_be_is_not_stored(database: Database, clock: FakeClock) -> None:
    with pytest.raises(UserError, match="still ahead"):
        enter(database, clock, ExamOutcome(TODAY + timedelta(days=1), passed=True))
    assert seen(database, clock).outcomes == ()


def test_what_was_stored_wrong_is_left_out(database: Database, clock: FakeClock) -> None:
    enter(database, clock, ExamOutcome(TODAY, passed=False))
    for feedback, forecast in (("[", "{}"), ("[]", "{")):
        with closing(sqlite3.connect(database.path)) as other, other:
            other.execute("UPDATE exam_outcome SET feedback = ?, forecast = ?", (feedback, forecast))
        (outcome,) = seen(database, clock).outcomes
        assert (outcome.feedback, outcome.forecast) == ({}, None)


def test_a_credit_is_noted_with_a_copy_of_its_certificate(database: Database, clock: FakeClock, a_file: Path) -> None:
    note(database, clock, file=a_file)
    a_file.unlink()
    (entry,) = seen(database, clock).entries
    assert (entry.title, entry.earned, entry.hundredths, entry.shown) == ("Privacy", TODAY, 150, "My Certificate.PDF")
    assert certificate_file(entry, data_dir=database.path.parent).read_bytes() == PDF


def test_the_certificate_goes_with_the_last_entry_that_has_it(
    database: Database, clock: FakeClock, a_file: Path
) -> None:
    folder = database.path.parent
    first, second = note(database, clock, file=a_file), note(database, clock, file=a_file)
    plain = note(database, clock, "No paper")
    assert len(list(certificates_dir(folder).iterdir())) == 1
    for entry, left in ((plain, 1), (first, 1), (second, 0), (second, 0)):
        remove_credit(database, entry, data_dir=folder)
        assert len(list(certificates_dir(folder).iterdir())) == left
    assert seen(database, clock).entries == ()


def test_a_file_that_can_not_be_kept_leaves_nothing_behind(
    database: Database, clock: FakeClock, a_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_file.with_name("letter.docx")
    other.write_bytes(b"x")
    with pytest.raises(UserError, match="PDF, PNG or JPEG"):
        note(database, clock, file=other)
    with pytest.raises(UserError, match="could not be copied: No such file"):
        note(database, clock, file=a_file.with_name("gone.pdf"))
    monkeypatch.setattr(credential, "LARGEST_CERTIFICATE", 5)
    with pytest.raises(UserError, match="larger than"):
        note(database, clock, file=a_file)
    assert seen(database, clock).entries == ()


def test_a_certificate_that_is_gone_is_told(database: Database, clock: FakeClock, a_file: Path) -> None:
    note(database, clock, file=a_file)
    note(database, clock, "No paper")
    for entry in seen(database, clock).entries:
        for file in certificates_dir(database.path.parent).glob("*"):
            file.unlink()
        with pytest.raises(UserError, match="isn’t there any more"):
            certificate_file(entry, data_dir=database.path.parent)


def test_certificates_are_in_the_archive_of_everything(
    database: Database, clock: FakeClock, a_file: Path, tmp_path: Path
) -> None:
    note(database, clock, file=a_file)
    target = tmp_path / "all.cehrs.zip"
    export(database, clock, target, data_dir=database.path.parent)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("certificates/evil.exe", b"x")
    unpack_archive(target, tmp_path / "there")
    (kept,) = certificates_dir(tmp_path / "there").iterdir()
    assert kept.read_bytes() == PDF


def test_the_reminders_are_a_calendar_file_with_alarms(clock: FakeClock) -> None:
    days = [DayInWords(date(2028, 11, 2), "expiry", "CEHRS certification ends", "Renew it before.")]
    (event,) = Calendar.from_ical(credential.reminders_file(days, clock)).walk("VEVENT")
    assert (event.decoded("dtstart"), str(event["summary"])) == (date(2028, 11, 2), "CEHRS certification ends")
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)
