"""macOS: presentation options while our program is in front. Force Quit, power and the login window stay as they are.

Not run on a Mac: written from Apple's documentation of NSApplicationPresentationOptions and Safe Exam Browser's source.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import subprocess
import time
from typing import Any

from PySide6.QtGui import QWindow

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.lockdown.steps import Unavailable
from cehrs_desktop.rules.exam.proctor_signals import Capabilities, Signal, Standing

HIDE_DOCK, HIDE_MENU_BAR, NO_APPLE_MENU, NO_SWITCHING = 1 << 1, 1 << 3, 1 << 4, 1 << 5
HELD = HIDE_DOCK | HIDE_MENU_BAR | NO_APPLE_MENU | NO_SWITCHING
"""A combination that AppKit takes: hiding the menu bar and no switching both need the hidden Dock."""

_CLOCK_MONOTONIC_RAW = 4  # goes on during sleep there, as mach_continuous_time does


class Mac(NoPlatform):
    """Options last only while our program is active and alive, so a crash frees the desktop."""

    name = "macOS"
    can_hold_keyboard = True
    borderless = True

    def __init__(self) -> None:
        self._caffeinate: subprocess.Popen[bytes] | None = None

    def capabilities(self) -> Capabilities:
        return {
            **super().capabilities(),
            Signal.SWITCH_KEYS: Standing.PREVENTED,
            Signal.SCREEN_LOCKED: Standing.NOTICED,
        }

    def hold_keyboard(self, window: QWindow) -> bool:
        return self._set_options(HELD)

    def free_keyboard(self, window: QWindow) -> None:
        self._set_options(0)

    def stay_awake(self, reason: str) -> None:
        try:
            # Ends with our process by itself, however that ends.
            self._caffeinate = subprocess.Popen(("/usr/bin/caffeinate", "-dims", "-w", str(os.getpid())))
        except OSError as error:
            raise Unavailable(str(error)) from error

    def let_sleep(self) -> None:
        if self._caffeinate is not None:
            self._caffeinate.terminate()
            self._caffeinate.wait(5)
            self._caffeinate = None

    def is_locked(self) -> bool | None:
        core = ctypes.CDLL(ctypes.util.find_library("CoreGraphics") or "CoreGraphics")
        core.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
        session = core.CGSessionCopyCurrentDictionary()
        if not session:
            return None
        text = self._send(self._class("NSString"), "stringWithUTF8String:", b"CGSSessionScreenIsLocked")
        return bool(self._send(session, "objectForKey:", text))

    def boot_seconds(self) -> float:
        return time.clock_gettime(_CLOCK_MONOTONIC_RAW)

    def _set_options(self, options: int) -> bool:
        app = self._send(self._class("NSApplication"), "sharedApplication")
        if not app:
            return False
        self._send(app, "setPresentationOptions:", options)
        return True

    def _objc(self) -> Any:
        objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
        objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
        objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = (ctypes.c_char_p,)
        return objc

    def _class(self, name: str) -> Any:
        return self._objc().objc_getClass(name.encode())

    def _send(self, target: Any, selector: str, argument: object = None) -> Any:
        """objc_msgSend; a function of its exact type each time, as its ABI asks for."""
        objc = self._objc()
        kinds: list[Any] = [ctypes.c_void_p, ctypes.c_void_p]
        values: list[Any] = [target, objc.sel_registerName(selector.encode())]
        if argument is not None:
            kind: Any = ctypes.c_char_p if isinstance(argument, bytes) else ctypes.c_void_p
            kinds.append(ctypes.c_ulong if selector == "setPresentationOptions:" else kind)
            values.append(argument)
        return ctypes.CFUNCTYPE(ctypes.c_void_p, *kinds)(("objc_msgSend", objc))(*values)
