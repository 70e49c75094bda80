"""The protocol that all platforms keep, and the one that can hold nothing."""

from __future__ import annotations

import os
import platform as machine
import time
from collections.abc import Collection, Iterable
from typing import Protocol

from PySide6.QtGui import QWindow

from cehrs_desktop.lockdown.steps import Unavailable
from cehrs_desktop.rules.exam.proctor_signals import Capabilities, Signal, Standing

NOTICED_EVERYWHERE = (
    Signal.FOCUS_LOST,
    Signal.DISPLAY_ADDED,
    Signal.DISPLAY_REMOVED,
    Signal.CLIPBOARD_CHANGED,
    Signal.PROGRAM_STARTED,
    Signal.REMOTE_SESSION,
    Signal.SUSPENDED,
    Signal.PROCESS_STOPPED,
    Signal.CLOCK_SET,
)


class Platform(Protocol):
    """What a platform lets a program do. Nothing here raises but `stay_awake`; what can't be told is '' or None."""

    @property
    def name(self) -> str:
        """'X11', 'Wayland', 'macOS', 'Windows' or 'none'."""
        ...

    @property
    def can_hold_keyboard(self) -> bool:
        """Whether `hold_keyboard` can ever work here."""
        ...

    @property
    def borderless(self) -> bool:
        """Whether the window must fill the display by itself instead of the system's full screen."""
        ...

    def capabilities(self) -> Capabilities:
        """What becomes of each signal in a Strict sitting, camera and microphone apart."""
        ...

    def hold_keyboard(self, window: QWindow) -> bool:
        """Let all keys go to the window; whether that worked. May be called again while it holds."""
        ...

    def free_keyboard(self, window: QWindow) -> None:
        """Give the keyboard back; harmless when it isn't held."""
        ...

    def stay_awake(self, reason: str) -> None:
        """Keep the machine from sleeping and locking by itself. Raises Unavailable."""
        ...

    def let_sleep(self) -> None:
        """Take that back; harmless when nothing is held."""
        ...

    def windows_above(self, ours: Collection[int]) -> int | None:
        """How many windows of others lie above those with these ids; None where it can't be told."""
        ...

    def is_locked(self) -> bool | None:
        """Whether the screen is locked; None where it can't be told."""
        ...

    def remote_session(self) -> str:
        """By what the session is seen to be remote; empty if it isn't."""
        ...

    def virtual_machine(self) -> str:
        """Which virtual machine this seems to be; empty if none. For information."""
        ...

    def assistive_technology(self) -> str:
        """Which screen reader or magnifier is running; empty if none is seen."""
        ...

    def boot_seconds(self) -> float:
        """Seconds since boot, sleep included; where that isn't known, awake seconds."""
        ...

    def wall_seconds(self) -> float:
        """Seconds by the clock on the wall."""
        ...


class NoPlatform:
    """Nothing can be held and only what Qt itself tells is noticed: tests, and systems we don't know."""

    name = "none"
    can_hold_keyboard = False
    borderless = False

    def capabilities(self) -> Capabilities:
        return {**dict.fromkeys(NOTICED_EVERYWHERE, Standing.NOTICED), Signal.PASTE: Standing.PREVENTED}

    def hold_keyboard(self, window: QWindow) -> bool:
        return False

    def free_keyboard(self, window: QWindow) -> None:
        return

    def stay_awake(self, reason: str) -> None:
        raise Unavailable("no way to ask")

    def let_sleep(self) -> None:
        return

    def windows_above(self, ours: Collection[int]) -> int | None:
        return None

    def is_locked(self) -> bool | None:
        return None

    def remote_session(self) -> str:
        return next((name for name in ("SSH_CONNECTION", "XRDP_SESSION") if os.environ.get(name)), "")

    def virtual_machine(self) -> str:
        return ""

    def assistive_technology(self) -> str:
        import psutil

        return technology_among(process.info["name"] or "" for process in psutil.process_iter(["name"]))

    def boot_seconds(self) -> float:
        return time.monotonic()

    def wall_seconds(self) -> float:
        return time.time()


_TECHNOLOGY = {
    "orca": "Orca",
    "kmag": "KMag",
    "magnus": "Magnus",
    "xzoom": "xzoom",
    "nvda": "NVDA",
    "jfw": "JAWS",
    "narrator": "Narrator",
    "magnify": "Magnifier",
    "zoomtext": "ZoomText",
    "voiceover": "VoiceOver",
}


def technology_among(processes: Iterable[str]) -> str:
    """The screen reader or magnifier among these processes; empty if there is none."""
    names = (_TECHNOLOGY.get(name.lower().removesuffix(".exe"), "") for name in processes)
    return next(filter(None, names), "")


def this_platform() -> Platform:
    """The platform the program runs on. Decided by the session's type, never by whether a call says it worked."""
    from PySide6.QtGui import QGuiApplication

    plugin = QGuiApplication.platformName()
    if plugin == "windows" and machine.system() == "Windows":
        from cehrs_desktop.lockdown.platforms.windows import Windows

        return Windows()
    if plugin == "cocoa" and machine.system() == "Darwin":
        from cehrs_desktop.lockdown.platforms.mac import Mac

        return Mac()
    if plugin.startswith("wayland") or is_wayland(os.environ):
        from cehrs_desktop.lockdown.platforms.linux import Wayland

        return Wayland() if plugin.startswith("wayland") or plugin == "xcb" else NoPlatform()
    if plugin == "xcb":
        from cehrs_desktop.lockdown.platforms.linux import X11

        return X11()
    return NoPlatform()


def is_wayland(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether this is a Wayland session, also for a program that runs in its X server."""
    return bool(environment.get("WAYLAND_DISPLAY")) or environment.get("XDG_SESSION_TYPE") == "wayland"
