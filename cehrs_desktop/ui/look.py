"""Changing how everything looks, at once and from anywhere: text size and colors."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from cehrs_desktop.rules.preferences import GREATEST_TEXT_PERCENT, LEAST_TEXT_PERCENT, ColorScheme
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.theme import Scheme, Theme, apply_theme

TEXT_STEP_PERCENT = 10


def change_look(desk: Desk, *, percent: int = 0, other_colors: bool = False) -> None:
    """Make text larger or smaller by so many points of percent, or change between light and dark."""
    chosen = desk.preferences
    wanted = min(max(chosen.text_percent + percent, LEAST_TEXT_PERCENT), GREATEST_TEXT_PERCENT)
    scheme = chosen.scheme
    if other_colors:
        scheme = ColorScheme.LIGHT if Theme.current().is_dark else ColorScheme.DARK
    desk.change_preferences(replace(chosen, text_percent=wanted, scheme=scheme))


class LookChoices(QObject):
    """Does what the buttons of a page ask about the look."""

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    @Slot(object)
    def choose(self, action: Action) -> None:
        """Larger or smaller text, or other colors; nothing for any other action."""
        percent = {Action.LARGER: TEXT_STEP_PERCENT, Action.SMALLER: -TEXT_STEP_PERCENT}.get(action, 0)
        change_look(self._desk, percent=percent, other_colors=action is Action.OTHER_COLORS)


class WindowLook(QObject):
    """How the window looks: as the learner chose, and changed by keys."""

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._applied: tuple[Scheme, int] | None = None

    def apply(self) -> None:
        """Look as the preferences say; nothing is done when it does already."""
        chosen = self._desk.preferences
        look = (Scheme(chosen.scheme.value), chosen.text_percent)
        if look == self._applied:
            return
        self._applied = look
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, scheme=look[0], text_percent=look[1])

    @Slot()
    def make_larger(self) -> None:
        """Text one step larger."""
        change_look(self._desk, percent=TEXT_STEP_PERCENT)

    @Slot()
    def make_smaller(self) -> None:
        """Text one step smaller."""
        change_look(self._desk, percent=-TEXT_STEP_PERCENT)

    @Slot()
    def change_colors(self) -> None:
        """Light instead of dark, or dark instead of light."""
        change_look(self._desk, other_colors=True)
