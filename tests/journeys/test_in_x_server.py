"""Once on a real screen: the program is started as a learner starts it, and real keys are typed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cehrs_desktop.clock import SystemClock
from cehrs_desktop.paths import log_file, study_file
from cehrs_desktop.storage.database import check_integrity
from tests.journeys.x_server import Screen, a_screen, missing_tools, wait_until
from tests.lockdown.scene import keyboard_is_free
from tests.ui.open_window import prefer, rows_in

HELD_SECONDS = 1.0
"""An X server repeats a key after 0.66 seconds, then 25 times a second."""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    missing = missing_tools()
    if missing:
        sentence = f"no X server to type in: {', '.join(missing)} not installed"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with a_screen(tmp_path_factory.mktemp("screen") / "x.log") as screen:
        yield screen


class Learner:
    """Types on the screen, and looks into the file to see what came of it."""

    def __init__(self, screen: Screen, data_dir: Path) -> None:
        self.screen = screen
        self.data_dir = data_dir
        if not study_file(data_dir).exists():
            prefer(data_dir, SystemClock(), show_primers=False)
        self.running = screen.start(data_dir)

    def ask(self, question: str) -> object:
        """The first column of the first row."""
        return rows_in(self.data_dir, question)[0][0]

    def has(self, question: str, answer: object) -> None:
        """Wait until the file answers so."""
        wait_until(lambda: self.ask(question) == answer, what=lambda: f"{question}: {self.ask(question)}\n{self.log}")

    @property
    def log(self) -> str:
        """What the program wrote about itself."""
        return log_file(self.data_dir).read_text(encoding="utf-8")

    def begins(self) -> None:
        """Wait until the first questions are answered."""
        self.has("SELECT count(*) FROM setting WHERE name = 'welcomed' AND value = 'true'", 1)

    def answers(self, count: int) -> None:
        self.has("SELECT count(*) FROM review", count)

    def quit(self) -> int:
        """Close the window with its key; returns the exit code."""
        self.screen.type("ctrl+q")
        output, _ = self.running.communicate(timeout=30)
        assert output == ""
        return self.running.returncode

    def kill(self) -> None:
        if self.running.poll() is None:
            self.running.kill()
        self.running.communicate()


@pytest.fixture
def learner(screen: Screen, tmp_path: Path) -> Iterator[Learner]:
    learner = Learner(screen, tmp_path / "data")
    yield learner
    learner.kill()


def test_ten_cards_typed_on_a_real_keyboard_are_there_at_the_next_start(learner: Learner, tmp_path: Path) -> None:
    exam = date.today() + timedelta(days=60)
    learner.screen.type("Tab", "Right", "Tab", *f"{exam:%m%d%Y}", *["Tab"] * 4, "space")
    learner.begins()
    assert learner.ask("SELECT value FROM setting WHERE name = 'exam_date'") == f'"{exam.isoformat()}"'
    for count in range(1, 10):
        learner.screen.type("space", ("space", "Return", "3", "2", "4", "KP_Enter")[count % 6])
        learner.answers(count)
    learner.screen.type("Return", "1")
    learner.answers(10)
    learner.screen.type("z")
    learner.answers(9)
    learner.screen.type("ctrl+z")
    learner.answers(8)
    picture = tmp_path / "review.png"
    learner.screen.take_picture(picture)
    assert looks_like_a_page(picture)
    assert learner.quit() == 0

    check_integrity(study_file(learner.data_dir))
    again = Learner(learner.screen, learner.data_dir)
    try:
        again.answers(8)
        assert again.ask("SELECT count(*) FROM card WHERE reviews = 1") == 8
        again.screen.type("Return", "space", "3")
        again.answers(9)
        again.screen.take_picture(picture)
        assert looks_like_a_page(picture)
        assert again.quit() == 0
    finally:
        again.kill()
    assert "A bug" not in learner.log


def test_a_key_held_down_rates_once_and_signs_are_keys_too(learner: Learner) -> None:
    # That keys do repeat on this screen shows in a field: the minutes of a day.
    learner.screen.type("Tab", "Tab")
    learner.screen.hold("Up", seconds=HELD_SECONDS)
    learner.screen.type("Tab", "Tab", "Tab", "space")
    learner.begins()
    minutes = learner.ask("SELECT value FROM setting WHERE name = 'minutes_per_day'")
    assert int(str(minutes)) >= 25
    learner.screen.hold("space", seconds=HELD_SECONDS)  # shows the answer, and does no more
    learner.screen.type("f")
    learner.has("SELECT count(*) FROM card WHERE flagged", 1)
    assert learner.ask("SELECT count(*) FROM review") == 0
    learner.screen.hold("3", seconds=HELD_SECONDS)
    learner.screen.type("f")
    learner.has("SELECT count(*) FROM card WHERE flagged", 2)
    assert learner.ask("SELECT count(*) FROM review") == 1
    learner.screen.hold("z", seconds=HELD_SECONDS)  # takes the second flag off, and no more
    learner.screen.type("minus")
    learner.has("SELECT count(*) FROM card WHERE buried_day IS NOT NULL", 1)
    learner.screen.type("exclam")
    learner.has("SELECT count(*) FROM card WHERE suspended", 1)
    assert learner.ask("SELECT count(*) FROM card WHERE flagged") == 1
    assert learner.ask("SELECT count(*) FROM review") == 1


def test_a_second_start_raises_the_first_window_and_ends(learner: Learner) -> None:
    second = subprocess.run(
        learner.running.args,
        env={**learner.screen.environment, "CEHRS_DATA_DIR": str(learner.data_dir)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert learner.running.poll() is None
    wait_until(lambda: learner.screen.typed_into == learner.running.pid, what="the first window isn't raised")
    assert learner.quit() == 0


def welcomed(data_dir: Path) -> Path:
    prefer(data_dir, SystemClock(), welcomed=True, show_primers=False)
    return data_dir


def test_a_form_of_five_minutes_is_sat_to_its_end(screen: Screen, tmp_path: Path) -> None:
    learner = Learner(screen, welcomed(tmp_path / "data"))
    try:
        # Five questions at 60 s an item, answers shown at the end: sat on the exam's page.
        screen.type("ctrl+2", *["Tab"] * 7, "Up", "Tab", "Down", "Tab", "Down", "Tab", "space")
        learner.has("SELECT count(*) FROM attempt", 1)
        learner.has("SELECT json_extract(form, '$.minutes') FROM attempt", 5)
        for count, key in enumerate("abcda", 1):
            screen.type(key)
            learner.has("SELECT count(*) FROM attempt_event WHERE kind = 'answer'", count)
            screen.type("n")  # after the last item: the review of all items
        picture = tmp_path / "exam.png"
        screen.take_picture(picture)
        assert looks_like_a_page(picture)
        screen.type("Tab", "Tab", "Tab", "space")  # past the filter and the grid: End the set
        asked: list[tuple[str, str]] = []
        for _ in range(2):  # asked twice, and back to the items is what Enter would do
            wait_until(lambda: screen.in_front not in asked and "End the set" in screen.in_front[0], what="not asked")
            asked.append(screen.in_front)
            screen.type("shift+Tab", "space")
        learner.has("SELECT ended_by FROM attempt", "submitted")
        assert learner.ask("SELECT count(*) FROM response WHERE chosen IS NOT NULL") == 5
        assert learner.quit() == 0
    finally:
        learner.kill()


def test_a_strict_mock_holds_the_keyboard_and_lets_go_of_it(screen: Screen, tmp_path: Path) -> None:
    learner = Learner(screen, welcomed(tmp_path / "data"))
    try:
        # Mock exam; its fourth control begins one; Strict; five steps of checking in, and the proctor comes.
        screen.type("ctrl+3", *["Tab"] * 4, "space", "Tab", "Down", "Down", *["Return"] * 5, "Tab", "space")
        wait_until(lambda: is_light(screen, tmp_path / "agreement.png"), what="the proctor never comes")
        screen.type("Tab", "Tab", "space")
        learner.has("SELECT count(*) FROM attempt", 1)
        learner.has("SELECT json_extract(conditions, '$.lockdown') FROM attempt", "strict")
        wait_until(lambda: not keyboard_is_free(screen.environment), what="the keyboard isn't held")
        screen.type("a")
        learner.has("SELECT count(*) FROM attempt_event WHERE kind = 'answer'", 1)
        screen.type("alt+F4", "ctrl+alt+shift+q")
        screen.type("Return")  # the second action
        learner.has("SELECT kind FROM attempt_event ORDER BY number DESC LIMIT 1", "leave")
        wait_until(lambda: keyboard_is_free(screen.environment), what="the keyboard isn't given back")
        assert learner.quit() == 0
    finally:
        learner.kill()


def is_light(screen: Screen, picture: Path) -> bool:
    screen.take_picture(picture)
    return QImage(str(picture)).pixelColor(20, 700).lightness() > 200


def looks_like_a_page(picture: Path) -> bool:
    """The screen isn't blank: it has text in many shades on large plain areas."""
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    colors = {image.pixel(x, y) for x in range(0, 1280, 3) for y in range(0, 800, 3)}
    return len(colors) > 50
