"""The exam-day order in the window: in force once it has arrived, never waited for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QComboBox

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.settings import Pin
from cehrs_desktop.ui.background import Worker
from cehrs_desktop.ui.exam_orders import ExamOrders
from cehrs_desktop.ui.main_window import SETTINGS, TODAY
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from tests.ui.conftest import OpenOne
from tests.ui.held_work import HeldWork
from tests.ui.open_window import OpenWindow, press, settle, visible, wait_until

EXAM = date(2026, 11, 2) + timedelta(days=30)


def _with_background(window: OpenWindow) -> HeldWork:
    held = HeldWork()
    window.window.desk.exam_orders.use(held)
    window.window.desk.want_order()
    return held


def _orders(window: OpenWindow) -> ExamOrders:
    return window.window.desk.exam_orders


def test_today_shows_due_order_until_the_order_has_arrived(open_window: OpenOne) -> None:
    window = open_window(exam_date=EXAM)
    held = _with_background(window)
    assert "20 cards" in window.texts
    held.do()
    assert "20 cards" not in window.texts  # more new cards are worth the minutes
    assert "28 cards, 5 questions" in window.texts


def test_a_session_begins_at_once_and_goes_on_in_the_order(open_window: OpenOne) -> None:
    window = open_window(exam_date=EXAM, minutes_per_day=10)
    held = _with_background(window)
    window.start(minutes=10)
    assert window.review
    held.do()
    window.answer("3", "3")
    press("I")
    rows = window.table("Why this card today?", within=window.dialog(InfoDialog))
    assert [row[0] for row in rows[1:]] == ["Reason", "Exam value", "Place", "On exam day"]
    assert rows[1][1] == "New"
    assert rows[2][1].endswith("points an hour")
    press("Esc")
    window.dialog_closed()


def test_without_an_exam_date_a_card_is_due_or_new(window: OpenWindow) -> None:
    held = _with_background(window)
    assert not held.waiting
    window.start()
    press("I")
    rows = window.table("Why this card today?", within=window.dialog(InfoDialog))
    assert [row[:2] for row in rows[1:]] == [["Reason", "New"]]
    press("Esc")
    window.dialog_closed()


def test_another_date_or_day_makes_another_order_and_the_same_none(open_window: OpenOne) -> None:
    window = open_window(exam_date=EXAM)
    held = _with_background(window)
    held.do()
    first = _orders(window).current
    window.window.show_page(TODAY)
    assert not held.waiting
    window.change(exam_date=EXAM + timedelta(days=9))
    window.window.show_page(TODAY)
    assert _orders(window).current is first  # the last known, until the next is there
    held.do()
    window.clock.advance(days=1)
    window.window.show_page(TODAY)
    held.do()
    last = _orders(window).current
    assert last is not None
    assert last is not first
    assert last.ahead.today == window.day
    window.change(exam_date=None)
    window.window.show_page(TODAY)
    assert _orders(window).current is None


def test_an_order_that_has_been_overtaken_is_thrown_away(open_window: OpenOne) -> None:
    window = open_window(exam_date=EXAM)
    held = _with_background(window)
    window.change(exam_date=None)
    window.window.show_page(TODAY)
    held.do()
    assert _orders(window).current is None


def test_trouble_with_the_file_leaves_due_order_and_the_next_try_may_succeed(
    open_window: OpenOne, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(exam_date=EXAM)
    held = _with_background(window)
    _, _, on_error = held.waiting.pop()
    on_error(UserError("The disk could not be read."))
    assert "The disk could not be read." in caplog.text
    assert "20 cards" in window.texts
    window.window.show_page(TODAY)
    held.do()
    assert _orders(window).current is not None


def test_on_the_programs_own_worker(open_window: OpenOne) -> None:
    window = open_window(exam_date=EXAM)
    worker = Worker()
    _orders(window).use(worker)
    window.window.desk.want_order()
    worker.wait()
    wait_until(lambda: _orders(window).current is not None)
    worker.close()


def test_a_domain_is_pinned_under_advanced(open_window: OpenOne) -> None:
    window = open_window()
    window.window.show_page(SETTINGS)
    window.choose("Show Advanced")
    (combo,) = (c for c in visible(QComboBox, within=window.settings) if c.accessibleName() == "Reporting")
    combo.setCurrentIndex(combo.findText("More of it"))
    settle()
    assert window.stored.study.pins == (*[Pin.AS_WEIGHED] * 4, Pin.MORE)
    (row,) = (row for row in window.table("Wanted recall by domain") if row[0] == "Reporting")
    assert row[2] == "89.6%"
    window.choose("Reset all of Advanced")
    assert window.stored.study.pins == (Pin.AS_WEIGHED,) * 5
