"""A learner's first days in the real window: the first start, ten cards, second thoughts, and the days after."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDateEdit, QRadioButton

from cehrs_desktop.paths import backups_dir, study_file
from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.learner_day import date_of, day_of
from cehrs_desktop.storage.database import check_integrity
from cehrs_desktop.ui.review.explanation import RatingExplanation
from cehrs_desktop.ui.widgets.text_label import TextLabel
from tests.fakes import FakeClock
from tests.ui.open_window import OpenWindow, press, rows_in, type_text, visible, wait_until
from tests.ui.running import run_program

EXAM = date(2027, 1, 20)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """The program finds the application that is there."""


def set_the_exam_date(seen: OpenWindow) -> None:
    """On the first page, with keys alone."""
    (not_booked, booked) = visible(QRadioButton, within=seen.welcome)
    seen.tab_to(not_booked)
    press("Right")
    assert booked.isChecked()
    (field,) = visible(QDateEdit, within=seen.welcome)
    seen.tab_to(field)
    type_text(EXAM.strftime("%m%d%Y"))
    seen.choose("Start with ten cards")


def line_of_reviews(seen: OpenWindow) -> str:
    """'5 to review · 20 new', as Today and the summary say it."""
    (line,) = [label.text() for label in visible(TextLabel, within=seen.page) if "to review" in label.text()]
    return line


def check_sums(data_dir: Path) -> None:
    """The file is sound, and the days' sums are those of the reviews."""
    check_integrity(study_file(data_dir))
    summed = rows_in(
        data_dir, "SELECT study_day, domain, count(*), round(sum(seconds), 3) FROM review GROUP BY 1, 2 ORDER BY 1, 2"
    )
    rolled_up = rows_in(
        data_dir,
        "SELECT study_day, domain, new + reviews, round(new_seconds + review_seconds, 3) FROM study_day"
        " WHERE new + reviews > 0 ORDER BY 1, 2",
    )
    assert summed
    assert rolled_up == summed


def first_day(seen: OpenWindow) -> None:
    set_the_exam_date(seen)
    assert "Chart structure" in seen.texts  # the primer of the first card's topic
    seen.read_primer()
    assert seen.review.isVisible()
    assert "1 of 10" in seen.texts
    assert seen.rows("SELECT value FROM setting WHERE name = 'exam_date'") == [(f'"{EXAM.isoformat()}"',)]
    press("Space")
    assert len(visible(RatingExplanation, within=seen.page)) == 1
    seen.choose("Got it, hide this")
    assert not visible(RatingExplanation, within=seen.page)
    seen.clock.advance(seconds=30)
    press("1")  # the first one missed
    seen.answer(*["Space"] * 5)
    assert seen.count("review") == 6
    press("Z", "Z", "Z")
    assert seen.count("review") == 3
    assert "as it was before" in seen.texts
    assert "4 of 11" in seen.texts  # the missed one comes again
    seen.answer("1", *["Space"] * 6)
    seen.read_primer()
    assert seen.count("review") == 10
    # The two that were missed come back before the end.
    assert seen.review.isVisible()
    assert seen.to_the_end("Space") == 2
    assert seen.table("Answers by domain")[1:]
    assert "12 answers" in seen.texts
    assert "2 missed" in seen.texts
    press("Return")
    assert seen.today.isVisible()
    assert "79 days to your exam" in seen.texts
    assert "Exam in 79 days" in seen.side_texts
    wait_until(lambda: list(backups_dir(seen.data_dir).glob("*.sqlite3")), what="no backup is made")
    press("Ctrl+Q")


def test_the_first_days_from_the_first_start_to_the_day_the_cards_come_back(tmp_path: Path) -> None:
    data_dir, clock = tmp_path / "not there yet", FakeClock()
    monday = day_of(clock.now().date())

    assert run_program(data_dir, clock, first_day) == 0

    check_sums(data_dir)
    ratings = rows_in(data_dir, "SELECT rating, state_before, study_day FROM review ORDER BY id")
    assert [rating for rating, _, _ in ratings] == [1, 3, 3, 1, *[3] * 8]
    assert [state for _, state, _ in ratings] == [CardState.NEW] * 10 + [CardState.LEARNING] * 2
    assert {day for _, _, day in ratings} == {monday}
    cards = rows_in(data_dir, "SELECT id, reviews, state, due_day FROM card WHERE reviews > 0")
    assert len(cards) == 10
    assert {state for _, _, state, _ in cards} == {CardState.REVIEW}
    due = sorted(day for *_, day in cards)
    assert due[0] > monday

    # A look on the next morning, and the answers on the first day anything is due.
    clock.set(datetime.combine(clock.now().date() + timedelta(days=1), clock.now().time(), clock.now().tzinfo))
    run_program(data_dir, clock, lambda seen: the_numbers_are_right(seen, due))
    clock.set(datetime.combine(date_of(due[0]), clock.now().time(), clock.now().tzinfo))
    before = rows_in(data_dir, "SELECT count(*) FROM review")[0][0]
    assert run_program(data_dir, clock, lambda seen: the_day_they_come_back(seen, due)) == 0

    check_sums(data_dir)
    again = rows_in(data_dir, "SELECT card_id, rating, study_day, seconds FROM review WHERE state_before = 2")
    assert {card for card, *_ in again} == {card for card, _, _, day in cards if day == due[0]}
    assert {(rating, day, seconds) for _, rating, day, seconds in again} == {(Rating.GOOD, due[0], 8.0)}
    assert rows_in(data_dir, "SELECT count(*) FROM review")[0][0] > before
    assert rows_in(data_dir, "SELECT min(due_day) FROM card WHERE state = 2")[0][0] > due[0]
    assert len(list(backups_dir(data_dir).glob("*.sqlite3"))) == (3 if due[0] > monday + 1 else 2)


def the_numbers_are_right(seen: OpenWindow, due: list[int]) -> None:
    """Today tells what the file says, and the seconds of the days before."""
    assert seen.today.isVisible()
    reviews = sum(day <= seen.day for day in due)
    assert (f"{reviews} to review" in seen.texts) == (reviews > 0)
    assert "20 new" in seen.texts
    met = {name: cell for name, _, _, cell, _ in seen.table("Domains today")[1:]}
    assert sum(int(cell.split(" of ")[0]) for cell in met.values()) == 10
    assert seen.table("Domains today")[1][0] == "Clinical Operations"
    (seconds,) = seen.rows("SELECT sum(seconds) FROM review")[0]
    assert f"{round(seconds / 60)} minutes this week" in seen.texts
    left = (EXAM - seen.clock.now().date()).days
    assert f"Exam in {left} days" in seen.side_texts


def the_day_they_come_back(seen: OpenWindow, due: list[int]) -> None:
    the_numbers_are_right(seen, due)
    press("Return")
    seen.to_the_end("Space")
    press("Return")
    assert "Done for today" in seen.texts
    assert "You answered" in seen.texts
    press("Ctrl+Q")


def test_the_summary_promises_what_the_next_day_brings(learner_dir: Path) -> None:
    clock = FakeClock()
    promised: list[str] = []

    def evening(seen: OpenWindow) -> None:
        seen.choose("Look around first")
        press("Return")
        seen.answer(*["1", "3", "3"] * 5, seconds=4)
        seen.to_the_end("3", seconds=4)
        promised.append(line_of_reviews(seen))

    def morning(seen: OpenWindow) -> None:
        assert promised[0].startswith(line_of_reviews(seen))

    run_program(learner_dir, clock, evening)
    clock.set(clock.now() + timedelta(days=1))
    run_program(learner_dir, clock, morning)
