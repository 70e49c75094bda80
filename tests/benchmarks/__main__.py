"""Measures it all and writes `build/benchmarks.md`: `python -m tests.benchmarks [--quick]`.

Without `--quick` it takes some ten minutes, the first time a little longer: the study files are made then and kept
below the system's temporary folder.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import PySide6

from tests.benchmarks import content_check, exchange, forms
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.on_disk import measured
from tests.benchmarks.study_files import a_copy, a_study_file, counts

_CHECKOUT = Path(__file__).parents[2]
_SIZES = (1_000, 20_000, 100_000)
_STARTS, _ANSWERS, _QUEUES = 20, 250, 100
_PATIENCE_SECONDS = 120
_QUICK = 5
"""With `--quick`, so many times fewer runs."""


def main(arguments: list[str]) -> int:
    """Run everything; returns the exit code."""
    fewer = _QUICK if "--quick" in arguments else 1
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="cehrs-trainer-bench-") as name:
        figures = []
        alone = (content_check.measured(), *forms.measured(runs=_QUEUES // fewer))
        for figure in (*alone, *exchange.measured(Path(name))):
            figures.append(figure)
            print("  ".join(figure.row), flush=True)
        bench = _Bench(Path(name), fewer=fewer)
        for cards in _SIZES:
            print(f"{cards:,} cards: " + ", ".join(f"{n:,} {what}" for what, n in counts(a_study_file(cards))))
            for figure in bench.all_of(cards):
                print("  ".join(figure.row), flush=True)
                figures.append(figure)
    target = _CHECKOUT / "build" / "benchmarks.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{_machine()}\n\n{table(figures)}\n", encoding="utf-8")
    print(f"Written to {target}")
    return 0


class _Bench:
    def __init__(self, folder: Path, *, fewer: int) -> None:
        self._folder = folder
        self._fewer = fewer
        # Warm means compiled too, wherever this runs; and nothing is left in the checkout.
        self._environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def all_of(self, cards: int) -> Iterator[Figure]:
        """Every figure for a file of so many cards."""
        size = f"{cards:,} cards"
        found = measured(a_copy(cards, self._folder / f"{cards}-disk"), runs=_QUEUES // self._fewer)
        most = {20_000: 50.0, 100_000: 250.0}.get(cards)
        yield Figure(f"today's queue: deck read, list built, {size}", found["queue"], "ms", most)
        yield Figure(f"next card chosen and read, {size}", found["next"], "ms")
        yield Figure(f"rate() alone, on disk, {size}", found["rate"], "ms")
        for name, display in _displays():
            with display as environment:
                yield from self._starts(cards, name, environment)
                yield from self._in_window(cards, name, environment)
                if cards == 20_000:
                    yield from self._exam(cards, name, environment)

    def _starts(self, cards: int, display: str, environment: dict[str, str]) -> Iterator[Figure]:
        data_dir = a_copy(cards, self._folder / f"{cards}-{display}")
        runs = _STARTS // self._fewer
        found = [self._one_start(data_dir, environment) for _ in range(runs + 2)][2:]  # the first two warm up
        most = 0.8 if cards <= 20_000 else None
        title = f"process start to painted Today, {cards:,} cards, {display}"
        yield Figure(title, [seconds for seconds, _ in found], "s", most)
        if cards == 20_000:
            yield Figure(f"resident memory when painted, {display}", [memory for _, memory in found], "MB")

    def _one_start(self, data_dir: Path, environment: dict[str, str]) -> tuple[float, float]:
        said = self._run("one_start", [str(data_dir), repr(time.time())], environment)
        seconds, megabytes = said.split()
        return float(seconds), float(megabytes)

    def _in_window(self, cards: int, display: str, environment: dict[str, str]) -> Iterator[Figure]:
        data_dir = a_copy(cards, self._folder / f"{cards}-{display}-window")
        said: dict[str, Any] = json.loads(
            self._run("in_window", [str(data_dir), str(_ANSWERS // self._fewer)], environment)
        )
        where = f"{cards:,} cards, {display}"
        frame, memory = (16.0, 160.0) if cards == 20_000 else (None, None)
        yield Figure(f"rating key to next card painted, {where}", said["rating"], "ms", frame, judged="p95")
        yield Figure(f"  of it, rate() on disk, {where}", said["rate"], "ms")
        yield Figure(f"reveal key to answer painted, {where}", said["reveal"], "ms", frame, judged="p95")
        yield Figure(f"resident memory at rest on Today, {where}", [said["today_megabytes"]], "MB", memory)
        yield Figure(f"resident memory on Review, {where}", [said["review_megabytes"]], "MB", memory)

    def _exam(self, cards: int, display: str, environment: dict[str, str]) -> Iterator[Figure]:
        data_dir = a_copy(cards, self._folder / f"{cards}-{display}-exam")
        said: dict[str, Any] = json.loads(self._run("exam_in_window", [str(data_dir)], environment))
        yield Figure(f"key to next item of an exam painted, {display}", said["next"], "ms", 16.0, judged="p95")
        yield Figure(f"an exam's step on disk, {display}", said["record"], "ms", 5.0, judged="p99")
        yield Figure(f"report of 125 items opened and painted, {display}", said["report"], "ms", 300.0)

    def _run(self, module: str, arguments: list[str], environment: dict[str, str]) -> str:
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
        done = subprocess.run(
            command,
            cwd=_CHECKOUT,
            env={**self._environment, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_SECONDS,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed:\n{done.stderr}")
        return done.stdout


@contextmanager
def _offscreen() -> Iterator[dict[str, str]]:
    yield {"QT_QPA_PLATFORM": "offscreen"}


@contextmanager
def _x_server() -> Iterator[dict[str, str]]:
    """A real X server on a screen in memory."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
        finally:
            server.terminate()


def _displays() -> Iterator[tuple[str, Any]]:
    yield "offscreen", _offscreen()
    if shutil.which("Xvfb"):
        yield "X server", _x_server()


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        cpu = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), cpu)
    return (
        f"{os.cpu_count()} × {cpu}, {platform.system()}, Python {platform.python_version()}, "
        f"Qt {PySide6.__version__}, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
