"""'What if' on the Plan page: worked out in the background, the newest alone shown, in force only when told to be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QSpinBox

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.what_if import WhatIf
from cehrs_desktop.ui.background import Worker
from cehrs_desktop.ui.main_window import PLAN
from cehrs_desktop.ui.plan.page import PlanPage
from cehrs_desktop.ui.plan.what_if_panel import WhatIfPanel
from cehrs_desktop.ui.plan.what_if_words import what_if_chart, worth_of_an_hour
from tests.builders import the_blueprint
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne
from tests.ui.held_work import HeldWork
from tests.ui.open_window import OpenWindow, settle, visible, wait_until

TODAY = FakeClock().now().date()
EXAM = TODAY + timedelta(days=5)
TABLE = "What if? Cards you would recall on exam day"
DOMAINS = the_blueprint().domains


def opened_plan(open_window: OpenOne, **choices: object) -> tuple[OpenWindow, HeldWork]:
    seen, held = open_window(**{"exam_date": EXAM, "minutes_per_day": 10, **choices}), HeldWork()
    seen.window.desk.quiet = held
    seen.window.show_page(PLAN)
    settle()
    return seen, held


def panel(seen: OpenWindow) -> WhatIfPanel:
    assert isinstance(seen.page, PlanPage)
    return seen.page.what_if


def suppose(seen: OpenWindow, held: HeldWork, *, minutes: int | None = None, exam: date | None = None) -> None:
    """Change the fields, and wait until they are asked about."""
    asked = len(held.waiting)
    if minutes is not None:
        visible(QSpinBox, within=panel(seen))[0].setValue(minutes)
    if exam is not None:
        visible(QDateEdit, within=panel(seen))[0].setDate(QDate(exam.year, exam.month, exam.day))
    wait_until(
        lambda: (
            len(held.waiting) > asked
            or "before this date" in seen.texts
            or "from 1 to" in seen.texts
            or "has passed" in seen.texts
            or "two years" in seen.texts
        )
    )


def hand_back(held: HeldWork) -> None:
    """End what waits with figures made beforehand: what they are worked out from is tested elsewhere."""
    _, on_done, _ = held.waiting.pop(0)
    on_done(WhatIf(dict.fromkeys(DomainNumber, 0.8), dict.fromkeys(DomainNumber, 0.7), hour=0.02))
    settle()


def test_the_present_plan_is_forecast_first(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window)
    assert "Working it out…" in seen.texts
    assert "With 10 minutes a day" not in seen.texts
    held.do()
    assert "Working it out…" not in seen.texts
    assert "With 10 minutes a day until November 7, 2026 you would recall" in seen.texts
    assert "One more hour this week is worth about +" in seen.texts
    assert panel(seen).chart.accessibleDescription().startswith("With 10 minutes a day")
    seen.tab_to(seen.button("Table", within=panel(seen)))
    seen.choose("Table", within=panel(seen))
    rows = seen.table(TABLE)
    assert [row[0] for row in rows] == [
        "Domain",
        *(each.name for each in sorted(DOMAINS, key=lambda each: (-each.weight, each.number))),
        "All, by exam weight",
    ]


def test_nothing_changes_until_it_is_put_in_force(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window)
    hand_back(held)
    before = seen.stored
    suppose(seen, held, minutes=45, exam=EXAM + timedelta(days=5))
    hand_back(held)
    assert "With 45 minutes a day until November 12, 2026" in seen.texts
    assert seen.stored == before
    seen.choose("Use these minutes")
    assert (seen.stored.study.minutes_per_day, seen.stored.exam_date) == (45, EXAM)
    assert panel(seen).exam == EXAM + timedelta(days=5)  # what else was supposed stays
    seen.choose("Use this date")
    assert seen.stored.exam_date == EXAM + timedelta(days=5)
    assert "Your exam is on November 12, 2026" in seen.texts
    assert not seen.button("Use this date").isEnabled()


def test_what_was_overtaken_is_never_shown_and_only_the_newest_is_worked_out(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window)
    spin = visible(QSpinBox, within=panel(seen))[0]
    for minutes in (20, 25, 30):
        spin.setValue(minutes)
    settle()
    hand_back(held)  # that of the opening, overtaken
    assert "With 10 minutes a day" not in seen.texts
    wait_until(lambda: held.waiting)
    assert len(held.waiting) == 1
    hand_back(held)
    assert "With 30 minutes a day" in seen.texts
    assert not held.waiting


def test_one_asked_for_while_another_runs_is_begun_when_that_ends(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window)
    seen.window.show_page("today")
    seen.change(minutes_per_day=12)
    seen.window.show_page(PLAN)
    assert len(held.waiting) == 1
    hand_back(held)
    assert "minutes a day until" not in seen.texts
    hand_back(held)
    assert "With 12 minutes a day until" in seen.texts


@pytest.mark.parametrize(
    ("supposed", "sentence"),
    [
        ({"exam": TODAY}, "This date has passed, or is today."),
        ({"exam": TODAY + timedelta(days=800)}, "This date is more than two years away."),
        ({"minutes": 0}, "Choose from 1 to 600 minutes a day."),
    ],
)
def test_what_can_not_be_planned_is_told_beside_the_fields(
    open_window: OpenOne, supposed: dict[str, object], sentence: str
) -> None:
    seen, held = opened_plan(open_window)
    hand_back(held)
    suppose(seen, held, **supposed)  # type: ignore[arg-type]
    assert sentence in seen.texts
    assert not held.waiting
    assert not seen.button("Use these minutes").isEnabled()
    assert not seen.button("Use this date").isEnabled()


def test_trouble_with_the_file_is_told_in_a_sentence(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window)
    _, _, on_error = held.waiting.pop()
    on_error(UserError("The disk could not be read."))
    assert "The disk could not be read." in seen.texts
    assert "Working it out…" not in seen.texts


def test_a_bug_is_told_too_and_reaches_the_crash_dialog(
    open_window: OpenOne, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    seen, held = opened_plan(open_window)
    told: list[BaseException] = []
    monkeypatch.setattr("cehrs_desktop.ui.plan.what_if.show_crash", lambda _, error: told.append(error))
    _, _, on_error = held.waiting.pop()
    on_error(ZeroDivisionError())
    assert "This could not be worked out." in seen.texts
    assert len(told) == 1


def test_without_a_date_one_is_proposed(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window, exam_date=None)
    hand_back(held)
    assert "With 10 minutes a day until January 1, 2027" in seen.texts
    seen.choose("Use this date")
    assert seen.stored.exam_date == date(2027, 1, 1)


def test_weekdays_with_minutes_of_their_own_are_told(open_window: OpenOne) -> None:
    seen, _ = opened_plan(open_window, plan=PlanChoices(weekday_minutes=(None,) * 6 + (0,)))
    assert "Weekdays with minutes of their own keep them." in seen.texts


def test_on_the_programs_own_worker(open_window: OpenOne) -> None:
    seen = open_window(exam_date=EXAM)
    worker = Worker()
    seen.window.desk.use(worker)
    seen.window.show_page(PLAN)
    wait_until(lambda: "One more hour this week" in seen.texts)
    worker.close()


def test_a_page_that_is_gone_is_left_alone(open_window: OpenOne) -> None:
    seen, held = opened_plan(open_window)
    seen.page.deleteLater()
    settle()
    hand_back(held)


def test_a_domain_without_cards_is_left_out_and_no_cards_are_told() -> None:
    recall = {**dict.fromkeys(DomainNumber, 0.5), DomainNumber.REPORTING: float("nan")}
    chart = what_if_chart(WhatIf(recall, recall, hour=0.0), DOMAINS, minutes=20, exam=EXAM)
    assert [row[0] for row in chart.rows][-2:] == ["Regulatory Compliance", "All, by exam weight"]
    assert all(len(series.x) == 4 for series in chart.series)
    nothing = dict.fromkeys(DomainNumber, float("nan"))
    assert what_if_chart(WhatIf(nothing, nothing, 0.0), DOMAINS, minutes=20, exam=EXAM).series == ()


@pytest.mark.parametrize(("hour", "words"), [(0.0314, "about +3.1 points"), (0.0001, "would hardly add")])
def test_the_worth_of_an_hour_in_words(hour: float, words: str) -> None:
    assert words in worth_of_an_hour(WhatIf({}, {}, hour))


def test_how_far_is_looked_ahead_is_told() -> None:
    recall = dict.fromkeys(DomainNumber, 0.5)
    told = [
        what_if_chart(WhatIf(recall, recall, 0.0), DOMAINS, minutes=20, exam=EXAM, is_far=far).words
        for far in (False, True)
    ]
    assert ["120 days are looked ahead at most." in words for words in told] == [False, True]
