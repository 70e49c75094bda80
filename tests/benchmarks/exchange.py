"""Measures cards in and out, and search, at 20,000 cards: `python -m tests.benchmarks.exchange`."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cehrs_desktop.activities.browse import Browser
from cehrs_desktop.activities.export_cards import export
from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.rules.content import DomainNumber
from tests.benchmarks.figures import Figure, table
from tests.builders import a_database
from tests.exchange.packages import Layout, Note, write_package
from tests.fakes import FakeClock

NOTES = 20_000


def main() -> None:
    """Measure and print."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="cehrs-trainer-bench-") as name:
        folder = Path(name)
        for layout in Layout:
            package = write_package(folder / f"{layout.name}.apkg", _notes(), layout=layout)
            with closing(a_database(folder / layout.name, FakeClock())) as database:
                begun = time.perf_counter()
                found = preview(database, package, domain=DomainNumber.REPORTING)
                carry_out(database, FakeClock(), found, data_dir=folder / layout.name, rollover_hour=4)
                seconds = time.perf_counter() - begun
                assert len(found.plan.added) == NOTES
                figures.append(Figure(f"import of {NOTES:,} notes, {layout.value}", [seconds], "s", 10.0))
                if layout is Layout.LATEST:
                    again = _seconds(lambda db=database, file=package: preview(db, file))  # type: ignore[misc]
                    figures.append(Figure("the same again, nothing added", [again], "s"))
                    browser = Browser(database, FakeClock())
                    browser.refresh()
                    words = _vocabulary()
                    first = _seconds(lambda at=browser: at.find("first", rollover_hour=4)) * 1000  # type: ignore[misc]
                    figures.append(Figure("first search, which makes the index", [first], "ms"))
                    wanted = [word[:count] for word in words[:6] for count in range(1, len(word) + 1)]
                    wanted += [f"{one[:4]} {two}" for one, two in zip(words[:10], words[10:20], strict=True)]
                    searches = [
                        _seconds(lambda at=browser, words=each: at.find(words, rollover_hour=4)) * 1000  # type: ignore[misc]
                        for each in wanted
                    ]
                    browser.close()
                    figures.append(Figure(f"search as one types, {NOTES:,} cards", searches, "ms", 30.0))
                    for ending in (".csv", ".apkg", ".cehrs.zip"):
                        target = folder / f"out{ending}"
                        took = _seconds(
                            lambda db=database, to=target, at=folder / layout.name: export(  # type: ignore[misc]
                                db, FakeClock(), to, data_dir=at
                            )
                        )
                        figures.append(Figure(f"export to {ending}", [took], "s"))
    print(table(figures))


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


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
