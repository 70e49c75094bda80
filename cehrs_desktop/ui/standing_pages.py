"""The Progress and Plan pages with their controllers, made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.desk import Desk

PageAndRefresh = tuple[QWidget, Callable[[], None]]


def progress_page(desk: Desk, on_practice_wanted: Callable[[str], None]) -> PageAndRefresh:
    """The Progress page, and what refreshes it."""
    from cehrs_desktop.ui.progress.controller import ProgressController
    from cehrs_desktop.ui.progress.page import ProgressPage

    page = ProgressPage(desk.blueprint.domains)
    controller = ProgressController(page, desk)
    controller.practice_wanted.connect(on_practice_wanted)
    return page, controller.refresh


def plan_page(desk: Desk, on_settings_wanted: Callable[[], None]) -> PageAndRefresh:
    """The Plan page, and what refreshes it."""
    from cehrs_desktop.ui.plan.controller import PlanController
    from cehrs_desktop.ui.plan.page import PlanPage

    page = PlanPage()
    controller = PlanController(page, desk)
    controller.settings_wanted.connect(on_settings_wanted)
    return page, controller.refresh
