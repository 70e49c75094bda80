"""Gives back to the system what slow work has used and freed: the C library keeps tens of megabytes for later."""

from __future__ import annotations

import ctypes
import linecache
import sys


def give_back_memory() -> None:
    """Return freed memory where the C library can be told to (glibc); elsewhere nothing happens.

    The source text that Python keeps for tracebacks goes too: PySide has that of every module read when it is imported.
    """
    linecache.clearcache()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; other C libraries have none
        if trim is not None:
            trim(ctypes.c_size_t(0))
