"""A screen with the small exam on it, another program beside it, and hands on the keyboard."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from tests.journeys.x_server import CHECKOUT, Screen, wait_until

TOOLS = ("xclip", "xrandr")


class Surroundings(Protocol):
    """A display to show windows on."""

    environment: dict[str, str]


class Program:
    """A program that is told what to do, a line a command."""

    def __init__(
        self, module: str, screen: Surroundings, *arguments: str, environment: dict[str, str] | None = None
    ) -> None:
        self.running = subprocess.Popen(
            (sys.executable, "-m", f"tests.lockdown.{module}", *arguments),
            cwd=CHECKOUT,
            env={**screen.environment, "QT_LOGGING_RULES": "*=false", **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    @property
    def _stdin(self) -> IO[bytes]:
        assert self.running.stdin is not None
        return self.running.stdin

    def send(self, command: str) -> None:
        """Tell it, without waiting."""
        self._stdin.write(f"{command}\n".encode())
        self._stdin.flush()

    def end(self) -> None:
        """End it, however it is."""
        if self.running.poll() is None:
            self.running.kill()
        self.running.communicate()


class Other(Program):
    """The other program; `window` is its window's id."""

    def __init__(self, screen: Screen) -> None:
        super().__init__("other_program", screen)
        self.window = self.tell("hide")

    def tell(self, command: str) -> str:
        """Tell it, and wait until it has done so."""
        self.send(command)
        assert self.running.stdout is not None
        return self.running.stdout.readline().decode().strip()


def keyboard_is_free(environment: dict[str, str]) -> bool:
    """Whether a program can hold the keyboard of this screen."""
    command = (sys.executable, "-m", "tests.lockdown.grab")
    return subprocess.run(command, cwd=CHECKOUT, env=environment, timeout=30, check=False).returncode == 0


class Exam(Program):
    """The small exam, and what it wrote down."""

    def __init__(self, screen: Surroundings, folder: Path, **environment: str) -> None:
        self.log = folder / f"exam-{len(list(folder.iterdir()))}.log"
        self.log.touch()
        self._from = 0
        super().__init__("exam_program", screen, str(self.log), environment=environment)
        self.wait("ready")

    def lines(self) -> list[dict[str, Any]]:
        """What it wrote since the last `tell('start …')`; a line it is still writing isn't there yet."""
        whole, _, _ = self.log.read_text(encoding="utf-8").rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()[self._from :]]

    def found(self, what: str, **more: Any) -> list[dict[str, Any]]:
        """Lines of a kind that say this."""
        return [
            line
            for line in self.lines()
            if line["what"] == what and all(line.get(name) == value for name, value in more.items())
        ]

    def wait(self, what: str, **more: Any) -> dict[str, Any]:
        """Wait until it wrote such a line; the newest one."""
        wait_until(
            lambda: self.found(what, **more) or self.running.poll() is not None,
            what=lambda: f"never {what} {more}: {self.lines()[-12:]}",
        )
        found = self.found(what, **more)
        assert found, self.running.communicate()[0].decode()
        return found[-1]

    def tell(self, command: str) -> None:
        """Tell it, and wait until it has done so."""
        before = len(self.found("done", command=command))
        self.send(command)
        wait_until(lambda: len(self.found("done", command=command)) > before, what=lambda: f"not done: {command}")

    def start(self, words: str) -> dict[str, Any]:
        """Begin a sitting anew; returns what was held and what the start page says."""
        self.tell("stop")
        self._from += len(self.lines())
        self.tell(f"start {words}")
        started = self.wait("started")
        wait_until(lambda: self.state()["full"] and self.state()["focus"], what=lambda: f"not in front: {self.state()}")
        return started

    def state(self) -> dict[str, Any]:
        """How it stands now."""
        before = len(self.found("state"))
        self.send("state")
        wait_until(lambda: len(self.found("state")) > before, what="it doesn't answer")
        return self.found("state")[-1]

    def incidents(self) -> list[str]:
        """Names of the incidents so far."""
        return [line["name"] for line in self.found("incident")]


@contextmanager
def stopped(exam: Exam) -> Iterator[None]:
    """SIGSTOP, and SIGCONT afterwards."""
    os.kill(exam.running.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(exam.running.pid, signal.SIGCONT)


class Scene:
    """All of it. `exam` is started anew after a way that ended it."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self.screen = screen
        self.folder = folder
        self.other = Other(screen)
        self._exam: Exam | None = None

    @property
    def exam(self) -> Exam:
        """The running exam."""
        if self._exam is None or self._exam.running.poll() is not None:
            return self.fresh()
        return self._exam

    def fresh(self, **environment: str) -> Exam:
        """An exam in another environment, in place of the present one."""
        if self._exam is not None:
            self._exam.end()
        exam = self._exam = Exam(self.screen, self.folder, **environment)
        wait_until(lambda: self.screen.typed_into == exam.running.pid, what="the exam has no keyboard")
        return exam

    def clean_up(self) -> None:
        """As before a way: the other program hidden, one display."""
        self.other.tell("hide")
        self.run("xrandr", "--delmonitor", "RIGHT")

    def run(self, *command: str, stdin: str = "") -> str:
        """A command on this screen; what it said."""
        done = subprocess.run(
            command, env=self.screen.environment, input=stdin, capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout

    def clip(self, *words: str, text: str = "") -> str:
        """xclip; it stays behind to hand out what it was given, so it gets no pipes."""
        if "-o" in words:
            return self.run("xclip", *words)
        subprocess.run(
            ("xclip", *words),
            env=self.screen.environment,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=True,
        )
        return ""

    def desktops(self) -> str:
        """Which desktop is shown."""
        return self.screen.xdotool("get_desktop")[1]

    def keyboard_is_free(self) -> bool:
        """Whether another program can hold the keyboard: nothing else does."""
        return keyboard_is_free(self.screen.environment)

    def end(self) -> None:
        """Everything."""
        for program in (self._exam, self.other):
            if program is not None:
                program.end()


Act = Callable[[Scene, Exam], None]
