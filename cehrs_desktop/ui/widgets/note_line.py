"""A field for a few words: wide where there is room, narrower where there isn't."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from cehrs_desktop.ui.theme import Theme

_EMS = 26


class NoteLine(QLineEdit):
    """At most `longest` letters."""

    def __init__(self, longest: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)

    def sizeHint(self) -> QSize:
        return QSize(Theme.current().px(_EMS), super().sizeHint().height())
