"""The table: every way out of the exam or into it that we know of, and what becomes of it in a real X server."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from cehrs_desktop.rules.exam.proctor_signals import Signal
from tests.journeys.x_server import wait_until
from tests.lockdown.scene import Act, Exam, Scene, stopped

PREVENTED, NOTICED, NOT_AVAILABLE, WAY_OUT = "prevented", "noticed", "not available", "meant as a way out"
STRICT, REALISTIC = "strict", "realistic"
OFF = "switched off, never a violation"
SHORT_HANG = 2.0


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


def _reaches(keys: str, *told: str) -> Act:
    """The keys come to the exam instead of the system, and it stays in front."""

    def act(scene: Scene, exam: Exam) -> None:
        desktop = scene.desktops()
        scene.screen.type(keys)
        exam.wait("key", key=told[0] if told else keys)
        state = exam.state()
        assert state["full"], state
        assert state["focus"], state
        assert scene.desktops() == desktop
        assert exam.running.poll() is None

    return act


def _leaves(keys: str) -> Act:
    """The same keys when the keyboard isn't held: the focus goes, which is noticed."""

    def act(scene: Scene, exam: Exam) -> None:
        scene.other.tell("show")
        scene.screen.xdotool("windowactivate", scene.other.window)
        scene.screen.type(keys)
        exam.wait("incident", name="focus_lost")

    return act


def _focus_stolen(scene: Scene, exam: Exam) -> None:
    scene.other.tell("show")
    wait_until(lambda: scene.screen.xdotool("windowfocus", scene.other.window)[0] == 0, what="it isn't shown")
    exam.wait("incident", name="focus_lost")
    assert exam.wait("pause")["why"] in ("focus_lost", "window_on_top")


def _glance(scene: Scene, exam: Exam) -> None:
    """Less than the grace of 200 ms: the focus goes to the root window and comes back."""
    exam_window = scene.screen.xdotool("getwindowfocus")[1]
    scene.screen.xdotool("windowfocus", scene.other.window, "windowfocus", exam_window)
    time.sleep(0.4)  # longer than the grace: it would have come
    assert "focus_lost" not in exam.incidents()


def _window_above(scene: Scene, exam: Exam) -> None:
    scene.other.tell("above")
    exam.wait("incident", name="window_on_top")
    exam.wait("pause", why="window_on_top")
    wait_until(lambda: not exam.state()["full"], what="there is no room to close it")
    scene.other.tell("hide")
    _goes_on(exam)
    wait_until(lambda: exam.state()["full"], what="it doesn't fill the screen again")


def _goes_on(exam: Exam) -> None:
    def pressed() -> bool:
        exam.tell("press Go on")
        return bool(exam.found("resume"))

    wait_until(pressed, what=lambda: f"it doesn't go on: {exam.lines()[-8:]}")


def _second_display(scene: Scene, exam: Exam) -> None:
    scene.run("xrandr", "--setmonitor", "RIGHT", "640/170x800/210+640+0", "none")
    exam.wait("incident", name="display_added")
    exam.wait("pause", why="display_added")
    wait_until(lambda: exam.state()["covers"] == 1, what="the other display isn't covered")
    scene.run("xrandr", "--delmonitor", "RIGHT")
    exam.wait("incident", name="display_removed")
    _goes_on(exam)
    assert exam.state()["covers"] == 0


def _copied_elsewhere(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="an answer")
    exam.wait("incident", name="clipboard_changed")


def _paste_in(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="an answer from outside")
    scene.screen.type("ctrl+End", "ctrl+v", "shift+Insert")
    scene.screen.type("x")
    wait_until(lambda: "x" in exam.state()["text"].removeprefix("words of the exam"), what="nothing is typed")
    assert "outside" not in exam.state()["text"]


def _middle_click(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "primary", text="marked outside")
    scene.screen.xdotool("mousemove", "200", "150", "click", "2")
    scene.screen.type("y")
    wait_until(lambda: "y" in exam.state()["text"], what="nothing is typed")
    assert "outside" not in exam.state()["text"]


def _copy_out(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="as before")
    exam.wait("incident", name="clipboard_changed")
    scene.screen.type("ctrl+a", "ctrl+c", "End", "ctrl+v")
    wait_until(lambda: exam.state()["text"].count("exam") == 2, what=lambda: f"no private buffer: {exam.state()}")
    assert scene.clip("-o", "-selection", "clipboard") == "as before"


def _mark_out(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "primary", text="marked before")
    scene.screen.xdotool("mousemove", "20", "25", "mousedown", "1", "mousemove", "300", "25", "mouseup", "1")
    scene.screen.type("ctrl+c", "End", "ctrl+v")  # that something was marked shows in the private buffer
    wait_until(lambda: len(exam.state()["text"]) > len("words of the exam"), what="nothing was marked")
    assert scene.clip("-o", "-selection", "primary") == "marked before"


