"""Has the index of the Library's search made in the background, so that the first letter typed doesn't wait for it."""

from __future__ import annotations

import logging
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal

from cehrs_desktop.activities.browse import Browser, Search, make_search
from cehrs_desktop.errors import UserError
from cehrs_desktop.ui.crash_dialog import show_crash
from cehrs_desktop.ui.desk import Desk

_LOG = logging.getLogger(__name__)


class SearchIndex(QObject):
    """Signal: `arrived()` when the browser has another index: what is searched for is to be looked up again."""

    arrived = Signal()

    def __init__(self, browser: Browser, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._browser = browser
        self._desk = desk
        self._is_making = False
        self._is_wanted_again = False

    def want(self) -> None:
        """Have an index of the present texts; while one is made, another is made after it."""
        if self._is_making:
            self._is_wanted_again = True
            return
        self._is_making, self._is_wanted_again = True, False
        self._desk.background.run(
            partial(make_search, self._desk.database.path, self._browser.known),
            on_done=self._on_done,
            on_error=self._on_error,
        )

    def _on_done(self, search: Search | None) -> None:
        if not shiboken6.isValid(self):
            if search is not None:
                search.close()
            return
        self._is_making = False
        if search is not None:
            self._browser.take(search)
            self.arrived.emit()
        if self._is_wanted_again:
            self.want()

    def _on_error(self, error: BaseException) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_making = False  # the next time the Library is shown it is tried again
        if isinstance(error, UserError):
            _LOG.warning("No index to search: %s", error)
        else:
            show_crash(type(error), error)
