"""What the proctor writes: a strip at the top of the exam's window, with a sound, announced to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.notice import Notice

_SHOWN_MS = 15_000
_WIDTH_EMS = 44


class ProctorMessages(QWidget):
    """One message at a time; it goes by itself, or when it is dismissed. Takes no focus."""

    def __init__(self, parent: QWidget, *, sound: bool) -> None:
        super().__init__(parent)
        self._sound = sound
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._notice = Notice()
        self._notice.dismissed.connect(self.hide)
        column.addWidget(self._notice)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a message, with a sound."""
        self._notice.show_message(self.tr("Proctor: {message}").format(message=text))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        if self._sound:
            QApplication.beep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @Slot()
    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width = min(Theme.current().px(_WIDTH_EMS), parent.width())
            layout = self.layout()
            height = layout.heightForWidth(width) if layout is not None else self.sizeHint().height()
            self.setGeometry((parent.width() - width) // 2, Theme.current().px(0.6), width, max(height, 1))
