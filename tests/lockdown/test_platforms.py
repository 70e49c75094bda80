"""Platforms: told by the session's type, honest about what they can do; those that can't run here by tables."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from cehrs_desktop.lockdown.guards import FullScreen, KeyboardHold, StayAwake
from cehrs_desktop.lockdown.monitors.machine import battery
from cehrs_desktop.lockdown.platforms import windows_hook as hook
from cehrs_desktop.lockdown.platforms.linux import X11, Wayland
from cehrs_desktop.lockdown.platforms.mac import HELD, HIDE_DOCK, HIDE_MENU_BAR, NO_SWITCHING, Mac
from cehrs_desktop.lockdown.platforms.platform import NoPlatform, is_wayland, technology_among, this_platform
from cehrs_desktop.lockdown.platforms.windows import HOOK_VARIABLE, Windows
from cehrs_desktop.lockdown.steps import Unavailable
from cehrs_desktop.rules.exam.proctor_signals import Signal, Standing
from tests.ui.open_window import wait_until

FORCE_QUIT = 1 << 6


@pytest.mark.parametrize(
    ("environment", "wayland"),
    [
        ({}, False),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, False),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, True),  # XWayland: what it says of a grab isn't true
        ({"XDG_SESSION_TYPE": "wayland"}, True),
    ],
)
def test_wayland_is_told_by_the_session(environment: dict[str, str], wayland: bool) -> None:
    assert is_wayland(environment) == wayland


def test_offscreen_is_no_platform(qapp: QApplication) -> None:
    if qapp.platformName() == "offscreen":
        assert type(this_platform()) is NoPlatform


KEYS = [
    # key, flags, Ctrl down, swallowed
    (hook.TAB, hook.ALT_DOWN, False, True),
    (hook.F4, hook.ALT_DOWN, False, True),
    (hook.SPACE, hook.ALT_DOWN, False, True),
    (hook.ESCAPE, hook.ALT_DOWN, False, True),
    (hook.ESCAPE, 0, True, True),
    (hook.LEFT_WIN, 0, False, True),
    (hook.RIGHT_WIN, 0, False, True),
    (hook.APPS, 0, False, True),
    (hook.PRINT, 0, False, True),
    (hook.TAB, 0, False, False),
    (hook.ESCAPE, 0, False, False),
    (hook.F4, 0, False, False),
    (0x51, hook.ALT_DOWN, True, False),  # Ctrl+Alt+Shift+Q, the way out
    (0x2E, hook.ALT_DOWN, True, False),  # Ctrl+Alt+Del
    (hook.TAB, hook.ALT_DOWN, True, False),
    (hook.LEFT_WIN, hook.INJECTED, False, False),  # on-screen keyboards and dictation
    (hook.TAB, hook.ALT_DOWN | hook.INJECTED, False, False),
]


@pytest.mark.parametrize(("key", "flags", "control", "swallowed"), KEYS)
def test_which_keys_the_windows_hook_swallows(key: int, flags: int, control: bool, swallowed: bool) -> None:
    assert hook.is_swallowed(key, flags, control=control) == swallowed


def test_windows_has_no_hook_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOOK_VARIABLE, raising=False)
    assert not Windows().can_hold_keyboard
    assert Signal.SWITCH_KEYS not in Windows().capabilities()
    monkeypatch.setenv(HOOK_VARIABLE, "1")
    assert Windows().capabilities()[Signal.SWITCH_KEYS] is Standing.PREVENTED
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # as in a built program, which has no hook in it
    assert not Windows().can_hold_keyboard


def test_macs_options_are_a_combination_that_is_taken_and_leave_force_quit() -> None:
    assert HELD & HIDE_DOCK
    assert HELD & HIDE_MENU_BAR
    assert HELD & NO_SWITCHING
    assert not HELD & FORCE_QUIT
    assert Mac().borderless


def test_nothing_claims_to_prevent_screen_capture() -> None:
    for platform in (NoPlatform(), Mac(), Windows()):
        assert Signal.SCREEN_CAPTURE not in platform.capabilities()


class Holding(NoPlatform):
    """A platform whose keyboard can be had after some tries."""

    can_hold_keyboard = True

    def __init__(self, *, tries: int) -> None:
        self._tries = tries
        self.holds = False
        self.asked = 0

    def hold_keyboard(self, window: QWindow) -> bool:
        self.asked += 1
        self.holds = self.asked > self._tries
        return self.holds

    def free_keyboard(self, window: QWindow) -> None:
        self.holds = False


def test_the_keyboard_is_asked_for_until_it_is_had(qapp: QApplication) -> None:
    platform = Holding(tries=2)
    hold = KeyboardHold(platform, QWindow())
    hold.perform()
    wait_until(lambda: platform.holds, what="it is never had")
    hold.loosen()
    assert not platform.holds
    hold.keep()
    assert not platform.holds
    hold.tighten()
    asked = platform.asked
    hold.keep()
    assert (platform.holds, platform.asked) == (True, asked + 1)
    hold.revert()
    assert not platform.holds


def test_a_keyboard_that_cant_be_had_is_refused_in_the_end(qapp: QApplication) -> None:
    platform = Holding(tries=1000)
    hold = KeyboardHold(platform, QWindow(), retries=3)
    refused: list[bool] = []
    hold.refused.connect(lambda: refused.append(True))
    hold.perform()
    wait_until(lambda: refused, what="it is asked for forever")
    assert platform.asked == 3


def test_where_nothing_can_be_held_that_is_said(qapp: QApplication) -> None:
    with pytest.raises(Unavailable):
        KeyboardHold(NoPlatform(), QWindow()).perform()
    step = StayAwake(NoPlatform())
    with pytest.raises(Unavailable):
        step.perform()
    step.revert()


def test_a_window_is_put_back_to_what_it_was(qapp: QApplication) -> None:
    window = QWindow()
    window.setGeometry(30, 40, 300, 200)
    window.show()
    flags = window.flags()
    full = FullScreen(window)
    full.perform()
    wait_until(lambda: window.windowStates() == window.windowStates().WindowFullScreen, what="it isn't full")
    window.showNormal()  # as a window manager may
    wait_until(lambda: window.windowStates() == window.windowStates().WindowFullScreen, what="it isn't kept full")
    full.loosen()
    assert window.windowStates() == window.windowStates().WindowNoState
    full.tighten()
    full.revert()
    assert (window.windowStates(), window.flags()) == (window.windowStates().WindowNoState, flags)
    window.destroy()


def on_a_bus(module: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Run a module of these tests on a bus of its own, which is taken for the system's too."""
    if shutil.which("dbus-run-session") is None:
        sentence = "no bus to try: dbus-run-session not installed"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    run = f'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec {sys.executable} -m tests.lockdown.{module} {file}'
    command = ("dbus-run-session", "--", "sh", "-c", run)
    return subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=False
    )


