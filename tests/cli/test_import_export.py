"""`cehrs-desktop import` and `export` do without the window what the Library does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cehrs_desktop.activities.export_cards import SheetKind
from tests.cli.command_line import CommandLine


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    file = tmp_path / "cards.csv"
    file.write_text("front,back\nOne?,1\nTwo?,2\n,3\n")
    return file


def counts(output: str) -> dict[str, object]:
    found = json.loads(output)
    assert isinstance(found, dict)
    return found


def test_cards_are_imported_once(command_line: CommandLine, cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("import", str(cards), "--domain", "3", "--json")
    assert command_line.run(*words, "--dry-run") == 0
    assert counts(capsys.readouterr().out)["added"] == 2
    assert command_line.run(*words) == 0
    first = counts(capsys.readouterr().out)
    assert (first["added"], first["skipped"]) == (2, 1)
    assert first["reasons"] == {"it has no question": 1}
    assert command_line.run(*words) == 0
    assert (second := counts(capsys.readouterr().out))["added"] == 0
    assert second["skipped"] == 3


def test_without_json_the_counts_are_told(
    command_line: CommandLine, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run("import", str(cards), "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Would be: 0 added, 0 changed, 3 skipped.",
        "  2 skipped: it has no domain",
        "  1 skipped: it has no question",
    ]


def test_a_dry_run_leaves_nothing_behind(
    command_line: CommandLine, cards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("import", str(cards), "--domain", "3")
    assert command_line.run(*words, "--dry-run") == 0
    assert not list((tmp_path / "data").rglob("*.sqlite3*"))
    command_line.run(*words)
    before = (tmp_path / "data" / "study.sqlite3").read_bytes()
    capsys.readouterr()
    assert command_line.run(*words, "--dry-run") == 0
    assert "Would be: 0 added, 0 changed, 3 skipped." in capsys.readouterr().out
    assert (tmp_path / "data" / "study.sqlite3").read_bytes() == before


def test_nothing_is_imported_beside_an_open_window(
    command_line: CommandLine, cards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line.open_windows.add(tmp_path / "data")
    assert command_line.run("import", str(cards), "--domain", "3") == 1
    assert "Close its window" in capsys.readouterr().err


def test_cards_are_exported(
    command_line: CommandLine, cards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run("export", str(tmp_path / "out.pdf")) == 1
    assert "nothing to print" in capsys.readouterr().err
    command_line.run("import", str(cards), "--domain", "3")
    capsys.readouterr()
    for name in ("out.csv", "out.apkg", "all.cehrs.zip"):
        assert command_line.run("export", str(tmp_path / name), "--json") == 0
        assert counts(capsys.readouterr().out)["cards"] == 2
    for words, kind in (((), SheetKind.FACING), (("--folded",), SheetKind.FOLDED)):
        assert command_line.run("export", str(tmp_path / "out.PDF"), "--json", *words) == 0
        assert counts(capsys.readouterr().out)["cards"] == 2
        assert command_line.sheets.pop() == (2, tmp_path / "out.PDF", kind)
    assert command_line.run("export", str(tmp_path / "out.odt")) == 1
    assert ".csv, .apkg, .pdf or .cehrs.zip" in capsys.readouterr().err
    assert command_line.run("export", str(tmp_path / "out.csv")) == 1
    assert "already" in capsys.readouterr().err
    assert command_line.run("export", str(tmp_path / "more.csv")) == 0
    assert "2 cards written" in capsys.readouterr().out
