"""The screen: the focus, windows above ours, displays that come and go, the lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

from cehrs_desktop.lockdown.monitors.monitor import Lasting, Monitor
from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.rules.exam.proctor_signals import Signal


class Focus(Monitor):
    """Whether a window of ours has the focus."""

    signals = frozenset({Signal.FOCUS_LOST})

    def start(self) -> None:
        self._lost = Lasting(self, Signal.FOCUS_LOST)
        _application().applicationStateChanged.connect(self._look)
        _application().focusWindowChanged.connect(self._look)

    def stop(self) -> None:
        _application().applicationStateChanged.disconnect(self._look)
        _application().focusWindowChanged.disconnect(self._look)

    def tick(self) -> None:
        self._look()

    @Slot()
    def _look(self) -> None:
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        self._lost.set(not active or QGuiApplication.focusWindow() is None)


class WindowsAbove(Monitor):
    """Windows of others above ours."""

    signals = frozenset({Signal.WINDOW_ON_TOP})

    def __init__(self, platform: Platform, window: QWindow) -> None:
        super().__init__()
        self._platform = platform
        self._window = window
        self._above = Lasting(self, Signal.WINDOW_ON_TOP)

    def start(self) -> None:
        self.tick()

    def tick(self) -> None:
        own = {int(window.winId()) for window in QGuiApplication.topLevelWindows() if window.isVisible()}
        if int(self._window.winId()) not in own:
            return
        others = self._platform.windows_above(own)
        self._above.set(bool(others))


class Displays(Monitor):
    """More displays than one, which a proctor would have unplugged, and any that goes."""

    signals = frozenset({Signal.DISPLAY_ADDED, Signal.DISPLAY_REMOVED})

    def start(self) -> None:
        self._more = Lasting(self, Signal.DISPLAY_ADDED)
        _application().screenAdded.connect(self._count)
        _application().screenRemoved.connect(self._on_removed)
        self._count()

    def stop(self) -> None:
        _application().screenAdded.disconnect(self._count)
        _application().screenRemoved.disconnect(self._on_removed)

    @Slot()
    def _count(self) -> None:
        screens = QGuiApplication.screens()
        self._more.set(len(screens) > 1, screens[-1].name() if screens else "")

    @Slot(QScreen)
    def _on_removed(self, screen: QScreen) -> None:
        self.found.emit(Signal.DISPLAY_REMOVED, True, screen.name())
        QTimer.singleShot(0, self, self._count)  # Qt still lists the one that goes


class Lock(Monitor):
    """The lock screen."""

    signals = frozenset({Signal.SCREEN_LOCKED})

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        self._platform = platform
        self._locked = Lasting(self, Signal.SCREEN_LOCKED)

    def tick(self) -> None:
        locked = self._platform.is_locked()
        if locked is not None:
            self._locked.set(locked)


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app
