"""A screen of its own: an X server without hardware, a window manager, and a keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
LONGEST_WAIT_SECONDS = 30
TYPING_MS = "40"
"""Between two keys; a fast typist takes three times as long."""


def missing_tools() -> list[str]:
    """Those that this machine doesn't have."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def wait_until(is_so: Callable[[], object], *, what: Callable[[], str] | str) -> None:
    """Ask again and again; fails after half a minute."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < end, what if isinstance(what, str) else what()
        time.sleep(0.02)  # between two questions


class Screen:
    """What is shown and typed on one display."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def xdotool(self, *words: str) -> tuple[int, str]:
        """Exit code and what it said."""
        done = subprocess.run(
            ("xdotool", *words), env=self.environment, capture_output=True, text=True, timeout=30, check=False
        )
        return done.returncode, done.stdout.strip()

    def type(self, *keys: str) -> None:
        """Press and release keys by their X names: 'space', 'Return', 'ctrl+q'. They go where the focus is."""
        code, _ = self.xdotool("key", "--delay", TYPING_MS, *keys)
        assert code == 0, keys

    def hold(self, key: str, *, seconds: float) -> None:
        """Keep a key down, so that it repeats."""
        self.xdotool("keydown", key, "sleep", str(seconds), "keyup", key)

    @property
    def typed_into(self) -> int | None:
        """The process whose window has the keyboard."""
        code, process = self.xdotool("getwindowfocus", "getwindowpid")
        return int(process) if code == 0 and process else None

    @property
    def in_front(self) -> tuple[str, str]:
        """Title and size of the window that has the keyboard."""
        _, title = self.xdotool("getwindowfocus", "getwindowname")
        _, told = self.xdotool("getwindowfocus", "getwindowgeometry")
        return title, told.rpartition(" ")[2]

    def start(self, data_dir: Path) -> subprocess.Popen[str]:
        """Start the program on this screen; returns when its window has the keyboard."""
        running = subprocess.Popen(
            (sys.executable, "-m", "cehrs_desktop"),
            cwd=CHECKOUT,
            env={**self.environment, "CEHRS_DATA_DIR": str(data_dir)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wait_until(
            lambda: self.typed_into == running.pid or running.poll() is not None, what="no window has the keyboard"
        )
        assert running.poll() is None, running.communicate()[0]
        return running

    def take_picture(self, file: Path) -> None:
        """Write what the screen shows to a PNG."""
        command = (sys.executable, "-m", "tests.journeys.picture_of_screen", str(file))
        subprocess.run(command, cwd=CHECKOUT, env=self.environment, timeout=60, check=True)


@contextmanager
def a_screen(log: Path) -> Iterator[Screen]:
    """A display that no one else uses, with a window manager; gone afterwards."""
    with ExitStack() as stack:
        output = stack.enter_context(log.open("w"))
        read, write = os.pipe()
        stack.callback(os.close, read)
        # Without -noreset a server begins anew when its last client goes, be it the one that asks for the manager.
        server = ("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
        stack.enter_context(_running(server, output=output, pass_fds=(write,)))
        os.close(write)
        display = f":{_line(read)}"
        screen = Screen(display)
        stack.enter_context(_running(("openbox",), output=output, env=screen.environment))
        wait_until(lambda: screen.xdotool("get_num_desktops")[0] == 0, what="the window manager doesn't start")
        yield screen


def _line(descriptor: int) -> str:
    text = b""
    while not text.endswith(b"\n"):
        letter = os.read(descriptor, 1)
        assert letter, "the X server ended by itself"
        text += letter
    return text.decode().strip()


@contextmanager
def _running(
    command: Sequence[str],
    *,
    output: object,
    env: dict[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=output, stderr=output, env=env, pass_fds=pass_fds)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
