"""Scripts of the program that are killed at random moments, each on a copy of one study file."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cehrs_desktop.paths import study_file

CHECKOUT = Path(__file__).parents[2]
AT_ONCE = 2


@dataclass(frozen=True)
class Script:
    """A module that takes a data folder and a seed, says what it tries and `done` after it, and never ends by itself
    within `most_lines`.
    """

    module: str
    most_lines: int
    longest_step_seconds: float

    def kill_all(self, seeds: Sequence[int], file: Path, folder: Path, *, check: Callable[..., None]) -> None:
        """Run it once a seed, two at a time, kill it, and call `check(data_dir, lines, where=…)` on what it left."""
        folders = []
        for seed in seeds:
            data_dir = folder / str(seed)
            data_dir.mkdir()
            shutil.copy(file, study_file(data_dir))
            folders.append(data_dir)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            outputs = list(pool.map(self._run_and_kill, folders, seeds))
        for data_dir, seed, lines in zip(folders, seeds, outputs, strict=True):
            check(data_dir, lines, where=f"seed {seed}, {len(lines)} lines")
        within_a_step = sum(lines[-1] != "done" for lines in outputs)
        assert within_a_step > len(seeds) / 10, "the kills all hit between two steps: nothing was tested"

    def _run_and_kill(self, data_dir: Path, seed: int) -> list[str]:
        """Kill it after some random lines and microseconds; returns all it said until then."""
        dice = random.Random(f"kill {seed}")
        command = (sys.executable, "-m", self.module, str(data_dir), str(seed))
        with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                lines = [process.stdout.readline().strip() for _ in range(dice.randint(1, self.most_lines))]
                time.sleep(dice.uniform(0, self.longest_step_seconds))  # the one moment that has to be random
            finally:
                process.kill()
            lines += [line.strip() for line in process.stdout.readlines()]
        assert all(lines), f"seed {seed}: the program ended by itself"
        return lines


def soak_seeds(batch: int) -> range:
    """Twenty seeds nobody has chosen, printed."""
    first = random.SystemRandom().randrange(1_000_000)
    sys.stdout.write(f"batch {batch}: seeds {first} to {first + 19}\n")
    return range(first, first + 20)
