"""Every way out of the exam or into it, once, in a real X server. `make test-lockdown` writes docs/lockdown.md."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.journeys.x_server import a_screen, missing_tools, wait_until
from tests.lockdown.report import write_report
from tests.lockdown.scene import TOOLS, Scene
from tests.lockdown.ways import ENDING_IT, IN_ONE_EXAM, Way

WAYS = (*IN_ONE_EXAM, *ENDING_IT)
SCENES = 3
"""So many screens at once: nearly all of the time is spent waiting for a grace or a tick."""

Played = dict[str, str | Exception]
"""What came of each way, by name: its incident in words, or what went wrong."""


@contextmanager
def a_scene(factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with a_screen(factory.mktemp("screen") / "x.log") as screen:
        scene = Scene(screen, factory.mktemp("exam"))
        scene.run("xrandr", "--setmonitor", "LEFT", "640/170x800/210+0+0", "screen")
        try:
            yield scene
        finally:
            scene.end()


@pytest.fixture(scope="module")
def has_tools() -> None:
    missing = [*missing_tools(), *(tool for tool in TOOLS if shutil.which(tool) is None)]
    if missing:
        sentence = f"no X server to get out of: {', '.join(missing)} not installed"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)


@pytest.fixture(scope="module")
def scene(has_tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with a_scene(tmp_path_factory) as scene:
        yield scene


@pytest.fixture(scope="module")
def played(request: pytest.FixtureRequest, has_tools: None, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The ways that are asked about, tried on a few screens at once; written down if all were shown."""
    calls = (getattr(item, "callspec", None) for item in request.session.items)
    asked = (None if call is None else call.params.get("way") for call in calls)
    ways = [way for way in asked if isinstance(way, Way)]
    folders = threading.Lock()

    def play(some: list[Way]) -> Played:
        with ExitStack() as stack:
            with folders:
                scene = stack.enter_context(a_scene(tmp_path_factory))
            return {way.name: _outcome(way, scene) for way in some}

    with ThreadPoolExecutor(SCENES) as pool:
        parts = list(pool.map(play, (ways[first::SCENES] for first in range(SCENES))))
    found = {name: outcome for part in parts for name, outcome in part.items()}
    shown = [(way, outcome) for way in WAYS if isinstance(outcome := found.get(way.name), str)]
    if os.environ.get("CEHRS_WRITE_LOCKDOWN") and len(shown) == len(WAYS):
        write_report(shown)
    return found


def _outcome(way: Way, scene: Scene) -> str | Exception:
    try:
        return tried(way, scene)
    except Exception as failure:  # noqa: BLE001  # raised again where pytest sees it
        return failure


def tried(way: Way, scene: Scene) -> str:
    """Try a way; the incident it produced, in words. Fails when it becomes anything but what the table says."""
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
    return f"{way.incident} ({names[way.incident].split()[0]})" if way.incident else ""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.name}: {way.becomes}")
def test_a_way_out_or_in(way: Way, played: Played) -> None:
    outcome = played[way.name]
    if isinstance(outcome, Exception):
        raise outcome


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
