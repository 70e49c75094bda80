"""The command line: where it works, what it says, and its exit codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cehrs_desktop import __version__
from cehrs_desktop.activities.export_cards import CardSides, SheetKind
from cehrs_desktop.cli.program import run
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import DATA_DIR_VARIABLE

NO_ONE = False


class Window:
    """Stands where the window would open, and remembers on what."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.opened: list[Path] = []

    def start(self, data_dir: Path) -> int:
        self.opened.append(data_dir)
        return self.code


def no_self_test(data_dir: Path, tell: Callable[[str], None], *, only_start: bool = False) -> int:
    raise AssertionError("no self-test was asked for")


def no_sheets(cards: Sequence[CardSides], target: Path, *, kind: SheetKind) -> None:
    raise AssertionError("nothing is printed")


def command(*words: str | Path, window: Window | None = None) -> int:
    start = (window or Window()).start
    return run(
        [str(word) for word in words],
        start_window=start,
        is_running=lambda _: NO_ONE,
        self_test=no_self_test,
        write_sheets=no_sheets,
    )


def test_the_version_is_told_and_no_window_opens(capsys: pytest.CaptureFixture[str]) -> None:
    window = Window()
    assert command("--version", window=window) == 0
    assert capsys.readouterr().out == f"CEHRS Trainer {__version__}\n"
    assert window.opened == []


@pytest.mark.parametrize("code", [0, 1])
def test_without_a_command_the_window_opens_and_gives_the_exit_code(tmp_path: Path, code: int) -> None:
    window = Window(code)
    assert command("--data-dir", tmp_path, window=window) == code
    assert window.opened == [tmp_path]


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "named"))
    window = Window()
    assert command("--data-dir", tmp_path / "given", window=window) == 0
    assert (
        run([], start_window=window.start, is_running=lambda _: NO_ONE, self_test=no_self_test, write_sheets=no_sheets)
        == 0
    )
    assert window.opened == [tmp_path / "given", tmp_path / "named"]


@pytest.mark.parametrize("order", ["before", "after", "environment", "both"])
def test_the_folder_is_given_before_the_command_or_after_it_or_by_the_environment(
    order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    words: dict[str, tuple[str | Path, ...]] = {
        "before": ("--data-dir", here, "doctor"),
        "after": ("doctor", "--data-dir", here),
        "environment": ("doctor",),
        "both": ("--data-dir", elsewhere, "doctor", "--data-dir", here),
    }
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(here if order == "environment" else elsewhere))
    assert command(*words[order]) == 0
    told = capsys.readouterr().out
    assert str(here) in told
    assert str(elsewhere) not in told


def test_an_unknown_command_is_refused_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    window = Window()
    assert command("study", window=window) == 2
    assert "study" in capsys.readouterr().err
    assert window.opened == []


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--help") == 0
    told = capsys.readouterr().out
    assert [name for name in ("backup", "content", "doctor", "restore") if name not in told] == []


def test_trouble_at_the_start_is_told_as_its_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def trouble(_: Path) -> int:
        raise UserError("The folder can't be made. Choose another.")

    words = ["--data-dir", str(tmp_path)]
    assert (
        run(words, start_window=trouble, is_running=lambda _: NO_ONE, self_test=no_self_test, write_sheets=no_sheets)
        == 1
    )
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "The folder can't be made. Choose another.\n")


def test_a_bug_is_not_hidden(tmp_path: Path) -> None:
    def bug(_: Path) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(
            ["--data-dir", str(tmp_path)],
            start_window=bug,
            is_running=lambda _: NO_ONE,
            self_test=no_self_test,
            write_sheets=no_sheets,
        )
