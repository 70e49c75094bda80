"""The smoke test of built programs: it lets a good one pass, and knows a bad one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cehrs_desktop.ui.self_test import STEPS

SMOKE_TEST = Path(__file__).parents[2] / "packaging" / "smoke_test.py"


def program(folder: Path, script: str) -> Path:
    """A program that says what the shell script says."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def smoke_test(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SMOKE_TEST, *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def test_it_wants_every_step_the_self_test_knows() -> None:
    told = SMOKE_TEST.read_text(encoding="utf-8")
    for name, _ in STEPS:
        assert f'"{name}"' in told


def test_a_program_that_isnt_there_is_told_with_2() -> None:
    ended = smoke_test("/no/such/program")
    assert (ended.returncode, ended.stderr) == (2, "There is no program /no/such/program.\n")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 3", "--version ends with 3"),
        ("echo CEHRS Trainer unknown", "its version is told as"),
        ("echo CEHRS Trainer 0.1.0", "the self-test doesn't tell of: opens offscreen, "),
    ],
)
def test_a_program_that_doesnt_do_what_it_should_is_broken(script: str, told: str, tmp_path: Path) -> None:
    ended = smoke_test(program(tmp_path, script))
    assert ended.returncode == 1
    assert told in ended.stderr


def test_another_version_than_the_one_wanted_is_broken(tmp_path: Path) -> None:
    ended = smoke_test(program(tmp_path, "echo CEHRS Trainer 0.1.0"), "--version", "0.2.0")
    assert ended.returncode == 1
    assert "not 0.2.0" in ended.stderr
