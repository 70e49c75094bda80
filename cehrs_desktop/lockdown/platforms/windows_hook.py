"""A process of its own that swallows the keys which switch programs on Windows. Ends with its parent's pipe.

Not in the default build, and not run on Windows yet. In its own process because a hook that answers late makes the
whole desktop's typing lag. It leaves Ctrl+Alt with anything, and keys other programs make (on-screen keyboards,
dictation), alone.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from typing import Any

TAB, ESCAPE, SPACE, F4, LEFT_WIN, RIGHT_WIN, APPS, PRINT = 0x09, 0x1B, 0x20, 0x73, 0x5B, 0x5C, 0x5D, 0x2C
INJECTED, ALT_DOWN = 0x10, 0x20
_LOW_LEVEL, _QUIT = 13, 0x0012


def is_swallowed(key: int, flags: int, *, control: bool) -> bool:
    """Whether a key is kept from the system. `flags` as KBDLLHOOKSTRUCT has them; `control`: a Ctrl key is down."""
    alt = bool(flags & ALT_DOWN)
    if flags & INJECTED or (control and alt):
        return False
    if key in (LEFT_WIN, RIGHT_WIN, APPS, PRINT):
        return True
    if key == ESCAPE:
        return alt or control
    return alt and key in (TAB, F4, SPACE)


class _Key(ctypes.Structure):
    _fields_ = (
        ("key", ctypes.c_uint32),
        ("scan", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("extra", ctypes.c_void_p),
    )


def main() -> int:
    """Hook the keyboard until standard input ends."""
    windll: Any = getattr(ctypes, "windll")  # noqa: B009
    user, kernel = windll.user32, windll.kernel32
    user.CallNextHookEx.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    user.SetWindowsHookExW.restype = user.CallNextHookEx.restype = ctypes.c_void_p
    prototype: Any = getattr(ctypes, "WINFUNCTYPE")(  # noqa: B009
        ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
    )
    held = {"control": False}

    def on_key(code: int, message: int, pointer: int) -> int:
        event = ctypes.cast(pointer, ctypes.POINTER(_Key)).contents
        if code == 0 and event.key in (0xA2, 0xA3):
            held["control"] = message in (0x0100, 0x0104)
        if code == 0 and is_swallowed(event.key, event.flags, control=held["control"]):
            return 1
        return int(user.CallNextHookEx(None, code, message, pointer) or 0)

    callback = prototype(on_key)  # must outlive the hook
    hook = user.SetWindowsHookExW(_LOW_LEVEL, callback, None, 0)
    if not hook:
        return 1
    thread = kernel.GetCurrentThreadId()

    def wait_for_the_end() -> None:
        os.read(0, 1)
        user.PostThreadMessageW(thread, _QUIT, 0, 0)

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    message = (ctypes.c_byte * 64)()
    while user.GetMessageW(message, None, 0, 0) > 0:
        pass
    user.UnhookWindowsHookEx(ctypes.c_void_p(hook))
    return 0


if __name__ == "__main__":
    sys.exit(main())