def _context_menu(scene: Scene, exam: Exam) -> None:
    scene.screen.xdotool("mousemove", "200", "150", "click", "3")
    scene.screen.type("z")
    wait_until(lambda: "z" in exam.state()["text"], what="a menu took the key")


def _capture(scene: Scene, exam: Exam) -> None:
    picture = scene.folder / "captured.png"
    scene.screen.take_picture(picture)
    assert picture.stat().st_size > 1000
    assert exam.incidents() == []


def _stop_and_go(scene: Scene, exam: Exam) -> None:
    with stopped(exam):
        time.sleep(5.5)  # longer than the 3 s from which it counts, shorter than the watchdog's 12 s
    exam.wait("incident", name="process_stopped")


def _clock(command: str, incident: str) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        exam.tell(command)
        exam.wait("incident", name=incident)

    return act


def _killed(scene: Scene, exam: Exam) -> None:
    wait_until(lambda: not scene.keyboard_is_free(), what="the keyboard was never held")
    exam.running.kill()
    exam.running.wait(10)
    assert scene.keyboard_is_free()
    scene.other.tell("show")
    scene.screen.xdotool("windowactivate", "--sync", scene.other.window)
    wait_until(lambda: scene.screen.typed_into == scene.other.running.pid, what="the screen isn't usable")
    children = f"/proc/{exam.running.pid}/task"
    assert not Path(children).exists()


def _hangs(how: str) -> Act:
    """With a watchdog of 2 seconds, so that nobody waits for 12; the program's own is asked about elsewhere."""

    def act(scene: Scene, _exam: Exam) -> None:
        exam = scene.fresh(EXAM_HANG_SECONDS=str(SHORT_HANG))
        exam.start(STRICT)
        wait_until(lambda: not scene.keyboard_is_free(), what="the keyboard was never held")
        began = time.monotonic()
        exam.send(how)
        exam.running.wait(30)
        assert time.monotonic() - began <= SHORT_HANG * 6
        assert exam.running.returncode == 1
        assert scene.keyboard_is_free()
        assert "Timeout" in exam.log.with_suffix(".hang").read_text(encoding="utf-8")

    return act


def _ended_by(number: int) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        os.kill(exam.running.pid, number)
        exam.wait("ended", because="system")
        assert exam.running.wait(10) == 0
        assert scene.keyboard_is_free()

    return act


def _chord(scene: Scene, exam: Exam) -> None:
    scene.screen.type("ctrl+alt+shift+q")
    wait_until(lambda: not exam.state()["enabled"], what="nothing asks")
    scene.screen.type("i", "l", "l", "Return")
    assert exam.wait("ended", because="left")["reason"] == "ill"
    assert scene.keyboard_is_free()
    wait_until(lambda: not exam.state()["full"], what="the screen is still filled")


def _close_by_manager(scene: Scene, exam: Exam) -> None:
    scene.screen.xdotool("key", "alt+F4")
    wait_until(lambda: not exam.state()["enabled"], what="nothing asks")
    assert exam.running.poll() is None
    exam.tell("press Leave now")
    exam.wait("ended", because="left")


def _camera(what: str, incident: str) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        exam.tell(f"feed {what}")
        exam.wait("incident", name=incident)
        if incident in ("camera_covered", "no_face", "several_faces"):
            exam.wait("pause", why=incident)
            exam.tell("feed one")
            _goes_on(exam)

    return act


def _device_gone(command: str, detail: str) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        exam.tell(command)
        exam.wait("incident", name="switched_off")
        assert detail in exam.found("incident", name="switched_off")[0]["detail"]
        exam.wait("told")
        assert not exam.found("pause")
        assert exam.state()["enabled"]

    return act


def _loud(scene: Scene, exam: Exam) -> None:
    exam.tell("room loud")
    exam.wait("incident", name="loud")


def _program_started(scene: Scene, exam: Exam) -> None:
    copy = scene.folder / "anydesk"
    copy.write_bytes(Path("/bin/sleep").read_bytes())
    copy.chmod(0o755)
    with subprocess.Popen((str(copy), "60"), env=scene.screen.environment) as running:
        try:
            exam.wait("incident", name="program_started")
            assert "AnyDesk" in exam.found("incident", name="program_started")[0]["detail"]
            assert running.poll() is None, "nothing is closed by the program"
        finally:
            running.kill()


