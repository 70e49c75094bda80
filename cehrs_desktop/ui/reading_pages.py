"""Makes the pages that are for reading and looking up, each with what refreshes it, when they are first needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities import reference
from cehrs_desktop.ui.desk import Desk


def library_page(desk: Desk) -> tuple[QWidget, Callable[[], None]]:
    """The Library."""
    from cehrs_desktop.ui.library.controller import LibraryController
    from cehrs_desktop.ui.library.page import LibraryPage

    page = LibraryPage(reference.glossary(), desk.blueprint.domains)
    return page, LibraryController(page, desk).refresh


def guide_page(_desk: Desk) -> tuple[QWidget, Callable[[], None]]:
    """The Guide; nothing the learner does changes it."""
    from cehrs_desktop.ui.guide.controller import GuideController
    from cehrs_desktop.ui.guide.page import GuideScreen

    page = GuideScreen(reference.guide_pages(), reference.sheet(), reference.glossary())
    GuideController(page)
    return page, lambda: None


def about_page(desk: Desk) -> tuple[QWidget, Callable[[], None]]:
    """About; nothing changes it."""
    from cehrs_desktop.ui.about.page import AboutPage

    return AboutPage(desk.data_dir), lambda: None
