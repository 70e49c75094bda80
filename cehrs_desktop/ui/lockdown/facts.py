"""What the start page and the check-in say of this machine, signal by signal."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication

from cehrs_desktop.lockdown.monitors.machine import battery, listed_programs
from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.rules.exam.proctor_signals import (
    MICROPHONE,
    Accommodations,
    Level,
    Signal,
    Standing,
    standing,
)


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """What was found, for information. `battery`: percent and whether it is plugged in."""

    displays: int
    programs: tuple[str, ...]
    remote: str
    virtual_machine: str
    battery: tuple[float, bool] | None
    assistive_technology: str


def machine_facts(platform: Platform) -> MachineFacts:
    """Look once; nothing is changed or closed."""
    return MachineFacts(
        displays=len(QGuiApplication.screens()),
        programs=listed_programs(),
        remote=platform.remote_session(),
        virtual_machine=platform.virtual_machine(),
        battery=battery(),
        assistive_technology=platform.assistive_technology(),
    )


def capabilities(platform: Platform) -> Mapping[Signal, Standing]:
    """What the platform can do, with battery, camera and microphone as far as their parts are installed."""
    able = dict(platform.capabilities())
    if battery() is not None:
        able |= dict.fromkeys((Signal.UNPLUGGED, Signal.BATTERY_LOW), Standing.NOTICED)
    # Found without importing them: that takes a second, and may ask a sound server.
    if importlib.util.find_spec("PySide6.QtMultimedia") is not None:
        able |= dict.fromkeys((Signal.CAMERA_COVERED, Signal.CAMERA_FROZEN, *MICROPHONE), Standing.NOTICED)
        if importlib.util.find_spec("cv2") is not None:
            able |= dict.fromkeys((Signal.NO_FACE, Signal.SEVERAL_FACES), Standing.NOTICED)
    return able


def standings(
    able: Mapping[Signal, Standing], level: Level, accommodations: Accommodations
) -> tuple[tuple[Signal, Standing], ...]:
    """Every signal and what becomes of it."""
    return tuple((signal, standing(signal, level, accommodations, able)) for signal in Signal)