IN_ONE_EXAM = (
    Way("Alt+Tab", STRICT, PREVENTED, _reaches("alt+Tab", "Alt+Tab"), Signal.SWITCH_KEYS),
    Way("Alt+F4", STRICT, PREVENTED, _reaches("alt+F4", "Alt+F4"), Signal.SWITCH_KEYS),
    Way("Super", STRICT, PREVENTED, _reaches("super+d", "Meta+D"), Signal.SWITCH_KEYS),
    Way(
        "Ctrl+Alt+Right (next desktop)",
        STRICT,
        PREVENTED,
        _reaches("ctrl+alt+Right", "Ctrl+Alt+Right"),
        Signal.SWITCH_KEYS,
    ),
    Way("Ctrl+Alt+D (show desktop)", STRICT, PREVENTED, _reaches("ctrl+alt+d", "Ctrl+Alt+D"), Signal.SWITCH_KEYS),
    Way("Alt+Escape", STRICT, PREVENTED, _reaches("alt+Escape", "Alt+Esc"), Signal.SWITCH_KEYS),
    Way("Alt+Space (window menu)", STRICT, PREVENTED, _reaches("alt+space", "Alt+Space"), Signal.SWITCH_KEYS),
    Way(
        "Print",
        STRICT,
        PREVENTED,
        _reaches("Print", "Print"),
        Signal.SWITCH_KEYS,
        note="the key; not a capture program",
    ),
    Way("another program takes the focus", STRICT, NOTICED, _focus_stolen, Signal.FOCUS_LOST, "focus_lost"),
    Way("the focus is away for less than 200 ms", STRICT, "allowed", _glance),
    Way(
        "another program takes the focus, keyboard not held",
        REALISTIC,
        NOTICED,
        _leaves("a"),
        Signal.FOCUS_LOST,
        "focus_lost",
    ),
    Way("Alt+F4, keyboard not held", REALISTIC, WAY_OUT, _close_by_manager, note="asks as Leave exam does"),
    Way("a window above the exam", REALISTIC, NOTICED, _window_above, Signal.WINDOW_ON_TOP, "window_on_top"),
    Way("a second display", REALISTIC, NOTICED, _second_display, Signal.DISPLAY_ADDED, "display_added", "covered, too"),
    Way("a display that goes", REALISTIC, NOTICED, _second_display, Signal.DISPLAY_REMOVED, "display_removed"),
    Way(
        "something copied in another program",
        REALISTIC,
        NOTICED,
        _copied_elsewhere,
        Signal.CLIPBOARD_CHANGED,
        "clipboard_changed",
    ),
    Way("paste into the exam (Ctrl+V, Shift+Insert)", REALISTIC, PREVENTED, _paste_in, Signal.PASTE),
    Way("middle-click paste", REALISTIC, PREVENTED, _middle_click, Signal.PASTE),
    Way("copy out of the exam (Ctrl+C)", REALISTIC, PREVENTED, _copy_out, Signal.PASTE),
    Way("mark with the mouse (X11's other clipboard)", REALISTIC, PREVENTED, _mark_out, Signal.PASTE),
    Way("a field's context menu", REALISTIC, PREVENTED, _context_menu, Signal.PASTE),
    Way("another program captures the screen", STRICT, NOT_AVAILABLE, _capture, Signal.SCREEN_CAPTURE),
    Way("a listed program is started", REALISTIC, NOTICED, _program_started, Signal.PROGRAM_STARTED, "program_started"),
    Way("SIGSTOP and SIGCONT, 5 s", REALISTIC, NOTICED, _stop_and_go, Signal.PROCESS_STOPPED, "process_stopped"),
    Way(
        "clock set back (faked)",
        REALISTIC,
        NOTICED,
        _clock("set_clock -3600", "clock_set"),
        Signal.CLOCK_SET,
        "clock_set",
    ),
    Way("suspend (faked)", REALISTIC, NOTICED, _clock("sleep 600", "suspended"), Signal.SUSPENDED, "suspended"),
    Way(
        "camera covered",
        "realistic camera",
        NOTICED,
        _camera("dark", "camera_covered"),
        Signal.CAMERA_COVERED,
        "camera_covered",
    ),
    Way("nobody in view", "realistic camera", NOTICED, _camera("none", "no_face"), Signal.NO_FACE, "no_face"),
    Way(
        "two people in view",
        "realistic camera",
        NOTICED,
        _camera("two", "several_faces"),
        Signal.SEVERAL_FACES,
        "several_faces",
    ),
    Way(
        "camera unplugged",
        "realistic camera",
        "switched off, never a violation",
        _device_gone("feed pulled", "unplugged"),
        incident="switched_off",
    ),
    Way(
        "microphone unplugged",
        "realistic sound",
        "switched off, never a violation",
        _device_gone("room gone", "unplugged"),
        incident="switched_off",
    ),
    Way("loud room", "realistic sound", NOTICED, _loud, Signal.LOUD, "loud"),
    Way("Ctrl+Alt+Shift+Q, a reason, Enter", STRICT, WAY_OUT, _chord, note="two actions; the attempt is kept"),
)

ENDING_IT = (
    Way("SIGTERM", STRICT, "ends cleanly", _ended_by(signal.SIGTERM), note="keyboard free"),
    Way("SIGINT", STRICT, "ends cleanly", _ended_by(signal.SIGINT), note="keyboard free"),
    Way("kill -9", STRICT, "nothing is left", _killed, note="keyboard free, screen usable"),
    Way("hang in Python", STRICT, "ends itself", _hangs("hang_python"), note="watchdog, 12 s; keyboard free"),
    Way(
        "hang in C holding Python’s lock", STRICT, "ends itself", _hangs("hang_c"), note="watchdog, 12 s; keyboard free"
    ),
)
