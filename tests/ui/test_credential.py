"""The road to the credential in the window: told, ticked, entered, logged, and what Today and the Plan make of it."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDoubleSpinBox, QFileDialog, QLineEdit, QSpinBox

from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.paths import certificates_dir
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Route, Task
from cehrs_desktop.ui.credential.page import CredentialPage
from cehrs_desktop.ui.main_window import CREDENTIAL, PLAN, TODAY
from tests.activities.progress.answered import sit
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, type_text, visible

TODAYS = FakeClock().now().date()
EXAM = TODAYS + timedelta(days=60)
FINISHED = "When did you, or will you, finish the program?"
SAT, HOW, SCORE = "When did you sit it?", "How did it go?", "NHA’s score"
TITLE, DAY, CREDITS = "Title of the course or event", "Day", "Credits"


@pytest.fixture
def seen(open_window: OpenOne) -> OpenWindow:
    return shown(open_window(exam_date=EXAM))


def shown(window: OpenWindow) -> OpenWindow:
    window.window.show_page(CREDENTIAL)
    settle()
    assert isinstance(window.page, CredentialPage)
    return window


def line(seen: OpenWindow, name: str) -> QLineEdit:
    (found,) = [each for each in visible(QLineEdit, within=seen.page) if each.accessibleName() == name]
    return found


def write(seen: OpenWindow, name: str, text: str) -> None:
    """Reach a line by Tab, write, and go on."""
    seen.tab_to(line(seen, name))
    press("Ctrl+A", "Delete")
    type_text(text)
    press("Tab")
    settle()


def combo(seen: OpenWindow, name: str, text: str) -> None:
    (found,) = [each for each in visible(QComboBox, within=seen.page) if each.accessibleName() == name]
    found.setCurrentIndex(found.findText(text))
    settle()


def enter(seen: OpenWindow, day: date, how: str) -> None:
    if "Enter a result" in seen.texts:
        seen.choose("Enter a result")
    write(seen, SAT, f"{day:%m/%d/%Y}")
    combo(seen, HOW, how)
    seen.choose("Keep the result")


# --- before the exam ---


def test_what_is_told_is_kept_and_the_five_years_are_said(seen: OpenWindow) -> None:
    combo(seen, "Do you have a high school diploma or its equivalent?", "Yes")
    assert not line(seen, FINISHED).isEnabled()
    combo(seen, "What has prepared you for the work?", "A training program")
    write(seen, FINISHED, "12/01/2021")
    assert seen.stored.credential == CredentialChoices(Diploma.YES, Route.PROGRAM, date(2021, 12, 1))
    assert "The five years since your program end before your exam." in seen.texts
    assert "end on December 1, 2026." in seen.texts
    write(seen, FINISHED, "12/01/2024")
    assert "By what you say, you may take the exam." in seen.texts


@pytest.mark.parametrize(
    ("written", "sentence"), [("02/30/2024", "month/day/year"), ("02/01/2027", "after your exam date")]
)
def test_a_date_that_can_not_be_is_told_and_stays_written(open_window: OpenOne, written: str, sentence: str) -> None:
    told = CredentialChoices(Diploma.YES, Route.PROGRAM, date(2024, 6, 1))
    seen = shown(open_window(exam_date=EXAM, credential=told))
    write(seen, FINISHED, written)
    assert sentence in seen.texts
    combo(seen, "Do you have a high school diploma or its equivalent?", "No")
    assert line(seen, FINISHED).text() == written
    assert sentence in seen.texts
    assert seen.stored.credential == CredentialChoices(Diploma.NO, Route.PROGRAM, date(2024, 6, 1))
    write(seen, FINISHED, "06/02/2024")
    assert sentence not in seen.texts
    assert seen.stored.credential.finished == date(2024, 6, 2)


def test_tasks_are_ticked_by_key_and_have_dates(seen: OpenWindow) -> None:
    assert "by November 20, 2026" in seen.texts  # registration, six weeks before
    box = next(each for each in visible(QCheckBox, within=seen.page) if each.text() == "Registered and booked")
    seen.tab_to(box)
    press("Space")
    settle()
    assert seen.stored.credential.done == frozenset({Task.REGISTRATION})
    assert "by November 20, 2026" not in seen.texts
    press("Space")
    assert seen.stored.credential.done == frozenset()


def test_the_plan_warns_of_the_five_years_and_leads_to_the_road(open_window: OpenOne) -> None:
    told = CredentialChoices(Diploma.YES, Route.PROGRAM, date(2021, 12, 1))
    seen = open_window(exam_date=EXAM, credential=told)
    seen.window.show_page(PLAN)
    assert "The five years since your program end before your exam." in seen.texts
    seen.choose("Road to the credential")
    assert isinstance(seen.page, CredentialPage)
    seen.choose("Back to the plan")
    assert "Day by day" in seen.texts


# --- after the exam ---


def test_a_result_is_needed_whole_and_sensible(open_window: OpenOne) -> None:
    seen = open_window(exam_date=TODAYS - timedelta(days=2))
    seen.window.show_page(TODAY)
    seen.choose("Enter the result")
    assert "Your exam was on October 31, 2026." in seen.texts
    assert "we never ask for them" in seen.texts
    assert line(seen, SAT).text() == "10/31/2026"
    seen.choose("Keep the result")
    assert "whether you passed" in seen.texts
    combo(seen, HOW, "Passed")
    (score,) = [each for each in visible(QSpinBox, within=seen.page) if each.accessibleName() == SCORE]
    score.setValue(380)
    write(seen, "NHA’s word on Reporting", "Strong")
    seen.choose("Keep the result")
    assert "A score of 390 or more passes" in seen.texts
    write(seen, SAT, "31/10/2026")
    seen.choose("Keep the result")
    assert "month/day/year" in seen.texts
    assert seen.count("exam_outcome") == 0
    write(seen, SAT, "10/31/2026")
    score.setValue(421)
    seen.choose("Keep the result")
    assert seen.rows("SELECT passed, score, feedback FROM exam_outcome") == [(1, 421, '{"5": "Strong"}')]
    assert ["October 31, 2026", "passed", "421"] in seen.table("Your exams")
    assert ["Reporting", "Strong", "–"] in seen.table("NHA’s report beside our forecast")


def test_the_result_stands_beside_our_forecast(learner_dir: Path, clock: FakeClock, open_window: OpenOne) -> None:
    with closing(open_learner_file(learner_dir, clock)) as database:
        sit(database, FakeClock(clock.now() - timedelta(days=1)), FormKind.MOCK, right=0.9)
    seen = shown(open_window(exam_date=TODAYS))
    enter(seen, TODAYS, "Passed")
    assert "Our forecast was: above the line, about" in seen.texts
    clinical = seen.table("NHA’s report beside our forecast")[2]
    assert clinical[:2] == ["Clinical Operations", "–"]
    assert clinical[2].endswith("of 32 right")


def test_after_passing_today_and_plan_are_silent_and_review_goes_on(studied: Path, open_window: OpenOne) -> None:
    seen = shown(open_window(exam_date=TODAYS))
    enter(seen, TODAYS, "Passed")
    assert seen.stored.exam_date is None
    assert "Certified from November 2, 2026 until November 2, 2028." in seen.texts
    seen.window.show_page(PLAN)
    assert "You passed. Nothing is planned any more" in seen.texts
    assert "Set the exam date" not in seen.texts
    seen.window.show_page(TODAY)
    settle()
    assert "review when you like" in seen.texts
    assert "Set the exam date" not in seen.texts
    assert "Readiness" not in seen.texts
    assert "0 of 10 credits. 731 days left." in seen.texts
    seen.choose("Credits and dates")
    assert isinstance(seen.page, CredentialPage)
    seen.start(new=1)
    assert seen.review.isVisible()


def test_after_failing_the_date_is_cleared_the_wait_is_told_and_a_new_date_is_planned(open_window: OpenOne) -> None:
    seen = shown(open_window(exam_date=TODAYS))
    enter(seen, TODAYS, "Not passed")
    assert seen.stored.exam_date is None
    assert "You may sit it again from December 2, 2026 on." in seen.texts
    assert "2 mocks of questions you never met are left" in seen.texts
    seen.change(exam_date=TODAYS + timedelta(days=20))
    seen.window.show_page(PLAN)
    assert "Your exam date lies within the wait after the last try." in seen.texts
    assert "Day by day" in seen.texts
    shown(seen)
    enter(seen, TODAYS - timedelta(days=60), "Not passed")
    assert "Preparation sites say that it is 30 days after the second try" in seen.texts
    assert seen.stored.exam_date == TODAYS + timedelta(days=20)


def test_a_result_entered_by_mistake_is_removed_after_asking(open_window: OpenOne) -> None:
    seen = shown(open_window())
    enter(seen, TODAYS, "Passed")
    seen.choose("Remove the last result")
    seen.choose("Keep everything", within=seen.dialog(QDialog))
    seen.dialog_closed()
    assert seen.count("exam_outcome") == 1
    seen.choose("Remove the last result")
    seen.choose("Remove it", within=seen.dialog(QDialog))
    seen.dialog_closed()
    assert seen.count("exam_outcome") == 0
    assert "Continuing education" not in seen.texts


# --- the certification ---


@pytest.fixture
def passed(open_window: OpenOne) -> OpenWindow:
    seen = shown(open_window())
    enter(seen, TODAYS, "Passed")
    return seen


def test_credits_are_logged_with_their_certificate_opened_and_removed(
    passed: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, opened = passed, []
    paper = tmp_path / "Privacy.pdf"
    paper.write_bytes(b"%PDF")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(paper), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    seen.choose("Choose a file…")
    assert "Privacy.pdf" in seen.texts
    seen.choose("Add to the log")
    assert "Give it a title" in seen.texts
    write(seen, TITLE, "Privacy in the office")
    write(seen, DAY, "11/31/2026")
    seen.choose("Add to the log")
    assert "month/day/year" in seen.texts
    write(seen, DAY, "11/02/2026")
    (amount,) = visible(QDoubleSpinBox, within=seen.page)
    assert amount.accessibleName() == CREDITS
    amount.setValue(1.5)
    seen.choose("Add to the log")
    assert ["1", "11/02/2026", "Privacy in the office", "1.5", "Privacy.pdf"] in seen.table("Continuing education")
    assert "1.5 of 10 credits." in seen.texts
    assert line(seen, TITLE).text() == ""
    seen.choose("Open the certificate")
    (kept,) = certificates_dir(seen.data_dir).iterdir()
    assert [Path(each) for each in opened] == [kept]
    kept.unlink()
    seen.choose("Open the certificate")
    assert "isn’t there any more" in seen.texts
    seen.choose("Remove the entry")
    seen.choose("Remove it", within=seen.dialog(QDialog))
    seen.dialog_closed()
    assert seen.count("ce_entry") == 0
    assert "Nothing noted yet." in seen.texts


def test_the_fee_is_noted_and_reminders_are_saved(
    passed: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(passed, "Renewal fee, as your NHA account shows it", "$100 in 2028")
    assert passed.stored.credential.renewal_fee == "$100 in 2028"
    target = tmp_path / "dates.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    passed.choose("Save reminders (.ics)…")
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events][-1] == date(2028, 11, 2)
    assert all(event.walk("VALARM") for event in events)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "dates.ics"), ""))
    passed.choose("Save reminders (.ics)…")
    assert "The file can’t be written there" in passed.texts


def test_a_renewal_is_noted_or_told_why_not(passed: OpenWindow) -> None:
    for written, sentence in (
        ("", "On which day do the new"),
        ("soon", "month/day/year"),
        ("11/02/2026", "have begun"),
    ):
        write(passed, "First day of the new two years", written)
        passed.choose("Note the renewal")
        assert sentence in passed.texts
    write(passed, "First day of the new two years", "11/02/2028")
    passed.choose("Note the renewal")
    assert "Certified from November 2, 2028 until November 2, 2030." in passed.texts
    assert line(passed, "First day of the new two years").text() == ""


REMINDED = (
    (365 - 1, "0 of 10 credits. 367 days left."),
    (365, "Half of the two years is over. 10 credits are missing."),
    (731 - 91, "The certification ends on November 2, 2028. 10 credits are missing."),
    (731 - 30, "Submit the renewal now, papers may be missing. 10 credits are missing."),
    (731, "The two years ended on November 2, 2028."),
)


def test_today_and_the_credential_page_remind_at_the_half_and_before_the_end(
    passed: OpenWindow, clock: FakeClock
) -> None:
    for days, words in REMINDED:
        clock.advance(days=days - (clock.now().date() - TODAYS).days)
        for page in (TODAY, CREDENTIAL):
            passed.window.show_page(page)
            settle()
            assert words in passed.texts


def test_with_half_of_the_credits_nothing_reminds_at_the_half(passed: OpenWindow, clock: FakeClock) -> None:
    write(passed, TITLE, "Privacy in the office")
    write(passed, DAY, "11/02/2026")
    (amount,) = visible(QDoubleSpinBox, within=passed.page)
    amount.setValue(5)
    passed.choose("Add to the log")
    clock.advance(days=365)
    for page in (TODAY, CREDENTIAL):
        passed.window.show_page(page)
        settle()
        assert "5 of 10 credits" in passed.texts
        assert "Half of the two years is over" not in passed.texts
