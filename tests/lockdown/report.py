"""Writes docs/lockdown.md from what was shown."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path

import PySide6

from tests.lockdown.ways import Way

PAGE = Path(__file__).parents[2] / "docs" / "lockdown.md"

_HEAD = """# Lockdown: ways out and in

Written by `make test-lockdown` from a run in a real X server (Xvfb, openbox, xdotool, xclip, a second program,
virtual displays) on {system}, Qt {qt}. Each line is a test; it fails when the start page says anything else.
*Prevented*: it doesn't happen. *Noticed*: it happens, and is an incident. *Not available*: neither, and the start page
says so.

| way | level | becomes | incident | |
| --- | --- | --- | --- | --- |
"""

_TAIL = """
A remote session told by its variables (`SSH_CONNECTION`, `XRDP_SESSION`) is noticed (`remote_session`), too.
The lock screen is noticed where a screen saver service answers on the session bus; in the tests' X server none does,
and the start page says *not available*. Power and a frozen camera are shown with made-up batteries and frames.

## Other systems

| system | keyboard | what is different | shown by |
| --- | --- | --- | --- |
| Linux, Wayland | noticed only | no keys held; windows above and the clipboard can't be told | {wayland} |
| Windows | noticed; held by an opt-in hook process only | {windows} | **not run on the real system**: key table |
| macOS | presentation options; Force Quit stays | borderless window, `caffeinate -w` | **not run on the real system** |

Never touched anywhere: Ctrl+Alt+Del, Force Quit, the power key, text consoles; registry, policies, other programs'
windows and processes, the system's clipboard.

## After a stop or a hang

The watchdog (`faulthandler`, 12 s) ends a hung program, in Python or in C; the X server then takes the keyboard back by
itself. A process stopped for less than that, from about 3 s on, is an incident; after a longer stop the watchdog may
end the program the moment it is continued, and the next start offers to resume. On Linux its clock stands while the
machine sleeps.
"""

_WINDOWS = "awake by `SetThreadExecutionState`; topmost windows above ours are told"
_WAYLAND = "headless sway, see tests/lockdown/test_wayland.py"


def write_report(shown: Sequence[tuple[Way, str]]) -> None:
    """Rewrite the page."""
    rows = [f"| {way.name} | {way.level} | {way.becomes} | {incident} | {way.note} |" for way, incident in shown]
    head = _HEAD.format(system=platform.system(), qt=PySide6.__version__)
    PAGE.write_text(head + "\n".join(rows) + "\n" + _TAIL.format(wayland=_WAYLAND, windows=_WINDOWS), encoding="utf-8")
