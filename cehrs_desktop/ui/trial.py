"""The open window as the self-test works with it: what is shown, pressed and drawn."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from cehrs_desktop.activities.today import overview
from cehrs_desktop.rules.study.overview import Overview
from cehrs_desktop.ui.main_window import MainWindow
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton

Found = TypeVar("Found", bound=QWidget)

_LEAST_COLORS = 12
"""Colors a drawn page has at least: text alone has more shades than that."""

_GRID = 3
"""One pixel in so many, across and down, is looked at."""


class SelfTestFailed(Exception):
    """What was expected and isn't so."""


class Trial:
    """The open window, and what was seen of it. Steps work with this."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.drawn: list[str] = []

    def overview(self) -> Overview:
        """Today as the file has it."""
        desk = self.window.desk
        return overview(desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences)

    def shown(self, kind: type[Found]) -> Found:
        """The page in view, which has to be one of this kind."""
        stack = self.window.findChild(QStackedWidget)
        page = stack.currentWidget() if isinstance(stack, QStackedWidget) else None
        if not isinstance(page, kind):
            raise SelfTestFailed(f"{type(page).__name__} is shown, not {kind.__name__}")
        return page

    def press(self, kind: ButtonKind) -> None:
        """Press the one button of this look on the page in view."""
        page = self.shown(QWidget)
        found = [b for b in page.findChildren(KeyButton) if b.kind is kind and b.isVisibleTo(self.window)]
        if len(found) != 1:
            raise SelfTestFailed(f"{len(found)} buttons of the kind {kind.value} on {type(page).__name__}")
        found[0].click()

    def next_card(self) -> ReviewPage:
        """The review's page; a new topic's primer that is before it is passed."""
        stack = self.window.findChild(QStackedWidget)
        if isinstance(stack, QStackedWidget) and isinstance(stack.currentWidget(), PrimerPage):
            self.press(ButtonKind.PRIMARY)
        return self.shown(ReviewPage)

    def draw(self, widget: QWidget) -> None:
        """Draw a page or a dialog, and look whether there is anything on it. Each kind is told once."""
        name = type(widget).__name__
        colors = _colors(widget.grab().toImage())
        if colors < _LEAST_COLORS:
            raise SelfTestFailed(f"{name} is drawn in {colors} colors: there is nothing on it")
        if name not in self.drawn:
            self.drawn.append(name)


def _colors(image: QImage) -> int:
    across, down = range(0, image.width(), _GRID), range(0, image.height(), _GRID)
    return len({image.pixel(x, y) for y in down for x in across})
