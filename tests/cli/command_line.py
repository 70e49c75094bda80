"""The command line of a test: which folders a window would have been started on, and whether one is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from cehrs_desktop.activities.export_cards import CardSides, SheetKind
from cehrs_desktop.cli.program import run


class CommandLine:
    """Runs commands in this process."""

    def __init__(self) -> None:
        self.started: list[Path] = []
        self.open_windows: set[Path] = set()
        self.self_tests: list[tuple[Path, bool]] = []
        self.self_test_code = 0
        self.sheets: list[tuple[int, Path, SheetKind]] = []

    def run(self, *words: str) -> int:
        """Carry out a command line; returns the exit code."""
        return run(
            list(words),
            start_window=self._start,
            is_running=self.open_windows.__contains__,
            self_test=self._try_self,
            write_sheets=self._write_sheets,
        )

    def _start(self, data_dir: Path) -> int:
        self.started.append(data_dir)
        return 0

    def _try_self(self, data_dir: Path, tell: Callable[[str], None], *, only_start: bool = False) -> int:
        self.self_tests.append((data_dir, only_start))
        tell("a step")
        return self.self_test_code

    def _write_sheets(self, cards: Sequence[CardSides], target: Path, *, kind: SheetKind) -> None:
        self.sheets.append((len(cards), target, kind))
