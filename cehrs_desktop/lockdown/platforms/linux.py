"""Linux: an X11 session, where the keyboard can be held, and a Wayland session, where it can't."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
from PySide6.QtGui import QWindow

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.lockdown.platforms.x_windows import XWindows
from cehrs_desktop.lockdown.steps import Unavailable
from cehrs_desktop.rules.exam.proctor_signals import Capabilities, Signal, Standing

_SAVER = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver")
_REPLY = QDBusMessage.MessageType.ReplyMessage
_WAIT_MS = 500
_CONNECTION = "cehrs-stay-awake"


class Wayland(NoPlatform):
    """Notice only: Qt has no way to hold the compositor's keys, and what XWayland says of a grab isn't true."""

    name = "Wayland"

    def capabilities(self) -> Capabilities:
        able = dict(super().capabilities())
        # The compositor tells of the clipboard whenever we get the keyboard, changed or not.
        del able[Signal.CLIPBOARD_CHANGED]
        if self.is_locked() is not None:
            able[Signal.SCREEN_LOCKED] = Standing.NOTICED
        return able

    def stay_awake(self, reason: str) -> None:
        # A connection of its own: the inhibitor ends with it, when we let go as well as when the program dies.
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
        if not isinstance(self._ask(bus, "Inhibit", "CEHRS Trainer", reason), int):
            self.let_sleep()
            raise Unavailable("no screen saver service answers")

    def let_sleep(self) -> None:
        QDBusConnection.disconnectFromBus(_CONNECTION)

    def is_locked(self) -> bool | None:
        reply = self._ask(QDBusConnection.sessionBus(), "GetActive")
        return reply if isinstance(reply, bool) else None

    def virtual_machine(self) -> str:
        try:
            product = Path("/sys/class/dmi/id/product_name").read_text(encoding="utf-8").strip()
        except OSError:
            return ""
        known = ("KVM", "VirtualBox", "VMware", "Virtual Machine", "QEMU", "HVM", "Standard PC")
        return product if any(name in product for name in known) else ""

    def boot_seconds(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def _ask(self, bus: QDBusConnection, method: str, *arguments: object) -> object:
        """The first value of the screen saver service's answer; None without a service."""
        if not bus.isConnected():
            return None
        question = QDBusMessage.createMethodCall(*_SAVER, method)
        question.setArguments(list(arguments))
        answer = bus.call(question, QDBus.CallMode.Block, _WAIT_MS)
        values = answer.arguments() if answer.type() == _REPLY else []
        return values[0] if values else None


class X11(Wayland):
    """The keyboard is held by an active grab, which the server takes away the moment the program dies."""

    name = "X11"
    can_hold_keyboard = True

    def __init__(self) -> None:
        self._windows = XWindows()
        self._holds = False

    def capabilities(self) -> Capabilities:
        able = dict(super().capabilities())
        able[Signal.CLIPBOARD_CHANGED] = Standing.NOTICED
        able[Signal.SWITCH_KEYS] = Standing.PREVENTED
        if self._windows.is_open:
            able[Signal.WINDOW_ON_TOP] = Standing.NOTICED
        return able

    def hold_keyboard(self, window: QWindow) -> bool:
        self._holds = window.setKeyboardGrabEnabled(True)
        return self._holds

    def free_keyboard(self, window: QWindow) -> None:
        if self._holds:
            self._holds = False
            window.setKeyboardGrabEnabled(False)

    def windows_above(self, ours: Collection[int]) -> int | None:
        return self._windows.above(ours)
