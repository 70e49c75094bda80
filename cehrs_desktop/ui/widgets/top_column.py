"""A column whose content stays together at the top."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QVBoxLayout


class TopColumn(QVBoxLayout):
    """A QVBoxLayout that leaves spare height empty at the bottom, unless something in it stretches."""

    def setGeometry(self, rect: QRect) -> None:
        needed = self.heightForWidth(rect.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        if not self.expandingDirections() & Qt.Orientation.Vertical and rect.height() > needed:
            rect = QRect(rect.topLeft(), rect.size())
            rect.setHeight(needed)
        super().setGeometry(rect)