def test_while_the_machine_sleeps_the_watchdog_does_too(tmp_path: Path) -> None:
    done = on_a_bus("login", tmp_path / "hang")
    assert done.returncode == 7, done.stderr
    assert (tmp_path / "hang").read_text(encoding="utf-8") == ""


def test_a_screen_saver_service_is_asked_over_the_bus_and_its_inhibitor_ends_with_us(tmp_path: Path) -> None:
    """In a session bus of its own, against a service that remembers who inhibits it."""
    done = on_a_bus("saver", tmp_path / "said")
    assert done.returncode == 0, done.stderr
    said = (tmp_path / "said").read_text(encoding="utf-8").split()
    assert said == ["inhibited", "released", "inhibited", "held", "gone"]
    assert issubclass(X11, Wayland)


def test_a_screen_reader_is_seen_by_its_process() -> None:
    assert technology_among(["bash", "NVDA.exe"]) == "NVDA"
    assert technology_among(["VoiceOver"]) == "VoiceOver"
    assert technology_among(["Magnify.exe", "zoom"]) == "Magnifier"
    assert technology_among(["bash"]) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="where Linux tells of batteries")
def test_a_system_that_tells_nothing_of_power_has_no_battery(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("psutil._pslinux.POWER_SUPPLY_PATH", str(tmp_path / "none"))
    assert battery() is None
