"""What is tried on each way out of the exam or in. An act fails when it turns out otherwise than the table says."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from tests.journeys.x_server import wait_until
from tests.lockdown.scene import Act, Exam, Scene, stopped

STRICT, REALISTIC = "strict", "realistic"
SHORT_HANG = 2.0


def reaches(keys: str, *told: str) -> Act:
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


def leaves(keys: str) -> Act:
    """The same keys when the keyboard isn't held: the focus goes, which is noticed."""

    def act(scene: Scene, exam: Exam) -> None:
        scene.other.tell("show")
        scene.screen.xdotool("windowactivate", scene.other.window)
        scene.screen.type(keys)
        exam.wait("incident", name="focus_lost")

    return act


def focus_stolen(scene: Scene, exam: Exam) -> None:
    scene.other.tell("show")
    wait_until(lambda: scene.screen.xdotool("windowfocus", scene.other.window)[0] == 0, what="it isn't shown")
    exam.wait("incident", name="focus_lost")
    assert exam.wait("pause")["why"] in ("focus_lost", "window_on_top")


def glance(scene: Scene, exam: Exam) -> None:
    """Less than the grace of 200 ms: the focus goes to the root window and comes back."""
    exam_window = scene.screen.xdotool("getwindowfocus")[1]
    scene.screen.xdotool("windowfocus", scene.other.window, "windowfocus", exam_window)
    time.sleep(0.4)  # longer than the grace: it would have come
    assert "focus_lost" not in exam.incidents()


def window_above(scene: Scene, exam: Exam) -> None:
    scene.other.tell("above")
    exam.wait("incident", name="window_on_top")
    exam.wait("pause", why="window_on_top")
    wait_until(lambda: not exam.state()["full"], what="there is no room to close it")
    scene.other.tell("hide")
    goes_on(exam)
    wait_until(lambda: exam.state()["full"], what="it doesn't fill the screen again")


def goes_on(exam: Exam) -> None:
    def pressed() -> bool:
        exam.tell("press Go on")
        return bool(exam.found("resume"))

    wait_until(pressed, what=lambda: f"it doesn't go on: {exam.lines()[-8:]}")


def second_display(scene: Scene, exam: Exam) -> None:
    scene.run("xrandr", "--setmonitor", "RIGHT", "640/170x800/210+640+0", "none")
    exam.wait("incident", name="display_added")
    exam.wait("pause", why="display_added")
    wait_until(lambda: exam.state()["covers"] == 1, what="the other display isn't covered")
    scene.run("xrandr", "--delmonitor", "RIGHT")
    exam.wait("incident", name="display_removed")
    goes_on(exam)
    assert exam.state()["covers"] == 0


def copied_elsewhere(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="an answer")
    exam.wait("incident", name="clipboard_changed")


def paste_in(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="an answer from outside")
    scene.screen.type("ctrl+End", "ctrl+v", "shift+Insert")
    scene.screen.type("x")
    wait_until(lambda: "x" in exam.state()["text"].removeprefix("words of the exam"), what="nothing is typed")
    assert "outside" not in exam.state()["text"]


def middle_click(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "primary", text="marked outside")
    scene.screen.xdotool("mousemove", "200", "150", "click", "2")
    scene.screen.type("y")
    wait_until(lambda: "y" in exam.state()["text"], what="nothing is typed")
    assert "outside" not in exam.state()["text"]


def copy_out(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="as before")
    exam.wait("incident", name="clipboard_changed")
    scene.screen.type("ctrl+a", "ctrl+c", "End", "ctrl+v")
    wait_until(lambda: exam.state()["text"].count("exam") == 2, what=lambda: f"no private buffer: {exam.state()}")
    assert scene.clip("-o", "-selection", "clipboard") == "as before"


def mark_out(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "primary", text="marked before")
    scene.screen.xdotool("mousemove", "20", "25", "mousedown", "1", "mousemove", "300", "25", "mouseup", "1")
    scene.screen.type("ctrl+c", "End", "ctrl+v")  # that something was marked shows in the private buffer
    wait_until(lambda: len(exam.state()["text"]) > len("words of the exam"), what="nothing was marked")
    assert scene.clip("-o", "-selection", "primary") == "marked before"


