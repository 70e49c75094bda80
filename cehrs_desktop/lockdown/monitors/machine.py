"""The machine: its clocks, its clipboard, its programs, its power, and whether somebody sits at another one."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from cehrs_desktop.lockdown.monitors.monitor import Lasting, Monitor
from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.rules.exam.proctor_programs import program_of
from cehrs_desktop.rules.exam.proctor_senses import ClockLook, clock_news
from cehrs_desktop.rules.exam.proctor_signals import Signal

TICK_SECONDS = 1.0
_LOW_PERCENT = 20
_EVERY_TICKS = 5


class Clocks(Monitor):
    """Suspend, a clock that was set, a process that was stopped: told by comparing four clocks once a second."""

    signals = frozenset({Signal.SUSPENDED, Signal.CLOCK_SET, Signal.PROCESS_STOPPED})

    def __init__(self, look: Callable[[], ClockLook]) -> None:
        super().__init__()
        self._look = look
        self._last = look()

    def start(self) -> None:
        self._last = self._look()

    def tick(self) -> None:
        before, self._last = self._last, self._look()
        news = clock_news(before, self._last, expected=TICK_SECONDS)
        if news is not None:
            self.found.emit(news.signal, True, f"{news.seconds:+.0f} s")


def look_at_clocks(platform: Platform) -> ClockLook:
    """The four clocks at this moment."""
    awake = time.monotonic()
    return ClockLook(awake, platform.boot_seconds(), platform.wall_seconds(), time.process_time())


class Clipboard(Monitor):
    """That the system's clipboard changed; what is in it is never read."""

    signals = frozenset({Signal.CLIPBOARD_CHANGED})

    def start(self) -> None:
        QGuiApplication.clipboard().changed.connect(self._on_changed)

    def stop(self) -> None:
        QGuiApplication.clipboard().changed.disconnect(self._on_changed)

    @Slot(QClipboard.Mode)
    def _on_changed(self, mode: QClipboard.Mode) -> None:
        clipboard = QGuiApplication.clipboard()
        own = {
            QClipboard.Mode.Clipboard: clipboard.ownsClipboard,
            QClipboard.Mode.Selection: clipboard.ownsSelection,
        }.get(mode)
        # What is merely marked with the mouse somewhere isn't copied yet.
        if mode is QClipboard.Mode.Clipboard and own is not None and not own():
            self.found.emit(Signal.CLIPBOARD_CHANGED, True, "")


class Programs(Monitor):
    """Programs that a proctor would have closed. Their names are read every few seconds; nothing is ever closed."""

    signals = frozenset({Signal.PROGRAM_STARTED})

    def __init__(self, running: Callable[[], tuple[str, ...]] | None = None) -> None:
        super().__init__()
        self._running = running or listed_programs
        self._started = Lasting(self, Signal.PROGRAM_STARTED)
        self._ticks = 0

    def start(self) -> None:
        self._look()

    def tick(self) -> None:
        self._ticks += 1
        if self._ticks % _EVERY_TICKS == 0:
            self._look()

    def _look(self) -> None:
        found = self._running()
        self._started.set(bool(found), ", ".join(found))


def listed_programs() -> tuple[str, ...]:
    """Names, as the learner knows them, of running programs that a proctor would have closed."""
    import psutil

    names = (program_of(process.info["name"] or "") for process in psutil.process_iter(["name"]))
    return tuple(sorted({name for name in names if name}))


class Power(Monitor):
    """The plug and the battery, on machines that have one."""

    signals = frozenset({Signal.UNPLUGGED, Signal.BATTERY_LOW})

    def __init__(self, look: Callable[[], tuple[float, bool] | None] | None = None) -> None:
        super().__init__()
        self._look = look or battery
        self._unplugged = Lasting(self, Signal.UNPLUGGED)
        self._low = Lasting(self, Signal.BATTERY_LOW)
        self._ticks = -1

    def tick(self) -> None:
        self._ticks += 1
        state = self._look() if self._ticks % _EVERY_TICKS == 0 else None
        if state is not None:
            percent, plugged = state
            self._unplugged.set(not plugged, f"{percent:.0f}%")
            self._low.set(not plugged and percent <= _LOW_PERCENT, f"{percent:.0f}%")


def battery() -> tuple[float, bool] | None:
    """Percent, and whether it is plugged in; None without a battery, or where the system doesn't tell."""
    import psutil

    try:
        state = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except OSError:  # a container, say, has no folder of power supplies
        return None
    return None if state is None else (float(state.percent), state.power_plugged is not False)


class Remote(Monitor):
    """A session that is seen or steered from elsewhere."""

    signals = frozenset({Signal.REMOTE_SESSION})

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        self._platform = platform
        self._remote = Lasting(self, Signal.REMOTE_SESSION)
        self._ticks = 0

    def start(self) -> None:
        self._look()

    def tick(self) -> None:
        self._ticks += 1
        if self._ticks % _EVERY_TICKS == 0:
            self._look()

    def _look(self) -> None:
        by = self._platform.remote_session()
        self._remote.set(bool(by), by)
