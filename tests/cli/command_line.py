"""The command line of a test: which folders a window would have been started on, and whether one is open."""

from __future__ import annotations

from pathlib import Path

from cehrs_desktop.cli.program import run


class CommandLine:
    """Runs commands in this process."""

    def __init__(self) -> None:
        self.started: list[Path] = []
        self.open_windows: set[Path] = set()

    def run(self, *words: str) -> int:
        """Carry out a command line; returns the exit code."""
        return run(list(words), start_window=self._start, is_running=self.open_windows.__contains__)

    def _start(self, data_dir: Path) -> int:
        self.started.append(data_dir)
        return 0