def dialog_paste(scene: Scene, exam: Exam) -> None:
    scene.clip("-selection", "clipboard", text="an answer from outside")
    exam.tell("dialog")
    wait_until(lambda: scene.screen.xdotool("search", "--name", "^calculator$")[0] == 0, what="it isn't shown")
    wait_until(lambda: exam.state()["focus"], what="nothing has the focus")
    scene.screen.type("ctrl+v", "shift+Insert", "7")
    exam.wait("figures", text="7")
    scene.screen.type("ctrl+a", "ctrl+c", "End", "ctrl+v")
    exam.wait("figures", text="77")
    assert scene.clip("-o", "-selection", "clipboard") == "an answer from outside"
    scene.screen.type("Escape")


def context_menu(scene: Scene, exam: Exam) -> None:
    scene.screen.xdotool("mousemove", "200", "150", "click", "3")
    scene.screen.type("z")
    wait_until(lambda: "z" in exam.state()["text"], what="a menu took the key")


def capture(scene: Scene, exam: Exam) -> None:
    picture = scene.folder / "captured.png"
    scene.screen.take_picture(picture)
    assert picture.stat().st_size > 1000
    assert exam.incidents() == []


def stop_and_go(scene: Scene, exam: Exam) -> None:
    with stopped(exam):
        time.sleep(5.5)  # longer than the 3 s from which it counts, shorter than the watchdog's 12 s
    exam.wait("incident", name="process_stopped")


def clock(command: str, incident: str) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        exam.tell(command)
        exam.wait("incident", name=incident)

    return act


def killed(scene: Scene, exam: Exam) -> None:
    wait_until(lambda: not scene.keyboard_is_free(), what="the keyboard was never held")
    exam.running.kill()
    exam.running.wait(10)
    assert scene.keyboard_is_free()
    scene.other.tell("show")
    scene.screen.xdotool("windowactivate", "--sync", scene.other.window)
    wait_until(lambda: scene.screen.typed_into == scene.other.running.pid, what="the screen isn't usable")
    children = f"/proc/{exam.running.pid}/task"
    assert not Path(children).exists()


def hangs(how: str) -> Act:
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


def ended_by(number: int) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        os.kill(exam.running.pid, number)
        exam.wait("ended", because="system")
        assert exam.running.wait(10) == 0
        assert scene.keyboard_is_free()

    return act


def chord(scene: Scene, exam: Exam) -> None:
    scene.screen.type("ctrl+alt+shift+q")
    wait_until(lambda: not exam.state()["enabled"], what="nothing asks")
    scene.screen.type("i", "l", "l", "Return")
    assert exam.wait("ended", because="left")["reason"] == "ill"
    assert scene.keyboard_is_free()
    wait_until(lambda: not exam.state()["full"], what="the screen is still filled")


def close_by_manager(scene: Scene, exam: Exam) -> None:
    scene.screen.xdotool("key", "alt+F4")
    wait_until(lambda: not exam.state()["enabled"], what="nothing asks")
    assert exam.running.poll() is None
    exam.tell("press Leave now")
    exam.wait("ended", because="left")


def camera(what: str, incident: str) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        exam.tell(f"feed {what}")
        exam.wait("incident", name=incident)
        if incident in ("camera_covered", "no_face", "several_faces"):
            exam.wait("pause", why=incident)
            exam.tell("feed one")
            goes_on(exam)

    return act


def device_gone(command: str, detail: str) -> Act:
    def act(scene: Scene, exam: Exam) -> None:
        exam.tell(command)
        exam.wait("incident", name="switched_off")
        assert detail in exam.found("incident", name="switched_off")[0]["detail"]
        exam.wait("told")
        assert not exam.found("pause")
        assert exam.state()["enabled"]

    return act


def loud(scene: Scene, exam: Exam) -> None:
    exam.tell("room loud")
    exam.wait("incident", name="loud")


def program_started(scene: Scene, exam: Exam) -> None:
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
