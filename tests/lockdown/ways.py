"""The table: every way out of the exam or into it that we know of, and what becomes of it in a real X server."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from cehrs_desktop.rules.exam.proctor_signals import Signal
from tests.lockdown.acts import (
    REALISTIC,
    STRICT,
    camera,
    capture,
    chord,
    clock,
    close_by_manager,
    context_menu,
    copied_elsewhere,
    copy_out,
    device_gone,
    dialog_paste,
    ended_by,
    focus_stolen,
    glance,
    hangs,
    killed,
    leaves,
    loud,
    mark_out,
    middle_click,
    paste_in,
    program_started,
    reaches,
    second_display,
    stop_and_go,
    window_above,
)
from tests.lockdown.scene import Act

PREVENTED, NOTICED, NOT_AVAILABLE, WAY_OUT = "prevented", "noticed", "not available", "meant as a way out"
OFF = "switched off, never a violation"


@dataclass(frozen=True)
class Way:
    """`signal` is what the start page has a line for; its standing there must be `becomes`.

    `act` fails when it turns out otherwise. `incident` is the name of the incident that must come of it, if any.
    """

    name: str
    level: str
    becomes: str
    act: Act
    signal: Signal | None = None
    incident: str = ""
    note: str = ""


IN_ONE_EXAM = (
    Way("Alt+Tab", STRICT, PREVENTED, reaches("alt+Tab", "Alt+Tab"), Signal.SWITCH_KEYS),
    Way("Alt+F4", STRICT, PREVENTED, reaches("alt+F4", "Alt+F4"), Signal.SWITCH_KEYS),
    Way("Super", STRICT, PREVENTED, reaches("super+d", "Meta+D"), Signal.SWITCH_KEYS),
    Way(
        "Ctrl+Alt+Right (next desktop)",
        STRICT,
        PREVENTED,
        reaches("ctrl+alt+Right", "Ctrl+Alt+Right"),
        Signal.SWITCH_KEYS,
    ),
    Way("Ctrl+Alt+D (show desktop)", STRICT, PREVENTED, reaches("ctrl+alt+d", "Ctrl+Alt+D"), Signal.SWITCH_KEYS),
    Way("Alt+Escape", STRICT, PREVENTED, reaches("alt+Escape", "Alt+Esc"), Signal.SWITCH_KEYS),
    Way("Alt+Space (window menu)", STRICT, PREVENTED, reaches("alt+space", "Alt+Space"), Signal.SWITCH_KEYS),
    Way(
        "Print",
        STRICT,
        PREVENTED,
        reaches("Print", "Print"),
        Signal.SWITCH_KEYS,
        note="the key; not a capture program",
    ),
    Way("another program takes the focus", STRICT, NOTICED, focus_stolen, Signal.FOCUS_LOST, "focus_lost"),
    Way("the focus is away for less than 200 ms", STRICT, "allowed", glance),
    Way(
        "another program takes the focus, keyboard not held",
        REALISTIC,
        NOTICED,
        leaves("a"),
        Signal.FOCUS_LOST,
        "focus_lost",
    ),
    Way("Alt+F4, keyboard not held", REALISTIC, WAY_OUT, close_by_manager, note="asks as Leave exam does"),
    Way("a window above the exam", REALISTIC, NOTICED, window_above, Signal.WINDOW_ON_TOP, "window_on_top"),
    Way("a second display", REALISTIC, NOTICED, second_display, Signal.DISPLAY_ADDED, "display_added", "covered, too"),
    Way("a display that goes", REALISTIC, NOTICED, second_display, Signal.DISPLAY_REMOVED, "display_removed"),
    Way(
        "something copied in another program",
        REALISTIC,
        NOTICED,
        copied_elsewhere,
        Signal.CLIPBOARD_CHANGED,
        "clipboard_changed",
    ),
    Way("paste into the exam (Ctrl+V, Shift+Insert)", REALISTIC, PREVENTED, paste_in, Signal.PASTE),
    Way("middle-click paste", REALISTIC, PREVENTED, middle_click, Signal.PASTE),
    Way("copy out of the exam (Ctrl+C)", REALISTIC, PREVENTED, copy_out, Signal.PASTE),
    Way("paste into a dialog of the exam, copy out of it", REALISTIC, PREVENTED, dialog_paste, Signal.PASTE),
    Way("mark with the mouse (X11's other clipboard)", REALISTIC, PREVENTED, mark_out, Signal.PASTE),
    Way("a field's context menu", REALISTIC, PREVENTED, context_menu, Signal.PASTE),
    Way("another program captures the screen", STRICT, NOT_AVAILABLE, capture, Signal.SCREEN_CAPTURE),
    Way("a listed program is started", REALISTIC, NOTICED, program_started, Signal.PROGRAM_STARTED, "program_started"),
    Way("SIGSTOP and SIGCONT, 5 s", REALISTIC, NOTICED, stop_and_go, Signal.PROCESS_STOPPED, "process_stopped"),
    Way(
        "clock set back (faked)",
        REALISTIC,
        NOTICED,
        clock("set_clock -3600", "clock_set"),
        Signal.CLOCK_SET,
        "clock_set",
    ),
    Way("suspend (faked)", REALISTIC, NOTICED, clock("sleep 600", "suspended"), Signal.SUSPENDED, "suspended"),
    Way(
        "camera covered",
        "realistic camera",
        NOTICED,
        camera("dark", "camera_covered"),
        Signal.CAMERA_COVERED,
        "camera_covered",
    ),
    Way("nobody in view", "realistic camera", NOTICED, camera("none", "no_face"), Signal.NO_FACE, "no_face"),
    Way(
        "two people in view",
        "realistic camera",
        NOTICED,
        camera("two", "several_faces"),
        Signal.SEVERAL_FACES,
        "several_faces",
    ),
    Way(
        "camera unplugged",
        "realistic camera",
        "switched off, never a violation",
        device_gone("feed pulled", "unplugged"),
        incident="switched_off",
    ),
    Way(
        "microphone unplugged",
        "realistic sound",
        "switched off, never a violation",
        device_gone("room gone", "unplugged"),
        incident="switched_off",
    ),
    Way("loud room", "realistic sound", NOTICED, loud, Signal.LOUD, "loud"),
    Way("Ctrl+Alt+Shift+Q, a reason, Enter", STRICT, WAY_OUT, chord, note="two actions; the attempt is kept"),
)

ENDING_IT = (
    Way("SIGTERM", STRICT, "ends cleanly", ended_by(signal.SIGTERM), note="keyboard free"),
    Way("SIGINT", STRICT, "ends cleanly", ended_by(signal.SIGINT), note="keyboard free"),
    Way("kill -9", STRICT, "nothing is left", killed, note="keyboard free, screen usable"),
    Way("hang in Python", STRICT, "ends itself", hangs("hang_python"), note="watchdog, 12 s; keyboard free"),
    Way(
        "hang in C holding Python’s lock", STRICT, "ends itself", hangs("hang_c"), note="watchdog, 12 s; keyboard free"
    ),
)
