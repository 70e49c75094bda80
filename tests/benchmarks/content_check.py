"""Measures `cehrs-desktop content check` on a pack at full size: `python -m tests.benchmarks.content_check [FOLDER]`.

Without a folder a pack of 900 flashcards and 650 items of random words is written; a third of its items have an exhibit
and a computed key. A run is a whole process, as in the test run.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, table

RUNS = 5
FLASHCARDS = (252, 288, 135, 135, 90)
CORE = (84, 96, 45, 45, 30)
ITEMS = (182, 208, 98, 98, 64)
FOLDERS = (
    "non-clinical-operations",
    "clinical-operations",
    "revenue-cycle",
    "regulatory-compliance",
    "reporting",
)
EXHIBIT = "| Clinic | Visits | Missed |\n|---|---|---|\n" + "".join(
    f"| Clinic {name} | {100 + place} | {3 * place} |\n" for place, name in enumerate("NESWXYZ")
)


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 1:
        print(table([measured(Path(sys.argv[1]))]))
        return
    with tempfile.TemporaryDirectory(prefix="cehrs-trainer-bench-") as name:
        print(table([measured(_full_pack(Path(name) / "full"))]))


def measured(*folder: Path) -> Figure:
    """A pack's check, timed as whole processes; without a folder, of all the content that is shipped."""
    command = [sys.executable, "-m", "cehrs_desktop", "content", "check", *map(str, folder)]
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        seconds.append(time.perf_counter() - begun)
    assert done.returncode == 0, done.stdout
    return Figure("content check, whole process", seconds, "s", 5.0)


def _full_pack(folder: Path) -> Path:
    dice = random.Random(7)
    vocabulary = [f"{first}{second}" for first in ("ba", "ke", "lo", "mi", "tu") for second in range(600)]

    def words(count: int) -> str:
        return " ".join(dice.sample(vocabulary, count))

    files = {
        "pack.toml": 'id = "full"\nname = "Full"\nversion = "1"\nlanguage = "en-US"\nlicense = "x"\ndisclaimer = "x"\n'
        f"[quotas]\nflashcards = {list(FLASHCARDS)}\ncore = {list(CORE)}\nitems = {list(ITEMS)}\n",
        "topics.toml": "".join(
            f'[[topic]]\nid = "topic-{n}"\ndomain = {n}\nname = "T {n}"\nshare = 100\n' for n in range(1, 6)
        ),
        "sources.toml": '[[source]]\nid = "s"\ntitle = "T"\ncitation = "C"\npublisher = "P"\n'
        'address = "https://example.org"\nas_of = "2026-11"\n',
    }
    for domain, place in enumerate(FOLDERS, start=1):
        files[f"flashcards/{place}/topic-{domain}.toml"] = "".join(
            f'[[flashcard]]\nid = "card-{domain}-{n}"\ntopic = "topic-{domain}"\nfront = "{words(18)}?"\n'
            f'back = "{words(15)}"\nwhy = "{words(15)}"\nsource = "s"\n' + "core = true\n" * (n < CORE[domain - 1])
            for n in range(FLASHCARDS[domain - 1])
        )
        files[f"items/{place}/topic-{domain}.toml"] = "".join(
            _item(domain, n, words(35), [words(9) for _ in range(8)]) for n in range(ITEMS[domain - 1])
        )
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def _item(domain: int, number: int, stem: str, texts: list[str]) -> str:
    computed = number % 3 == 0
    options = ["Clinic N", "Clinic Z", "Clinic E", "Clinic W"] if computed else texts[:4]
    written = "".join(
        f'[[item.options]]\nid = "{letter}"\ntext = "{text}"\nwhy = "{why}"\n' + "key = true\n" * (letter == "b")
        for letter, text, why in zip("abcd", options, texts[4:], strict=True)
    )
    exhibit = f'exhibit = """\n{EXHIBIT}"""\ncomputed = "clinic[missed / visits == max(missed / visits)]"\n'
    return (
        f'[[item]]\nid = "item-{domain}-{number}"\ntopic = "topic-{domain}"\ncognitive = "analysis"\nsource = "s"\n'
        f'stem = "{stem}?"\nexpected = 0.7\nteaches = ["card-{domain}-{number % 90}"]\n{exhibit * computed}{written}'
    )


if __name__ == "__main__":
    main()
