"""Changing how everything looks, at once and from anywhere: text size and colors."""

from __future__ import annotations

from dataclasses import replace

from cehrs_desktop.rules.preferences import GREATEST_TEXT_PERCENT, LEAST_TEXT_PERCENT, ColorScheme
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.theme import Theme

TEXT_STEP_PERCENT = 10


def change_look(desk: Desk, *, percent: int = 0, other_colors: bool = False) -> None:
    """Make text larger or smaller by so many points of percent, or change between light and dark."""
    chosen = desk.preferences
    wanted = min(max(chosen.text_percent + percent, LEAST_TEXT_PERCENT), GREATEST_TEXT_PERCENT)
    scheme = chosen.scheme
    if other_colors:
        scheme = ColorScheme.LIGHT if Theme.current().is_dark else ColorScheme.DARK
    desk.change_preferences(replace(chosen, text_percent=wanted, scheme=scheme))
