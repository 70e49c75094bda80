"""Times the start of a built program against the checkout's: `python packaging/start_time.py PROGRAM [YARDSTICK]`.

Both start in turn on copies of one study file, paint the first page without a screen and end. Whole
processes are timed. Prints medians and the ratio, taken pair by pair, and exits with 1 if its median is over 1.5.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CHECKOUTS = Path(__file__).parents[1] / ".venv" / "bin" / "cehrs-desktop"
_MOST = 1.5
_WARM_UPS = 2


def main() -> int:
    """Measure; returns the exit code."""
    parser = argparse.ArgumentParser(description="Times the start of a built program.")
    parser.add_argument("program", type=Path)
    parser.add_argument("yardstick", type=Path, nargs="?", default=_CHECKOUTS)
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cehrs-trainer-start-") as name:
        folder = Path(name)
        _run(given.yardstick, "--in", folder / "a")
        shutil.copytree(folder / "a", folder / "b")
        pairs = [
            (_start(given.program, folder / "a"), _start(given.yardstick, folder / "b"))
            for _ in range(_WARM_UPS + given.runs)
        ][_WARM_UPS:]
    for program, seconds in zip((given.program, given.yardstick), zip(*pairs, strict=True), strict=True):
        print(f"{statistics.median(seconds):.2f} s (from {min(seconds):.2f} to {max(seconds):.2f})  {program}")
    ratio = statistics.median(built / other for built, other in pairs)
    print(f"Ratio {ratio:.2f}, at most {_MOST}; {len(pairs)} pairs, load {os.getloadavg()[0]:.1f}")
    return 0 if ratio <= _MOST else 1


def _start(program: Path, data_dir: Path) -> float:
    began = time.perf_counter()
    _run(program, "--only-start", "--in", data_dir)
    return time.perf_counter() - began


def _run(program: Path, *arguments: str | Path) -> None:
    subprocess.run([program, "self-test", *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
