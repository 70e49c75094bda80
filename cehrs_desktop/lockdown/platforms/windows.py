"""Windows: awake by SetThreadExecutionState; the keyboard only by a hook in a process of its own, which is opt-in.

Not run on Windows: written from Microsoft's documentation and Safe Exam Browser's source. The default build has no hook
process, so keys that switch programs are then noticed by the focus, and Ctrl+Alt+Del is never touched at all.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Collection
from typing import Any

from PySide6.QtGui import QWindow

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.lockdown.steps import Unavailable
from cehrs_desktop.rules.exam.proctor_signals import Capabilities, Signal, Standing

HOOK_VARIABLE = "CEHRS_KEYBOARD_HOOK"
"""Set to 1, the hook process is used; without it there is none."""

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
_REMOTE_SESSION = 0x1000
_GET_READER = 0x0046
_READ_DESKTOP = 0x0001
_NEXT_ABOVE, _TOPMOST, _EX_STYLE = 3, 0x8, -20


class Windows(NoPlatform):
    """Everything here ends with the process or the thread that asked for it."""

    name = "Windows"

    def __init__(self) -> None:
        self._hook: subprocess.Popen[bytes] | None = None

    @property
    def can_hold_keyboard(self) -> bool:  # type: ignore[override]
        # A built program can't start a module by itself, and the hook isn't in it.
        return os.environ.get(HOOK_VARIABLE) == "1" and not hasattr(sys, "frozen")

    def capabilities(self) -> Capabilities:
        able = {
            **super().capabilities(),
            Signal.SCREEN_LOCKED: Standing.NOTICED,
            Signal.WINDOW_ON_TOP: Standing.NOTICED,
        }
        if self.can_hold_keyboard:
            able[Signal.SWITCH_KEYS] = Standing.PREVENTED
        return able

    def hold_keyboard(self, window: QWindow) -> bool:
        if self._hook is None or self._hook.poll() is not None:
            command = (sys.executable, "-m", "cehrs_desktop.lockdown.platforms.windows_hook")
            try:
                self._hook = subprocess.Popen(command, stdin=subprocess.PIPE)  # ends when this pipe does
            except OSError:
                return False
        return True

    def free_keyboard(self, window: QWindow) -> None:
        if self._hook is not None:
            hook, self._hook = self._hook, None
            assert hook.stdin is not None
            hook.stdin.close()
            hook.wait(5)

    def stay_awake(self, reason: str) -> None:
        if not self._system("kernel32").SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY):
            raise Unavailable("SetThreadExecutionState refused")

    def let_sleep(self) -> None:
        self._system("kernel32").SetThreadExecutionState(_CONTINUOUS)

    def windows_above(self, ours: Collection[int]) -> int | None:
        """Windows that are shown above ours and stay on top, as ours does: others can't lie above it."""
        user = self._system("user32")
        user.GetWindow.restype, user.GetWindow.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_uint)
        found = 0
        for own in ours:
            above = user.GetWindow(own, _NEXT_ABOVE)
            while above:
                topmost = user.GetWindowLongW(ctypes.c_void_p(above), _EX_STYLE) & _TOPMOST
                shown = user.IsWindowVisible(ctypes.c_void_p(above))
                found += bool(topmost and shown and above not in ours and self._has_size(above))
                above = user.GetWindow(above, _NEXT_ABOVE)
        return found

    def is_locked(self) -> bool | None:
        user = self._system("user32")
        user.OpenInputDesktop.restype = ctypes.c_void_p
        desktop = user.OpenInputDesktop(0, False, _READ_DESKTOP)
        if not desktop:
            return True  # the secure desktop isn't ours to open
        user.CloseDesktop(ctypes.c_void_p(desktop))
        return False

    def remote_session(self) -> str:
        return "RDP" if self._system("user32").GetSystemMetrics(_REMOTE_SESSION) else super().remote_session()

    def assistive_technology(self) -> str:
        running = ctypes.c_int(0)
        self._system("user32").SystemParametersInfoW(_GET_READER, 0, ctypes.byref(running), 0)
        return "screen reader" if running.value else super().assistive_technology()

    def boot_seconds(self) -> float:
        kernel = self._system("kernel32")
        kernel.GetTickCount64.restype = ctypes.c_ulonglong  # goes on during sleep
        return float(kernel.GetTickCount64()) / 1000

    def _has_size(self, window: int) -> bool:
        area = (ctypes.c_long * 4)()
        self._system("user32").GetWindowRect(ctypes.c_void_p(window), ctypes.byref(area))
        return bool(area[2] - area[0] > 24 and area[3] - area[1] > 24)

    def _system(self, library: str) -> Any:
        return getattr(ctypes, "windll")[library]  # noqa: B009  # not there on other systems, whose types mypy reads
