"""Tries a built program: `python packaging/smoke_test.py PROGRAM`. Exits with 0 if it does all it should.

PROGRAM is the command of a bundle, of an installed package or of a wheel's environment. Everything happens without a
screen and in temporary folders, with no trace of the checkout around it. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

STEPS = (
    "opens offscreen",
    "has its typeface and icons",
    "installs the pack",
    "answers the first questions",
    "rates a card",
    "starts a form",
    "rehearses with a proctor",
    "draws every page",
)
"""What `cehrs-desktop self-test` has to tell of as passed."""

_PATIENCE_SECONDS = 180
_LEAST_CARDS = 160


class Broken(Exception):
    """What isn't as it should be."""


def main(arguments: list[str] | None = None) -> int:
    """Try the program that the command line names; returns the exit code."""
    parser = argparse.ArgumentParser(description="Tries a built program.")
    parser.add_argument("program", help="its command")
    parser.add_argument("--version", help="the version it has to be")
    given = parser.parse_args(arguments)
    found = shutil.which(given.program)
    if found is None:
        print(f"There is no program {given.program}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="cehrs-trainer-smoke-", ignore_cleanup_errors=True) as folder:
        try:
            _try_all(_Program(Path(found).absolute(), Path(folder)), version=given.version)
        except Broken as broken:
            print(f"BROKEN   {broken}", file=sys.stderr)
            return 1
    print(f"{given.program} is in order.")
    return 0


class _Program:
    """The program with a home of its own."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self.home = folder / "home"
        self.data = folder / "data"
        self.elsewhere = folder / "another computer"
        self.file = folder / "taken along.sqlite3"
        self.home.mkdir()

    def run(self, *arguments: str | Path) -> str:
        """What a command says. Raises Broken when it fails or takes too long."""
        command = [self._path, *arguments]
        told = " ".join(map(str, arguments))
        try:
            done = subprocess.run(
                command,
                cwd=self.home,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Broken(f"{told} doesn't end within {_PATIENCE_SECONDS} s") from late
        if done.returncode:
            raise Broken(f"{told} ends with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        foreign = ("CEHRS_", "COV_", "COVERAGE_", "LD_", "PYTHON", "QT_", "VIRTUAL_ENV", "XDG_", "DISPLAY", "WAYLAND_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        home = str(self.home)
        homes = {"HOME": home, "USERPROFILE": home, "LOCALAPPDATA": home, "APPDATA": home}
        return {**kept, **homes, "QT_QPA_PLATFORM": "offscreen"}


def _try_all(program: _Program, *, version: str | None) -> None:
    _say("says its version", _version(program, version))
    program.run("--help")
    _say("checks its content", program.run("content", "check").strip())
    began = time.monotonic()
    told = program.run("self-test", "--in", program.data)
    _check_steps(told)
    _say("self-test", f"{time.monotonic() - began:.1f} s")
    _say("left on disk", _check_file(program.data / "study.sqlite3"))
    _say("backed up", _check_backup(program.data / "backups"))
    log = (program.data / "log.txt").read_text(encoding="utf-8")
    if "ERROR" in log or "A bug:" in log:
        raise Broken(f"its log tells of errors:\n{log}")
    doctor = program.run("doctor", "--data-dir", program.data)
    if str(program.data) not in doctor:
        raise Broken(f"doctor doesn't say where the data is:\n{doctor}")
    _say("finds itself in order", "doctor")
    program.run("backup", program.file, "--data-dir", program.data)
    program.run("restore", program.file, "--data-dir", program.elsewhere)
    _say("takes the data along", _check_file(program.elsewhere / "study.sqlite3"))
    strays = list(program.home.rglob("study.sqlite3*"))
    if strays:
        raise Broken(f"it wrote where learners have their own data: {strays}")


def _version(program: _Program, wanted: str | None) -> str:
    told = program.run("--version").strip()
    if not re.fullmatch(r"CEHRS Trainer \d+(\.\d+)+\S*", told) or (wanted and not told.endswith(f" {wanted}")):
        raise Broken(f"its version is told as {told!r}" + (f", not {wanted}" if wanted else ""))
    return told


def _check_steps(told: str) -> None:
    passed = set()
    for line in told.splitlines():
        for name in STEPS:
            if line.startswith("ok ") and line[9:].startswith(f"{name}:"):
                passed.add(name)
                print(line, flush=True)
    silent = [name for name in STEPS if name not in passed]
    if silent:
        raise Broken(f"the self-test doesn't tell of: {', '.join(silent)}\n{told}")


def _check_file(path: Path) -> str:
    (cards,) = _asked(path, "SELECT count(*) FROM card")
    (reviews,) = _asked(path, "SELECT count(*) FROM review")
    (integrity,) = _asked(path, "PRAGMA integrity_check")
    if integrity != "ok" or cards < _LEAST_CARDS or reviews < 1:
        raise Broken(f"{path} has {cards} cards and {reviews} reviews; integrity: {integrity}")
    return f"{cards} cards, {reviews} review"


def _check_backup(folder: Path) -> str:
    found = sorted(folder.glob("*.sqlite3"))
    if not found:
        raise Broken(f"there is no backup in {folder}")
    (integrity,) = _asked(found[0], "PRAGMA integrity_check")
    if integrity != "ok":
        raise Broken(f"the backup {found[0]} can't be trusted: {integrity}")
    return found[0].name


def _asked(path: Path, question: str) -> tuple[Any, ...]:
    if not path.is_file():
        raise Broken(f"there is no {path}")
    with closing(sqlite3.connect(path)) as connection:
        row: tuple[Any, ...] = connection.execute(question).fetchone()
    return row


def _say(what: str, found: str) -> None:
    print(f"ok       {what}: {found}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
