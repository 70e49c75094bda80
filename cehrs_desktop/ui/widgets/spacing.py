"""Spaces of a layout in ems, kept in step with the text size."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayout

from cehrs_desktop.ui.theme import Theme


class EmSpacing(QObject):
    """Sets a layout's spacing and margins (left, top, right, bottom) in ems, and again when the text size changes."""

    def __init__(
        self,
        layout: QLayout,
        *,
        spacing: float | None = None,
        margins: tuple[float, float, float, float] | None = None,
    ) -> None:
        super().__init__(layout)
        self._layout = layout
        self._spacing = spacing
        self._margins = margins
        Theme.current().changed.connect(self._apply)
        self._apply()

    def set_margins(self, margins: tuple[float, float, float, float]) -> None:
        """Other margins from now on."""
        if margins != self._margins:
            self._margins = margins
            self._apply()

    def _apply(self) -> None:
        theme = Theme.current()
        if self._spacing is not None:
            self._layout.setSpacing(theme.px(self._spacing) if self._spacing else 0)
        if self._margins is not None:
            left, top, right, bottom = (theme.px(ems) if ems else 0 for ems in self._margins)
            self._layout.setContentsMargins(left, top, right, bottom)
