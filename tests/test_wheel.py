"""What is published works: checkout → sdist → wheel → an empty environment with only the locked dependencies."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import venv
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import cehrs_desktop

CHECKOUT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Installation:
    wheel: Path
    environment: Path
    home: Path

    def run(self, program: str, *arguments: str | Path) -> str:
        """Standard output of a program of the environment, run as by someone who has no checkout; fails if it does."""
        return _output(self.environment / "bin" / program, *arguments, cwd=self.home, HOME=str(self.home))


def _output(*command: str | Path, cwd: Path, **variables: str) -> str:
    foreign = ("PYTHON", "COV_", "COVERAGE_", "XDG_")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(foreign)}
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**kept, "QT_QPA_PLATFORM": "offscreen", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if result.returncode and "connection broken" in result.stderr and "CI" not in os.environ:
        pytest.skip("the locked dependencies cannot be fetched: no network")
    assert result.returncode == 0, f"{' '.join(map(str, command))}\n{result.stdout}\n{result.stderr}"
    return result.stdout


def _build(folder: Path) -> Path:
    """The wheel, built from the sdist, so that both are complete. Without a network: the backend is installed here."""
    _output(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=CHECKOUT)
    (sdist,) = folder.glob("*.tar.gz")
    pip_wheel = ("-m", "pip", "wheel", "--no-index", "--no-build-isolation", "--no-deps", "--wheel-dir", folder)
    _output(sys.executable, *pip_wheel, sdist, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("wheel")
    wheel = _build(folder)
    environment = folder / "environment"
    venv.create(environment)
    pip_install = (sys.executable, "-m", "pip", "--python", environment, "install", "--quiet", "--no-compile")
    _output(*pip_install, "--require-hashes", "-r", CHECKOUT / "requirements.lock", cwd=folder)
    _output(*pip_install, "--no-index", "--no-deps", wheel, cwd=folder)
    home = folder / "home"
    home.mkdir()
    return Installation(wheel, environment, home)


def test_the_wheel_carries_every_resource_and_no_tests(installed: Installation) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        carried = set(wheel.namelist())
    resources = [path for path in (CHECKOUT / "resources").rglob("*") if path.is_file() and path.name != ".DS_Store"]
    expected = {f"cehrs_desktop/{path.relative_to(CHECKOUT).as_posix()}" for path in resources}
    assert expected
    assert expected <= carried
    assert {name.split("/")[0] for name in carried if ".dist-info/" not in name} == {"cehrs_desktop"}


def test_the_program_comes_from_the_wheel_and_the_lock_meets_all_it_declares(installed: Installation) -> None:
    place = installed.run("python", "-c", "import cehrs_desktop; print(cehrs_desktop.__file__)").strip()
    assert Path(place).is_relative_to(installed.environment)
    _output(sys.executable, "-m", "pip", "--python", installed.environment, "check", cwd=installed.home)


def test_an_installed_program_says_its_version(installed: Installation) -> None:
    assert cehrs_desktop.__version__ in installed.run("cehrs-desktop", "--version")


def test_an_installed_program_checks_the_content_it_carries(installed: Installation) -> None:
    assert installed.run("cehrs-desktop", "content", "check")


def test_an_installed_program_finds_itself_in_good_health(installed: Installation, tmp_path: Path) -> None:
    assert installed.run("cehrs-desktop", "doctor", "--data-dir", tmp_path)


def test_an_installed_program_passes_the_smoke_test_of_built_programs(installed: Installation) -> None:
    program = installed.environment / "bin" / "cehrs-desktop"
    told = installed.run("python", CHECKOUT / "packaging" / "smoke_test.py", program)
    assert told.endswith("is in order.\n")


def test_an_installed_program_opens_its_window_on_its_own_content(installed: Installation, tmp_path: Path) -> None:
    start = (
        "import pathlib, sys; from cehrs_desktop.app import start_window; from PySide6.QtWidgets import QApplication;"
        " sys.exit(start_window(pathlib.Path(sys.argv[1]), on_painted=QApplication.closeAllWindows))"
    )
    installed.run("python", "-c", start, tmp_path)
    with closing(sqlite3.connect(tmp_path / "study.sqlite3")) as connection:
        (cards,) = connection.execute("SELECT count(*) FROM card").fetchone()
    assert cards >= 160
