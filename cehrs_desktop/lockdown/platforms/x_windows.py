"""Which windows lie above ours in an X server, asked over a connection of its own through libxcb.

libxcb hands errors back as values (a window may be gone by the time it is asked about); Xlib would end the program.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Collection
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p, cast
from typing import Any

_VIEWABLE, _INPUT_OUTPUT = 2, 1
_SMALLEST_PIXELS = 24
"""A smaller window is a tray icon or a hot corner; nothing can be read in it."""


class _Cookie(Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(Structure):
    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class _Tree(Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad0", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("root", c_uint32),
        ("parent", c_uint32),
        ("children_len", c_uint16),
    )


class _Geometry(Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("depth", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("root", c_uint32),
        ("x", ctypes.c_int16),
        ("y", ctypes.c_int16),
        ("width", c_uint16),
        ("height", c_uint16),
    )


class _Attributes(Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("backing_store", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("visual", c_uint32),
        ("window_class", c_uint16),
        ("bit_gravity", c_uint8),
        ("win_gravity", c_uint8),
        ("backing_planes", c_uint32),
        ("backing_pixel", c_uint32),
        ("save_under", c_uint8),
        ("map_is_installed", c_uint8),
        ("map_state", c_uint8),
        ("override_redirect", c_uint8),
    )


class XWindows:
    """Asks the server about the stack of windows. Without a server or libxcb, everything is None."""

    def __init__(self) -> None:
        self._connection: int | None = None
        name = ctypes.util.find_library("xcb") or "libxcb.so.1"
        try:
            self._xcb = _declared(ctypes.CDLL(name))
        except OSError:
            return
        connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            return
        self._connection = connection
        self._root = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(connection)).data[0]

    @property
    def is_open(self) -> bool:
        """Whether there is a server that answers."""
        return self._connection is not None and not self._xcb.xcb_connection_has_error(self._connection)

    def above(self, ours: Collection[int]) -> int | None:
        """How many windows of others, large enough to read in, lie above any of ours and overlap it."""
        if not self.is_open or not ours:
            return None
        stack = self._children(self._root)
        frames = {self._frame(window) for window in ours}
        places = [index for index, window in enumerate(stack) if window in frames]
        if not places:
            return None
        own = [self._area(stack[index]) for index in places]
        lowest = min(places)
        return sum(
            self._overlaps(window, own)
            for window in stack[lowest + 1 :]
            if window not in frames and self._is_shown(window)
        )

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _frame(self, window: int) -> int:
        """The ancestor below the root: the window manager's frame, or the window itself."""
        for _ in range(8):
            found = self._ask("xcb_query_tree", window, _Tree)
            if found is None or found.parent in (0, self._root):
                return window
            window = found.parent
        return window

    def _children(self, window: int) -> list[int]:
        cookie = self._xcb.xcb_query_tree(self._connection, window)
        reply = self._xcb.xcb_query_tree_reply(self._connection, cookie, None)
        if not reply:
            return []
        tree = cast(reply, POINTER(_Tree)).contents
        first = self._xcb.xcb_query_tree_children(reply)
        children = [first[index] for index in range(tree.children_len)]
        _free(reply)
        return children

    def _area(self, window: int) -> tuple[int, int, int, int]:
        found = self._ask("xcb_get_geometry", window, _Geometry)
        if found is None:
            return (0, 0, 0, 0)
        return (found.x, found.y, found.x + found.width, found.y + found.height)

    def _is_shown(self, window: int) -> bool:
        found = self._ask("xcb_get_window_attributes", window, _Attributes)
        return found is not None and found.map_state == _VIEWABLE and found.window_class == _INPUT_OUTPUT

    def _overlaps(self, window: int, areas: Collection[tuple[int, int, int, int]]) -> bool:
        left, top, right, bottom = self._area(window)
        wide = [(min(right, area[2]) - max(left, area[0])) for area in areas]
        high = [(min(bottom, area[3]) - max(top, area[1])) for area in areas]
        return any(w >= _SMALLEST_PIXELS and h >= _SMALLEST_PIXELS for w, h in zip(wide, high, strict=True))

    def _ask(self, question: str, window: int, kind: type[Structure]) -> Any:
        cookie = getattr(self._xcb, question)(self._connection, window)
        reply = getattr(self._xcb, f"{question}_reply")(self._connection, cookie, None)
        if not reply:
            return None
        copy = kind.from_buffer_copy(ctypes.string_at(reply, ctypes.sizeof(kind)))
        _free(reply)
        return copy


def _free(reply: int) -> None:
    libc = ctypes.CDLL(None)
    libc.free.argtypes = (c_void_p,)
    libc.free(reply)


def _declared(xcb: ctypes.CDLL) -> ctypes.CDLL:
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = (c_char_p, c_void_p), c_void_p
    xcb.xcb_disconnect.argtypes, xcb.xcb_disconnect.restype = (c_void_p,), None
    xcb.xcb_connection_has_error.argtypes = (c_void_p,)
    xcb.xcb_get_setup.argtypes, xcb.xcb_get_setup.restype = (c_void_p,), c_void_p
    xcb.xcb_setup_roots_iterator.argtypes, xcb.xcb_setup_roots_iterator.restype = (c_void_p,), _Screens
    xcb.xcb_query_tree_children.argtypes, xcb.xcb_query_tree_children.restype = (c_void_p,), POINTER(c_uint32)
    for question in ("xcb_query_tree", "xcb_get_geometry", "xcb_get_window_attributes"):
        ask, reply = getattr(xcb, question), getattr(xcb, f"{question}_reply")
        ask.argtypes, ask.restype = (c_void_p, c_uint32), _Cookie
        reply.argtypes, reply.restype = (c_void_p, _Cookie, c_void_p), c_void_p
    return xcb
