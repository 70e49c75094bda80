"""What is held on the exam's screen: the window in front, covers on other displays, the keyboard, the machine awake."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QRasterWindow, QScreen, QWindow

from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.lockdown.steps import Unavailable

_RETRY_MS, _RETRIES = 200, 25
_COVER, _COVER_TEXT = "#10242b", "#c9d6da"
_STATE = Qt.WindowState


class FullScreen(QObject):
    """The exam's window fills its display and stays on top; loosened, other windows can be reached."""

    name = "full screen"

    def __init__(self, window: QWindow, *, borderless: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._borderless = borderless
        self._before = (window.windowStates(), window.flags(), window.geometry())
        self._held = False

    def perform(self) -> None:
        """Fill the display the window is on."""
        self._before = (self._window.windowStates(), self._window.flags(), self._window.geometry())
        self._held = True
        self._window.windowStateChanged.connect(self._on_state)
        self._fill()

    def loosen(self) -> None:
        """Let other windows come in front, until `tighten`."""
        if self._held:
            self._held = False
            self._window.setFlag(Qt.WindowType.WindowStaysOnTopHint, False)
            self._window.showNormal()

    def tighten(self) -> None:
        """Fill the display again."""
        self._held = True
        self._fill()

    def revert(self) -> None:
        """Put the window back to what it was."""
        self._held = False
        self._window.windowStateChanged.disconnect(self._on_state)
        states, flags, geometry = self._before
        self._window.setFlags(flags)
        if self._window.isVisible():
            self._window.setWindowStates(states)
            if states == _STATE.WindowNoState:
                self._window.setGeometry(geometry)

    def _fill(self) -> None:
        self._window.setFlag(Qt.WindowType.WindowStaysOnTopHint, True)
        screen = self._window.screen()
        if self._borderless and screen is not None:  # macOS: its own full screen moves to another space
            self._window.setFlag(Qt.WindowType.FramelessWindowHint, True)
            self._window.setGeometry(screen.geometry())
            self._window.show()
        else:
            self._window.showFullScreen()
        self._window.raise_()
        self._window.requestActivate()

    @Slot(Qt.WindowState)
    def _on_state(self, state: Qt.WindowState) -> None:
        if self._held and not self._borderless and state is not _STATE.WindowFullScreen:
            QTimer.singleShot(0, self, self._again)

    @Slot()
    def _again(self) -> None:
        if self._held and self._window.isVisible():
            self._fill()


class _Cover(QRasterWindow):
    """A plain window over one display. Closed by us only."""

    def __init__(self, screen: QScreen, text: str) -> None:
        super().__init__()
        self._text = text
        self.setFlags(
            Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.Tool
        )
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setTitle(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRect(0, 0, self.width(), self.height())
        painter.fillRect(area, QColor(_COVER))
        painter.setPen(QColor(_COVER_TEXT))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)


class Covers(QObject):
    """A cover on every display but the exam's, displays that come later included."""

    name = "covers on other displays"

    def __init__(self, window: QWindow, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._covers: dict[QScreen, _Cover] = {}
        self._held = False

    def perform(self) -> None:
        """Cover them."""
        self._held = True
        app = _application()
        app.screenAdded.connect(self._on_changed)
        app.screenRemoved.connect(self._on_removed)
        self._window.screenChanged.connect(self._on_changed)
        self._on_changed()

    def revert(self) -> None:
        """Take the covers away."""
        if self._held:
            app = _application()
            app.screenAdded.disconnect(self._on_changed)
            app.screenRemoved.disconnect(self._on_removed)
            self._window.screenChanged.disconnect(self._on_changed)
        self._held = False
        for screen in list(self._covers):
            self._uncover(screen)

    @Slot()
    def _on_changed(self) -> None:
        own = self._window.screen()
        area = own.geometry() if own is not None else QRect()
        for screen in QGuiApplication.screens():
            mirrors = screen.geometry() == area  # a mirrored display shows the exam, as it should
            if screen is own or mirrors:
                self._uncover(screen)
            elif screen not in self._covers:
                text = QCoreApplication.translate("Lockdown", "This display is covered while the exam is on.")
                self._covers[screen] = _Cover(screen, text)
                self._covers[screen].show()

    @Slot(QScreen)
    def _on_removed(self, screen: QScreen) -> None:
        self._uncover(screen)
        self._on_changed()

    def _uncover(self, screen: QScreen) -> None:
        cover = self._covers.pop(screen, None)
        if cover is not None:
            cover.close()
            cover.deleteLater()


class KeyboardHold(QObject):
    """The keyboard, as far as the platform lets a program hold it. Signal: `refused()` when it can't be had.

    A window that isn't on the screen yet, or an open menu, keeps it from us: it is asked for again for some seconds.
    """

    name = "keyboard"
    refused = Signal()

    def __init__(
        self, platform: Platform, window: QWindow, *, retries: int = _RETRIES, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._platform = platform
        self._window = window
        self._retries = retries
        self._wanted = False
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_RETRY_MS)
        self._timer.timeout.connect(self._try)

    def perform(self) -> None:
        """Ask for the keyboard. Raises Unavailable where a program can never have it."""
        if not self._platform.can_hold_keyboard:
            raise Unavailable(f"not on {self._platform.name}")
        self.tighten()

    def loosen(self) -> None:
        """Give it back, until `tighten`."""
        self._wanted = False
        self._timer.stop()
        self._platform.free_keyboard(self._window)

    def tighten(self) -> None:
        """Ask for it again."""
        self._wanted, self._tries = True, 0
        self._try()

    def keep(self) -> None:
        """Called every second: a menu of our own that closes takes the hold with it."""
        if self._wanted and not self._timer.isActive():
            self._platform.hold_keyboard(self._window)

    def revert(self) -> None:
        """Give it back."""
        self.loosen()

    @Slot()
    def _try(self) -> None:
        if self._platform.hold_keyboard(self._window):
            self._timer.stop()
            return
        self._tries += 1
        if self._tries < self._retries:
            self._timer.start()
        else:
            self.loosen()
            self.refused.emit()


class StayAwake:
    """The machine neither sleeps nor locks by itself."""

    name = "awake"

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def perform(self) -> None:
        """Ask the system to stay awake. Raises Unavailable."""
        self._platform.stay_awake(QCoreApplication.translate("Lockdown", "A mock exam is running."))

    def revert(self) -> None:
        """Let it sleep again."""
        self._platform.let_sleep()


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication), "windows need an application"
    return app
