"""`cehrs-desktop self-test`: where it works, and what it leaves alone. What it tries: tests/ui/test_self_test.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


def test_it_works_in_a_folder_of_its_own_which_goes_away(command_line: CommandLine, tmp_path: Path) -> None:
    assert command_line.run("--data-dir", str(tmp_path / "learner"), "self-test") == 0
    ((folder, only_start),) = command_line.self_tests
    assert not only_start
    assert not folder.is_relative_to(tmp_path)
    assert not folder.exists()


@pytest.mark.parametrize("made", [True, False])
def test_it_works_in_an_empty_folder_that_is_named(made: bool, command_line: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    if made:
        folder.mkdir()
    assert command_line.run("self-test", "--in", str(folder)) == 0
    assert command_line.self_tests == [(folder, False)]


def test_a_folder_with_anything_in_it_is_refused(
    command_line: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "study.sqlite3").touch()
    assert command_line.run("self-test", "--in", str(tmp_path)) == 1
    assert capsys.readouterr().err == f"The folder {tmp_path} isn't empty. Name an empty one.\n"
    assert command_line.self_tests == []


def test_only_a_start_may_be_timed_on_a_folder_in_use(command_line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "study.sqlite3").touch()
    assert command_line.run("self-test", "--only-start", "--in", str(tmp_path)) == 0
    assert command_line.self_tests == [(tmp_path, True)]


def test_its_steps_are_printed_and_its_code_is_the_commands(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line.self_test_code = 1
    assert command_line.run("self-test") == 1
    assert capsys.readouterr().out == "a step\n"


def test_learners_arent_shown_it(command_line: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    command_line.run("--help")
    assert "self-test" not in capsys.readouterr().out
