"""A place for a label whose text changes often, so that not every change lays out the whole window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.ui.widgets.text_label import TextLabel


class SteadyPlace(QWidget):
    """As large as its label needs; it grows with the texts, and never shrinks until the text size changes."""

    def __init__(self, label: TextLabel, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        label.setParent(self)
        self._needed = label.sizeHint()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._needed

    def minimumSizeHint(self) -> QSize:
        return self._label.minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._label.heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # the label has another text
            self._ask(self._needed.expandedTo(self._label.sizeHint()))
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._ask(self._label.sizeHint())

    def _ask(self, needed: QSize) -> None:
        if needed != self._needed or self.heightForWidth(self.width()) > self.height():
            self._needed = needed
            self.updateGeometry()
