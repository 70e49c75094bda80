"""What a watched sitting is made of: its guards, its monitors, and how it may be over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cehrs_desktop.lockdown.guards import Covers, FullScreen, StayAwake
from cehrs_desktop.lockdown.monitors.machine import Clipboard, Clocks, Power, Programs, Remote, look_at_clocks
from cehrs_desktop.lockdown.monitors.monitor import Monitor
from cehrs_desktop.lockdown.monitors.screen import Displays, Focus, Lock, WindowsAbove
from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.lockdown.sleep import SleepNotice
from cehrs_desktop.lockdown.steps import Step
from cehrs_desktop.lockdown.watchdog import Watchdog
from cehrs_desktop.rules.exam.proctor_signals import Signal
from cehrs_desktop.ui.lockdown.private_buffer import PrivateBuffer


class EndedBecause(StrEnum):
    """Why a watched sitting is over before it was handed in. The attempt is kept in every case."""

    LEFT = "left"
    PROCTOR = "proctor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class SittingOver:
    """Why, and for LEFT the reason the learner gave, if any."""

    because: EndedBecause
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Guards:
    """The steps in their order, and the one that is loosened now and then."""

    steps: tuple[Step, ...]
    full: FullScreen


def guards_of(window: QWidget, platform: Platform, *, watchdog: Watchdog, parent: QObject) -> Guards:
    """What holds from Realistic on. The watchdog is first, so that it is let go of last."""
    window.winId()
    handle = window.windowHandle()
    full = FullScreen(handle, borderless=platform.borderless, parent=parent)
    steps = (
        watchdog,
        SleepNotice(watchdog, parent=parent),
        StayAwake(platform),
        PrivateBuffer(window, parent=parent),
        full,
        Covers(handle, parent=parent),
    )
    return Guards(steps, full)


_ALWAYS = frozenset({Signal.UNPLUGGED})
"""Told where there is a battery, whatever the platform."""


def monitors_of(window: QWidget, platform: Platform) -> list[Monitor]:
    """Everything that watches here, camera and microphone apart."""
    able = platform.capabilities()
    monitors = [
        Focus(),
        Displays(),
        Clocks(lambda: look_at_clocks(platform)),
        Clipboard(),
        WindowsAbove(platform, window.windowHandle()),
        Lock(platform),
        Programs(),
        Power(),
        Remote(platform),
    ]
    return [monitor for monitor in monitors if monitor.signals & (set(able) | _ALWAYS)]
