"""Every page and dialog of the program, and the way to each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.ui.main_window import ABOUT, MOCK, PLAN, PROGRESS, SETTINGS, TODAY
from cehrs_desktop.ui.review.explanation import RatingExplanation
from tests.ui.open_window import OpenWindow, press, settle, visible

Way = Callable[[OpenWindow], QWidget]


def welcome(seen: OpenWindow) -> QWidget:
    assert seen.welcome
    return seen.window


def today(seen: OpenWindow) -> QWidget:
    seen.window.show_page(TODAY)
    assert seen.today
    return seen.window


def front(seen: OpenWindow) -> QWidget:
    seen.start()
    press("F")  # so that there is a message, too
    assert seen.review
    return seen.window


def answer(seen: OpenWindow) -> QWidget:
    seen.start()
    press("F", "Space", "R")
    assert visible(RatingExplanation, within=seen.review)
    return seen.window


def summary(seen: OpenWindow) -> QWidget:
    seen.start(new=3)
    seen.to_the_end()
    assert seen.summary
    return seen.window


def settings(seen: OpenWindow) -> QWidget:
    seen.window.show_page(SETTINGS)
    seen.choose("Show Advanced")
    assert seen.settings
    return seen.window


def progress(seen: OpenWindow) -> QWidget:
    seen.window.show_page(PROGRESS)
    seen.choose("Show details")
    return seen.window


def plan(seen: OpenWindow) -> QWidget:
    seen.change(exam_date=seen.clock.now().date() + timedelta(days=60), plan=PlanChoices(long_days=frozenset({5, 6})))
    seen.window.show_page(PLAN)
    return seen.window


def about(seen: OpenWindow) -> QWidget:
    seen.window.show_page(ABOUT)
    return seen.window


def mock(seen: OpenWindow) -> QWidget:
    seen.window.show_page(MOCK)
    return seen.window


def agreement(seen: OpenWindow) -> QWidget:
    mock(seen)
    seen.choose("Begin a full mock exam")
    return seen.window


def exam(seen: OpenWindow) -> QWidget:
    agreement(seen)
    seen.choose("I agree, begin at once")
    press("B", "F", "N", "A", "P")
    return seen.window


def exam_review(seen: OpenWindow) -> QWidget:
    exam(seen)
    press("R")
    return seen.window


def report(seen: OpenWindow) -> QWidget:
    exam_review(seen)
    seen.choose("End the exam")
    seen.choose("End the exam", within=seen.dialog(QMessageBox))
    settle()
    seen.choose("End the exam", within=seen.dialog(QMessageBox))
    settle()
    seen.activate()
    seen.choose("Show the numbers")
    return seen.window


def _dialog(seen: OpenWindow, *keys: str) -> QWidget:
    press(*keys)
    settle()
    return seen.dialog(QDialog)


def edit(seen: OpenWindow) -> QWidget:
    seen.start()
    return _dialog(seen, "E")


def info(seen: OpenWindow) -> QWidget:
    seen.start()
    return _dialog(seen, "I")


def keys(seen: OpenWindow) -> QWidget:
    seen.window.show_page(SETTINGS)
    seen.choose("Change keys…")
    return seen.dialog(QDialog)


def keys_overview(seen: OpenWindow) -> QWidget:
    return _dialog(seen, "F1")


WAYS: dict[str, Way] = {
    way.__name__: way
    for way in (
        welcome,
        today,
        front,
        answer,
        summary,
        progress,
        plan,
        mock,
        agreement,
        exam,
        exam_review,
        report,
        settings,
        about,
        edit,
        info,
        keys,
        keys_overview,
    )
}


def leave(seen: OpenWindow) -> None:
    """Close the dialog that may be open."""
    for dialog in visible(QDialog, within=seen.window):
        dialog.reject()
    settle()
