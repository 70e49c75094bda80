"""Whether the keyboard of an X server is free: an active grab is tried and given back."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys


def can_grab() -> bool:
    """True when nothing else holds the keyboard."""
    x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    x.XDefaultRootWindow.argtypes = x.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    x.XGrabKeyboard.argtypes = (ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 3, ctypes.c_ulong)
    display = x.XOpenDisplay(None)
    assert display, "no display"
    status = x.XGrabKeyboard(display, x.XDefaultRootWindow(display), 0, 1, 1, 0)
    x.XCloseDisplay(display)
    return bool(status == 0)


if __name__ == "__main__":
    sys.exit(not can_grab())
