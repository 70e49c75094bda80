"""The self-test of a built program: it goes through the real window, says what it did, and notices what is broken."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cehrs_desktop
from cehrs_desktop.ui.self_test import STEPS
from tests.ui.open_window import rows_in

PACKAGE = Path(cehrs_desktop.__file__).parent

# Takes something away, as a bundle would that left it out, then runs the self-test on the folder named.
WITHOUT = """
import sys
from pathlib import Path
from cehrs_desktop import app
{without}
sys.exit(app.self_test(Path(sys.argv[1]), print))
"""


def self_test(folder: Path, *, without: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT.format(without=without), folder],
        env={**os.environ, "QT_QPA_PLATFORM": "no-such-platform"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def pages() -> set[str]:
    """Every page of the program, by the name of its class."""
    files = [*PACKAGE.glob("ui/**/page.py"), *PACKAGE.glob("ui/**/*_page.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files if path.parent.name != "widgets"]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef) and "Page" in node.name}


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a self-test, and what it told."""
    folder = tmp_path_factory.mktemp("self-test")
    ended = self_test(folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder, ended.stdout


def test_each_step_is_told(passed: tuple[Path, str]) -> None:
    _, told = passed
    lines = told.splitlines()
    assert [line[9:].split(":")[0] for line in lines if line.startswith("ok ")] == [name for name, _ in STEPS]
    assert lines[-1].startswith("The self-test has passed")


def test_its_answer_is_on_disk(passed: tuple[Path, str]) -> None:
    folder, _ = passed
    assert rows_in(folder, "SELECT count(*) FROM review") == [(1,)]


def test_every_page_of_the_program_is_drawn(passed: tuple[Path, str]) -> None:
    _, told = passed
    (drawn,) = (line.split(": ")[1].split(", ") for line in told.splitlines() if "draws every page" in line)
    assert len(pages()) >= 6
    assert pages() - set(drawn) == set()


@pytest.mark.parametrize(
    ("without", "step"),
    [
        ("from cehrs_desktop.ui import theme; theme.apply_theme.__globals__['FAMILY'] = 'Nowhere'", "typeface"),
        (
            "from cehrs_desktop.activities.daily_review import DailyReview as D; D.rate = lambda *a, **k: None",
            "rates a card",
        ),
        ("from cehrs_desktop.ui.today.page import TodayPage as T; T.grab = lambda self: 1 / 0", "draws every page"),
    ],
)
def test_what_is_broken_is_told_with_its_step_and_1(without: str, step: str, tmp_path: Path) -> None:
    ended = self_test(tmp_path, without=without)
    assert ended.returncode == 1
    (failed,) = [line for line in ended.stdout.splitlines() if line.startswith("FAILED")]
    assert step in failed
    assert "passed" not in ended.stdout
