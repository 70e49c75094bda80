"""A Wayland session (sway, without a screen): nothing can be held, the start page says so, and the rest is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from tests.journeys.x_server import wait_until
from tests.lockdown.scene import Exam

_CONFIG = """xwayland disable
bindsym Mod1+Tab exec touch {fired}
"""


@dataclass
class Sway:
    """A running compositor. `fired` is there once its own Alt+Tab was pressed."""

    environment: dict[str, str]
    fired: Path

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, capture_output=True, timeout=30, check=True)

    def fires_its_keys(self) -> bool:
        """Press Alt+Tab; whether it was the compositor that got it. A new keyboard may be heard only the next time."""
        self.run("wtype", "-M", "alt", "-k", "Tab", "-m", "alt")
        return self.fired.exists()


def _environment(runtime: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
        "XDG_RUNTIME_DIR": str(runtime),
        "HOME": str(runtime),
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
        "QT_QPA_PLATFORM": "wayland",
        "LC_ALL": "C.UTF-8",
    }


def cannot_be_tried(why: str) -> NoReturn:
    """Fail where every system package is expected, skip elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def sway(tmp_path: Path) -> Iterator[Sway]:
    missing = [tool for tool in ("sway", "wtype", "setpriv") if shutil.which(tool) is None]
    if missing:
        cannot_be_tried(f"no Wayland to try: {', '.join(missing)} not installed")
    # Not below tmp_path: its parents are closed to others, and sway refuses to run as root.
    runtime = Path(f"/tmp/cehrs-sway-{os.getpid()}")
    runtime.mkdir(mode=0o700)
    fired, config = runtime / "fired", runtime / "config"
    config.write_text(_CONFIG.format(fired=fired), encoding="utf-8")
    user: tuple[str, ...] = ()
    if os.getuid() == 0:
        shutil.chown(runtime, "nobody")
        shutil.chown(config, "nobody")
        user = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    environment = _environment(runtime)
    shares_memory = (*user, "sh", "-c", 'rm "$(mktemp -p /dev/shm)"')
    if subprocess.run(shares_memory, capture_output=True, check=False).returncode:
        shutil.rmtree(runtime)
        pytest.skip("sway can't run here: its user may not write to /dev/shm, where keymaps and pictures are shared")
    log = (tmp_path / "sway.log").open("w")
    running = subprocess.Popen((*user, "sway", "-c", str(config)), env=environment, stdout=log, stderr=log)
    try:
        sockets: list[Path] = []

        def has_socket() -> bool:
            sockets[:] = [path for path in runtime.glob("wayland-*") if path.suffix != ".lock"]
            return bool(sockets and list(runtime.glob("sway-ipc*"))) or running.poll() is not None

        wait_until(has_socket, what="sway doesn't start")
        if running.poll() is not None:
            cannot_be_tried(f"sway can't run here: {(tmp_path / 'sway.log').read_text(encoding='utf-8')[-300:]}")
        environment["WAYLAND_DISPLAY"] = sockets[0].name
        environment["SWAYSOCK"] = str(next(iter(runtime.glob("sway-ipc*"))))
        yield Sway(environment, fired)
    finally:
        running.terminate()
        running.wait(10)
        log.close()
        shutil.rmtree(runtime, ignore_errors=True)


def test_on_wayland_nothing_is_held_and_what_can_be_is_noticed(sway: Sway, tmp_path: Path) -> None:
    folder = tmp_path / "exam"
    folder.mkdir()
    exam = Exam(sway, folder)
    try:
        started = exam.start("strict")
        says = started["says"]
        assert "keyboard" not in started["held"]
        assert (says["switch_keys"], says["window_on_top"]) == ("not_available", "not_available")
        assert (says["clipboard_changed"], says["focus_lost"]) == ("not_available", "noticed")
        wait_until(lambda: sway.fires_its_keys(), what="the compositor keeps its keys to itself")
        assert exam.incidents() == []
        sway.run("swaymsg", "create_output")
        exam.wait("incident", name="display_added")
        wait_until(lambda: exam.state()["covers"] == 1, what="the other display isn't covered")
        exam.tell("quit")
        assert exam.running.wait(10) == 0
    finally:
        exam.end()
