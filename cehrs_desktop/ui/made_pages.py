"""Makes pages that stand for themselves, each with what refreshes it, when they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cehrs_desktop.activities import reference
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.page_stack import PageAndRefresh

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def progress_page(desk: Desk, on_topic_wanted: Callable[[str], None]) -> PageAndRefresh:
    """Progress; the slot gets the id of a topic that is to be practiced."""
    from cehrs_desktop.ui.progress.controller import ProgressController
    from cehrs_desktop.ui.progress.page import ProgressPage

    page = ProgressPage(desk.blueprint.domains)
    controller = ProgressController(page, desk)
    controller.practice_wanted.connect(on_topic_wanted)
    return page, controller.refresh


def plan_page(
    desk: Desk,
    on_settings_wanted: Callable[[], None],
    on_credential_wanted: Callable[[], None],
    on_guide_wanted: Callable[[str], None],
) -> PageAndRefresh:
    """The Plan; the last slot gets the file of the Guide's page that is to be shown."""
    from cehrs_desktop.ui.plan.controller import PlanController
    from cehrs_desktop.ui.plan.page import PlanPage

    page = PlanPage()
    controller = PlanController(page, desk)
    controller.settings_wanted.connect(on_settings_wanted)
    page.road_wanted.connect(on_credential_wanted)
    page.guide_wanted.connect(on_guide_wanted)
    return page, controller.refresh


def credential_page(
    desk: Desk, on_settings_wanted: Callable[[], None], on_plan_wanted: Callable[[], None]
) -> PageAndRefresh:
    """The road to the credential; it is reached from the Plan and from Today."""
    from cehrs_desktop.ui.credential.controller import CredentialController
    from cehrs_desktop.ui.credential.page import CredentialPage

    page = CredentialPage(desk.blueprint.domains, desk.blueprint.scale)
    controller = CredentialController(page, desk)
    controller.settings_wanted.connect(on_settings_wanted)
    controller.plan_wanted.connect(on_plan_wanted)
    return page, controller.refresh


def library_page(desk: Desk) -> PageAndRefresh:
    """The Library."""
    from cehrs_desktop.ui.library.controller import LibraryController
    from cehrs_desktop.ui.library.page import LibraryPage

    page = LibraryPage(reference.glossary(), desk.blueprint.domains)
    return page, LibraryController(page, desk).refresh


def guide_page() -> PageAndRefresh:
    """The Guide; nothing the learner does changes it."""
    from cehrs_desktop.ui.guide.controller import GuideController
    from cehrs_desktop.ui.guide.page import GuideScreen

    page = GuideScreen(reference.guide_pages(), reference.sheet(), reference.glossary())
    GuideController(page)
    return page, lambda: None


def open_guide(page: QWidget | None, file: str) -> None:
    """Turn the Guide to the page of this file, once it is in view."""
    from cehrs_desktop.ui.guide.page import GuideScreen

    if isinstance(page, GuideScreen):
        page.open_page(file)


def settings_page(
    desk: Desk, on_restore_wanted: Callable[[Path], None], on_delete_wanted: Callable[[], None]
) -> PageAndRefresh:
    """Settings; the first slot gets the backup that is to replace the open file."""
    from cehrs_desktop.ui.settings.controller import SettingsController
    from cehrs_desktop.ui.settings.page import SettingsPage

    page = SettingsPage(desk.blueprint.domains, data_dir=desk.data_dir)
    controller = SettingsController(page, desk)
    controller.restore_wanted.connect(on_restore_wanted)
    controller.delete_wanted.connect(on_delete_wanted)
    return page, controller.refresh


def about_page(desk: Desk) -> PageAndRefresh:
    """About; nothing changes it."""
    from cehrs_desktop.ui.about.page import AboutPage

    return AboutPage(desk.data_dir), lambda: None
