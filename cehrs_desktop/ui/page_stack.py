"""The pages of the window, one in view: each is made when it is first needed, and refreshed when it has aged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

PageAndRefresh = tuple[QWidget, Callable[[], None]]
"""A page, and what shows the present state on it."""


class PageStack(QStackedWidget):
    """Pages with a name can be asked for; others (a session's, an exam's) are held and brought forward."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], PageAndRefresh]] = {}
        self._pages: dict[str, PageAndRefresh] = {}
        self._stale: set[str] = set()

    def set_maker(self, name: str, maker: Callable[[], PageAndRefresh]) -> None:
        """How the page of this name is made."""
        self._makers[name] = maker

    def show_page(self, name: str, *, anew: bool = False) -> None:
        """Bring the page of this name into view, refreshed if what it shows may have changed, or `anew` in any case."""
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
            self.addWidget(self._pages[name][0])
            self._stale.add(name)
        page, refresh = self._pages[name]
        if anew or name in self._stale:
            refresh()
            self._stale.discard(name)
        self.bring(page)

    def hold(self, *pages: QWidget) -> None:
        """Take pages in that have no name."""
        for page in pages:
            self.addWidget(page)

    @Slot(object)
    def bring(self, page: QWidget) -> None:
        """Bring a page to the front, with the focus, so that its keys work and Tab begins at its first control."""
        if self.currentWidget() is not page or not page.hasFocus():
            # Else Qt hands the focus on to the first control of the new page, and the page scrolls to it.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentWidget(page)
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def age(self) -> None:
        """What all pages show may have changed: each is refreshed when it comes into view."""
        self._stale |= self._pages.keys()
