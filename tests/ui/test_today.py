"""The Today page in each of its states, and the sessions it starts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.week_strip import WeekStrip
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, texts_in, visible
from tests.ui.test_review import shown_front

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _cards_alone(request: pytest.FixtureRequest) -> None:
    """Here it is about cards: the pack has no questions. Those have their own journey."""
    folder: Path = request.getfixturevalue("studied" if "studied" in request.fixturenames else "learner_dir")
    with closing(sqlite3.connect(study_file(folder))) as connection, connection:
        connection.execute("UPDATE item SET retired = 1")


def at(window: OpenWindow, hour: int, *, days: int = 0) -> None:
    """Look at Today at another time."""
    now = window.clock.now()
    window.clock.set(datetime.combine(now.date() + timedelta(days=days), now.time(), now.tzinfo).replace(hour=hour))
    window.window.show_page("today")


def domains(window: OpenWindow) -> dict[str, list[str]]:
    return {name: cells for name, *cells in window.table("Domains today")[1:]}


def test_someone_new_sees_what_there_is_to_do(window: OpenWindow) -> None:
    assert window.today.accessibleName() == "Good morning"
    for text in ("Monday, November 2", "20 cards", "20 new", "Not booked yet", "0 minutes this week"):
        assert text in window.texts
    in_all = dict(window.rows("SELECT domain, count(*) FROM card GROUP BY domain"))
    assert domains(window) == {
        "Clinical Operations": ["32%", "6", f"0 of {in_all[2]}", "–"],
        "Non-Clinical Operations": ["28%", "6", f"0 of {in_all[1]}", "–"],
        "Regulatory Compliance": ["15%", "3", f"0 of {in_all[4]}", "–"],
        "Reporting": ["10%", "2", f"0 of {in_all[5]}", "–"],
        "Revenue Cycle/Finance": ["15%", "3", f"0 of {in_all[3]}", "–"],
    }
    assert "to review" not in window.texts


def test_after_ten_cards_the_rest_of_the_day_is_left(window: OpenWindow) -> None:
    window.start(new=10)
    window.to_the_end()
    press("Return")
    assert "10 cards" in window.texts
    assert "10 new" in window.texts
    assert sum(int(met.split(" of ")[0]) for _, _, met, _ in domains(window).values()) == 10
    recalls = [recall for *_, recall in domains(window).values() if recall != "–"]
    assert recalls
    assert set(recalls) <= {f"{percent}%" for percent in range(90, 101)}
    assert "1 minute this week" in window.texts


def test_a_day_that_is_done_says_so_and_offers_more(window: OpenWindow) -> None:
    press("Return")
    window.to_the_end()
    press("Return")
    assert "Done for today" in window.texts
    assert "You answered 20 cards in 3 minutes." in window.texts
    assert "The next cards come on " in window.texts
    window.choose("10 more minutes")
    assert "1 of " in window.texts
    assert window.to_the_end() == 10
    assert window.count("review") == 30


def test_when_nothing_is_left_nothing_can_be_started(studied: Path, open_window: OpenOne) -> None:
    with closing(sqlite3.connect(study_file(studied))) as connection, connection:
        connection.execute("UPDATE card SET state = 2, due_day = 30000, last_day = 20000, stability = 900, reviews = 1")
    window = open_window()
    assert "Nothing is due today" in window.texts
    assert "The next cards come on " in window.texts
    assert [b.text() for b in visible(KeyButton, within=window.today)] == ["Set the exam date"]
    press("Return")
    assert window.today.isVisible()


def test_with_no_new_cards_allowed_and_none_due_the_day_is_free(open_window: OpenOne) -> None:
    window = open_window(new_per_day=0)
    assert "Nothing is due today" in window.texts
    assert "Short on time?" not in window.texts
    window.choose("10 more minutes")
    assert window.to_the_end() == 10


def test_after_ten_missed_days_there_is_no_mountain_and_no_scolding(studied: Path, open_window: OpenOne) -> None:
    window = open_window(minutes_per_day=2)
    at(window, 9, days=10)
    told = window.texts
    assert "about 2 minutes today" in told
    assert "no need to hurry" in told
    ((due,),) = window.rows("SELECT count(*) FROM card WHERE state = 2 AND due_day <= ?", window.day)
    reviews = int(told.split(" to review")[0].split("\n")[-1])
    later = int(told.split(". ")[1].split(" cards more")[0])
    assert due > reviews > 0
    assert reviews + later == due
    for word in ("missed", "overdue", "late", "behind", "backlog", "should", "must", "forgot"):
        assert word not in told.lower().replace("later", ""), word
    press("Return")
    answers = window.to_the_end(seconds=10)
    seconds = sum(second for (second,) in window.rows("SELECT seconds FROM review WHERE study_day = ?", window.day))
    assert 110 <= seconds <= 140
    assert answers >= reviews


@pytest.mark.parametrize(
    ("days", "title", "exam", "status"),
    [
        (41, "Good morning — 41 days to your exam", "December 13, 2026\nin 41 days", "Exam in 41 days"),
        (1, "Good morning — 1 day to your exam", "November 3, 2026\nin 1 day", "Exam in 1 day"),
        (0, "Good morning — today is your exam", "November 2, 2026\nToday!", "Exam today"),
        (-3, "Good morning", "The date has passed\nHow did it go?", ""),
        (None, "Good morning", "Not booked yet", ""),
    ],
)
def test_the_exam_is_counted_down(open_window: OpenOne, days: int | None, title: str, exam: str, status: str) -> None:
    window = open_window(exam_date=None if days is None else TODAY + timedelta(days=days))
    assert window.today.accessibleName() == title
    assert exam in window.texts
    side = texts_in(window.window)
    assert ("Exam " in side.replace("Exam weight", "")) == bool(status)
    assert status in side
    window.choose("Set the exam date" if not status else "Change the date")
    assert window.settings.isVisible()


@pytest.mark.parametrize(
    ("hour", "greeting", "day"),
    [
        (3, "Good evening", "Sunday, November 1"),
        (4, "Good morning", "Monday, November 2"),
        (12, "Good afternoon", "Monday, November 2"),
        (18, "Good evening", "Monday, November 2"),
        (23, "Good evening", "Monday, November 2"),
    ],
)
def test_the_greeting_goes_by_the_clock_and_the_day_begins_at_four(
    window: OpenWindow, hour: int, greeting: str, day: str
) -> None:
    at(window, hour)
    assert window.today.accessibleName() == greeting
    assert day in window.texts


@pytest.mark.parametrize("minutes", [5, 10])
def test_a_short_session_ends_when_its_minutes_of_answering_are_over(open_window: OpenOne, minutes: int) -> None:
    window = open_window(new_per_day=200, minutes_per_day=60)
    window.choose(f"{minutes} min")
    assert window.to_the_end(seconds=20) == minutes * 3
    assert f"{minutes} minutes" in texts_in(window.summary)
    ((seconds,),) = window.rows("SELECT sum(seconds) FROM review")
    assert seconds == minutes * 60


def test_a_short_session_isnt_longer_for_time_spent_elsewhere(open_window: OpenOne) -> None:
    window = open_window(new_per_day=200, minutes_per_day=60)
    window.choose("5 min")
    window.answer("3", seconds=20)
    window.window.show_page("today")
    window.clock.advance(minutes=30)
    window.choose("5 min")
    assert window.to_the_end(seconds=20) == 15


def test_the_day_goes_on_where_it_was_left(window: OpenWindow) -> None:
    press("Return")
    window.answer("3", "3", "3", seconds=10)
    front = shown_front(window)
    window.window.show_page("today")
    assert "17 cards" in window.texts
    press("Return")
    assert shown_front(window) == front


def test_the_week_is_told_in_words(studied: Path, open_window: OpenOne) -> None:
    window = open_window()
    (strip,) = window.today.findChildren(WeekStrip)
    days = strip.accessibleDescription().split("; ")
    assert days[0] == "Monday (today): 0% of the target"
    assert days[1:] == [
        f"{day}: to come" for day in ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]
    window.start(new=10)
    window.answer(*["3"] * 10, seconds=60)
    press("Esc", "Return")
    assert strip.accessibleDescription().startswith("Monday (today): 50% of the target")


def test_a_day_of_rest_is_told_and_who_wants_to_may_study(studied: Path, open_window: OpenOne) -> None:
    seen = open_window(plan=PlanChoices(weekday_minutes=(0, None, None, None, None, None, None)))
    assert "A day of rest, as planned" in seen.texts
    assert "The next cards come on Tuesday, November 3" in seen.texts
    seen.choose("10 more minutes")
    assert seen.review


def test_minutes_of_the_weekday_end_the_session(studied: Path, open_window: OpenOne) -> None:
    seen = open_window(minutes_per_day=60, plan=PlanChoices(weekday_minutes=(2, *[None] * 6)))
    assert "about 2 minutes today" in seen.texts or "about 3 minutes today" in seen.texts
    press("Return")
    answers = 0
    while isinstance(seen.page, ReviewPage):
        seen.clock.advance(seconds=30)
        press("Space", "3")
        answers += 1
    assert answers == 4
    assert seen.summary


def test_two_days_before_the_exam_today_leads_to_the_sheet_and_the_checklist(
    studied: Path, open_window: OpenOne
) -> None:
    seen = open_window(exam_date=TODAY + timedelta(days=2))
    assert "in 2 days. No new cards now. The sheet of numbers and the checklist" in seen.texts
