"""Every way out of the exam or into it, once, in a real X server. `make test-lockdown` writes docs/lockdown.md."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.x_server import a_screen, missing_tools, wait_until
from tests.lockdown.report import write_report
from tests.lockdown.scene import TOOLS, Scene
from tests.lockdown.ways import ENDING_IT, IN_ONE_EXAM, Way

_SHOWN: list[tuple[Way, str]] = []
"""What was shown in this run: the way, and the incident it produced."""

WAYS = (*IN_ONE_EXAM, *ENDING_IT)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    missing = [*missing_tools(), *(tool for tool in TOOLS if shutil.which(tool) is None)]
    if missing:
        sentence = f"no X server to get out of: {', '.join(missing)} not installed"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with a_screen(tmp_path_factory.mktemp("screen") / "x.log") as screen:
        scene = Scene(screen, tmp_path_factory.mktemp("exam"))
        scene.run("xrandr", "--setmonitor", "LEFT", "640/170x800/210+0+0", "screen")
        yield scene
        scene.end()
    if os.environ.get("CEHRS_WRITE_LOCKDOWN") and len(_SHOWN) == len(WAYS):
        write_report(_SHOWN)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.name}: {way.becomes}")
def test_a_way_out_or_in(way: Way, scene: Scene) -> None:
    scene.clean_up()
    exam = scene.exam
    started = exam.start(way.level)
    if way.signal is not None:
        said = started["says"][way.signal.value].replace("_", " ")
        assert said == way.becomes, f"the start page says {said}"
    if way.level == "strict":
        wait_until(lambda: not scene.keyboard_is_free(), what="the keyboard isn't held")
    way.act(scene, exam)
    names = {line["name"]: line["detail"] for line in exam.found("incident")}
    assert not way.incident or way.incident in names
    if not way.incident:
        assert not set(names) - {"clipboard_changed"}, names  # copying in another program, to try to paste it
    _SHOWN.append((way, f"{way.incident} ({names[way.incident].split()[0]})" if way.incident else ""))


def test_the_same_keys_do_switch_when_the_keyboard_is_not_held(scene: Scene) -> None:
    scene.clean_up()
    exam = scene.exam
    exam.start("realistic")
    desktop = scene.desktops()
    scene.screen.type("ctrl+alt+Right")
    wait_until(lambda: scene.desktops() != desktop, what="this window manager has no such key")
    scene.screen.type("ctrl+alt+Left")
    wait_until(lambda: scene.desktops() == desktop, what="it doesn't go back")
    assert not exam.found("key", key="Ctrl+Alt+Right")


def test_held_keys_reach_the_exams_own_small_windows(scene: Scene) -> None:
    scene.clean_up()
    exam = scene.fresh()
    exam.start("strict")
    wait_until(lambda: not scene.keyboard_is_free(), what="the keyboard isn't held")
    exam.tell("dialog")
    wait_until(lambda: scene.screen.xdotool("search", "--name", "^calculator$")[0] == 0, what="it isn't shown")
    wait_until(lambda: exam.state()["focus"], what="nothing has the focus")
    scene.screen.type("7", "plus", "5")
    exam.wait("figures", text="7+5")
    assert exam.incidents() == []


def test_the_start_page_has_a_line_for_every_signal_and_each_is_shown_here(scene: Scene) -> None:
    started = scene.exam.start("strict")
    shown = {way.signal.value for way in WAYS if way.signal is not None}
    elsewhere = {"remote_session", "screen_locked", "unplugged", "battery_low", "camera_frozen"}
    assert set(started["says"]) == shown | elsewhere


def test_a_remote_session_is_noticed_by_its_variable(scene: Scene) -> None:
    exam = scene.fresh(SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22")
    exam.start("realistic")
    assert "SSH_CONNECTION" in exam.wait("incident", name="remote_session")["detail"]
    scene.fresh()


def test_the_page_of_the_table_is_the_one_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "lockdown.md").read_text(encoding="utf-8")
    for way in WAYS:
        assert f"| {way.name} | {way.level} | {way.becomes} |" in page, way.name
