"""Tells a key held down from one pressed again, so that nobody rates card after card by resting a finger.

WORKAROUND: on X11 Qt calls a press a repeat only if it has already been read when the release before it is looked at,
which is luck (https://code.qt.io/cgit/qt/qtbase.git/tree/src/plugins/platforms/xcb/qxcbkeyboard.cpp, handleKeyEvent).
A repeat has the very timestamp of that release.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication


class HeldKeys(QObject):
    """Watches the keys of each window that gets the focus, where that is needed; one per application."""

    _current: HeldKeys | None = None

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._released: tuple[int, int] | None = None
        self._repeats = False
        if QGuiApplication.platformName() == "xcb":
            self._watch(QGuiApplication.focusWindow())
            application.focusWindowChanged.connect(self._watch)

    @classmethod
    def current(cls) -> HeldKeys:
        """Those of the running application."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "keys need an application"
        if cls._current is None or cls._current.parent() is not application:
            cls._current = cls(application)
        return cls._current

    @property
    def repeats(self) -> bool:
        """Whether the key pressed last is one that was held down."""
        return self._repeats

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._released = (event.key(), event.timestamp())
        elif kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._repeats = event.isAutoRepeat() or self._released == (event.key(), event.timestamp())
        elif kind is QEvent.Type.KeyPress and self._repeats:
            return isinstance(QApplication.focusWidget(), QAbstractButton)  # it would be pressed again
        return False
