"""The dark bar above an exam: what this is, where one is, and the clock that can be hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.steady_place import SteadyPlace
from cehrs_desktop.ui.widgets.text_label import TextLabel


class TopBar(QFrame):
    """Signal: `clock_toggled()` when the learner hides the clock or shows it again."""

    clock_toggled = Signal()

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "exam_bar")
        column = QVBoxLayout(self)
        EmSpacing(column, margins=(1.7, 0.7, 1.7, 0.7))
        self._row = ColumnsLayout(ratios=(3, 2, 4), minimum_ems=8, spacing=1.2)
        column.addLayout(self._row)
        self._title = TextLabel(title, role="exam_title")
        self._place = TextLabel(role="exam_text")
        self._watched = TextLabel(role="exam_text")
        self._watched.hide()
        self._clock = TextLabel(role="exam_clock")
        self._clock.setAccessibleName(self.tr("Time left"))
        self._hide = KeyButton(self.tr("hide"), kind=ButtonKind.DARK_LINK)
        self._hide.clicked.connect(self._on_hide)
        self._place.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        right = QWidget()
        flow = FlowLayout(right, spacing=1.2, align_right=True)
        for widget in (self._watched, self._clock, self._hide):
            flow.addWidget(widget)
        parts: tuple[QWidget, ...] = (self._title, SteadyPlace(self._place), right)
        for part in parts:
            self._row.addWidget(part)

    def set_title(self, title: str) -> None:
        """Say what this is."""
        self._title.setText(title)

    def set_compact(self, *, compact: bool) -> None:
        """Leave the title out where there is little room."""
        self._title.setVisible(not compact)
        center = Qt.AlignmentFlag.AlignLeft if compact else Qt.AlignmentFlag.AlignHCenter
        self._place.setAlignment(center | Qt.AlignmentFlag.AlignVCenter)

    def set_place(self, text: str) -> None:
        """'Item 47 of 125'."""
        self._place.setText(text)

    def set_watched(self, text: str) -> None:
        """'camera on, no picture kept'; empty when nothing watches."""
        self._watched.setText(text)
        self._watched.setVisible(bool(text))

    def set_clock(self, text: str, *, shown: bool, can_hide: bool) -> None:
        """The time left; empty where there is no limit. Hidden, its place stays."""
        self._clock.setText(text if shown else "–:––:––")
        self._clock.setVisible(bool(text))
        self._hide.setText(self.tr("hide") if shown else self.tr("show"))
        self._hide.setAccessibleName(self.tr("Hide the clock") if shown else self.tr("Show the clock"))
        self._hide.setVisible(bool(text) and can_hide)

    @Slot()
    def _on_hide(self) -> None:
        self.clock_toggled.emit()


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
