"""Measures cards in and out, and search, at 20,000 cards: `python -m tests.benchmarks.exchange`.

Each figure comes twice, by the clock on the wall and by the processor's time: the second holds on a busy machine too.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from cehrs_desktop.activities.browse import Browser, make_search
from cehrs_desktop.activities.export_cards import export
from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.storage.database import Database
from tests.benchmarks.figures import Figure, table
from tests.builders import a_database
from tests.exchange.packages import Layout, Note, write_package
from tests.fakes import FakeClock

NOTES = 20_000


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="cehrs-trainer-bench-") as name:
        print(table(list(measured(Path(name)))))


def measured(folder: Path) -> Iterator[Figure]:
    """All figures; `folder` is for files."""
    for layout in Layout:
        package = write_package(folder / f"{layout.name}.apkg", _notes(), layout=layout)
        with closing(a_database(folder / layout.name, FakeClock())) as database:
            took = _took(partial(_import, database, package))
            yield from _figures(f"import of {NOTES:,} notes, {layout.value}", [took], "s", 10.0)
            if layout is Layout.LATEST:
                took = _took(partial(preview, database, package))
                yield from _figures("the same again, nothing added", [took], "s")
                yield from _searches(database)
                yield from _exports(database, folder)


def _exports(database: Database, folder: Path) -> Iterator[Figure]:
    for ending in (".csv", ".apkg", ".cehrs.zip"):
        target = folder / f"out{ending}"
        took = _took(partial(export, database, FakeClock(), target, data_dir=database.path.parent))
        yield from _figures(f"export to {ending}", [took], "s")


def _import(database: Database, package: Path) -> None:
    found = preview(database, package, domain=DomainNumber.REPORTING)
    carry_out(database, FakeClock(), found, data_dir=database.path.parent, rollover_hour=4)
    assert len(found.plan.added) == NOTES


def _searches(database: Database) -> Iterator[Figure]:
    browser = Browser(database, FakeClock())
    browser.refresh()
    words = _vocabulary()
    yield from _figures(
        "search before there is an index", [_took(partial(browser.find, "first", rollover_hour=4))], "ms"
    )
    yield from _figures("making the index, in the background", [_took(partial(_index, browser, database))], "ms")
    wanted = [word[:count] for word in words[:6] for count in range(1, len(word) + 1)]
    wanted += [f"{one[:4]} {two}" for one, two in zip(words[:10], words[10:20], strict=True)]
    took = [_took(partial(browser.find, each, rollover_hour=4)) for each in wanted]
    browser.close()
    yield from _figures(f"search as one types, {NOTES:,} cards", took, "ms", 30.0)


def _index(browser: Browser, database: Database) -> None:
    search = make_search(database.path, browser.known)
    assert search is not None
    browser.take(search)


def _figures(name: str, took: Sequence[tuple[float, float]], unit: str, most: float | None = None) -> Iterator[Figure]:
    factor = 1000 if unit == "ms" else 1
    for kind, values in zip(("", ", processor time"), zip(*took, strict=True), strict=True):
        yield Figure(name + kind, [value * factor for value in values], unit, most, judged="p95")


def _took(do: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - wall, time.process_time() - processor


def _vocabulary() -> list[str]:
    dice = random.Random(1)
    return ["".join(dice.choices("abcdefghilmnoprstu", k=dice.randint(3, 10))) for _ in range(3000)]


def _notes() -> list[Note]:
    dice = random.Random(7)
    words = _vocabulary()

    def text(count: int) -> str:
        return " ".join(dice.choices(words, k=count))

    return [
        Note(
            f"g{number}",
            [f"<b>{text(8)}</b> {number}", f"{text(15)}<br>{text(6)}", text(5)],
            tags="a b",
            type=2,
            queue=2,
            due=300 + number % 90,
            interval=20,
            reviews=2,
            data='{"s":31.5,"d":6.25}',
            log=[(1_780_000_000_000 + number * 10, 3, 5000, 0), (1_785_000_000_000 + number * 10, 3, 5000, 1)],
        )
        for number in range(NOTES)
    ]


if __name__ == "__main__":
    main()
