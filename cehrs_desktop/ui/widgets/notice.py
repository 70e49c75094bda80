"""A message that doesn't interrupt: a strip on the page, announced to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel


class Notice(QFrame):
    """Hidden until there is a message; stays until the next one, or until it is dismissed."""

    action_chosen = Signal()
    dismissed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        layout = FlowLayout(self, spacing=0.9)
        EmSpacing(layout, margins=(0.9, 0.5, 0.9, 0.5))
        self._text = TextLabel()
        self._action = KeyButton("", kind=ButtonKind.LINK)
        self._action.clicked.connect(self._choose)
        self._dismiss = KeyButton(self.tr("Dismiss"), kind=ButtonKind.LINK)
        self._dismiss.clicked.connect(self._close)
        for widget in (self._text, self._action, self._dismiss):
            layout.addWidget(widget)
        self.hide()

    def show_message(self, text: str, *, action: str = "", key: str = "") -> None:
        """Show a message, with a button for `action` if it has one, pressed by `key`."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.set_key(key)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        QTimer.singleShot(0, self, self._come_into_view)  # once it has its place
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def clear(self) -> None:
        """Take the message away."""
        self.hide()

    @Slot()
    def _come_into_view(self) -> None:
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None and self.isVisible():
            place.ensureWidgetVisible(self)

    def _choose(self) -> None:
        self.hide()
        self.action_chosen.emit()

    def _close(self) -> None:
        self.hide()
        self.dismissed.emit()
