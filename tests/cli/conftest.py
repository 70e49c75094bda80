"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture
def command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A command line whose data is in a folder of the test."""
    monkeypatch.setenv("CEHRS_DATA_DIR", str(tmp_path / "data"))
    return CommandLine()
