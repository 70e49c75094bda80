"""What lies above the exam within its own window: an opaque cover with one panel in the middle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_WIDTH_EMS = 46


class CoverPanel(QWidget):
    """Covers its parent; what lies beneath is disabled, its keys too. A window of its own would get no held keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._beneath: list[QWidget] = []
        self._focus_before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no stop of Tab: it shows no focus
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self._page = ScrollPage()
        self._page.setProperty("on", "dark")
        self._page.setMaximumWidth(Theme.current().px(_WIDTH_EMS))
        row.addWidget(self._page, 100)
        row.addStretch(1)
        panel = QFrame()
        panel.setProperty("look", "panel")
        self.column = QVBoxLayout(panel)
        EmSpacing(self.column, spacing=0.9, margins=(1.6, 1.4, 1.6, 1.4))
        self.heading = TextLabel(role=TextRole.TITLE)
        self.column.addWidget(self.heading)
        self._page.column.insertStretch(0, 1)
        self._page.column.insertWidget(self._page.column.count() - 1, panel)
        self.hide()

    def add_buttons(self, *buttons: KeyButton) -> None:
        """Buttons in a row that wraps."""
        holder = QWidget()
        flow = FlowLayout(holder)
        for button in buttons:
            flow.addWidget(button)
        self.column.addWidget(holder)

    def cover(self, focus: QWidget | None = None) -> None:
        """Lie above everything in the window."""
        parent = self.parentWidget()
        if parent is None or self.isVisible():
            self.raise_()
            return
        self._focus_before = parent.window().focusWidget()
        others = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._beneath = [w for w in others if not isinstance(w, CoverPanel) and not w.isWindow() and w.isEnabled()]
        for widget in self._beneath:
            widget.setEnabled(False)
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        self.show()
        self.raise_()
        (focus or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Give the window back as it was."""
        parent = self.parentWidget()
        if parent is None or not self.isVisible():
            return
        parent.removeEventFilter(self)
        self.hide()
        for widget in self._beneath:
            widget.setEnabled(True)
        self._beneath = []
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus_before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(Theme.current().colors.sidebar))
