"""How long the exam-day order takes: `python -m tests.benchmarks.exam_order`. Prints a Markdown table.

A deck of so many cards, five answers to each of nine in ten; 57 days to the exam. *Tables* is all that a day needs but
the replay of the answers; *ranking* what is left of it once the programme's tables are there.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.card_kinds import kinds_of
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.day import Ranking, Today, next_card
from cehrs_desktop.rules.study.deck import NO_DAY, NO_GROUP, Deck
from cehrs_desktop.rules.study.exam_day import Prices, outlook
from cehrs_desktop.rules.study.exam_order import learned, time_left
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.pace import Pace
from cehrs_desktop.rules.study.programme import Tables, programme
from cehrs_desktop.rules.study.review_log import ReviewLog
from cehrs_desktop.rules.study.spread import Belief, Spread
from cehrs_desktop.rules.study.what_if import what_if

ANSWERS = 5
TODAY, EXAM = StudyDay(200), StudyDay(257)
WEIGHTS = dict(zip(DomainNumber, (28.0, 32.0, 15.0, 15.0, 10.0), strict=True))


def _deck_and_log(cards: int) -> tuple[Deck, ReviewLog]:
    dice = random.Random(5)
    met = np.arange(cards) % 10 != 0
    rows = [
        (card, day, 1 if dice.random() < 0.1 else 3, 8.0)
        for card in np.flatnonzero(met).tolist()
        for day in sorted(dice.sample(range(int(TODAY) - 90, int(TODAY)), ANSWERS))
    ]
    rows.sort(key=lambda row: row[1])
    card, day, rating, seconds = (np.array(column) for column in zip(*rows, strict=True))
    last = np.full(cards, NO_DAY)
    last[card] = day
    deck = Deck(
        id=np.arange(cards),
        domain=(np.arange(cards) % 5 + 1).astype(np.int8),
        state=np.where(met, CardState.REVIEW, CardState.NEW).astype(np.int8),
        due_day=np.where(met, TODAY, NO_DAY).astype(np.int32),
        due_at=np.full(cards, np.nan),
        last_day=last.astype(np.int32),
        buried_day=np.full(cards, NO_DAY, dtype=np.int32),
        stability=np.where(met, 20.0, np.nan),
        group=np.full(cards, NO_GROUP, dtype=np.int32),
        core=np.arange(cards) % 3 == 0,
        suspended=np.zeros(cards, dtype=np.bool_),
    )
    return deck, ReviewLog(card, day, rating, seconds)


def _milliseconds(work: Callable[[], Any], *, runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def _rank(deck: Deck, beliefs: Sequence[Belief], tables: Sequence[Tables]) -> Ranking:
    kinds = kinds_of(deck)
    spreads = [Spread(deck, each, kinds, TODAY, np.arange(10)) for each in beliefs]
    return Ranking(np.sum([each.worth(table) for each, table in zip(spreads, tables, strict=True)], 0))


def main() -> None:
    """Print the table."""
    print("| cards | answers | replay | tables | ranking | next card, ranked | next card, due order | what if |")
    print("|---|---|---|---|---|---|---|---|")
    for cards in (872, 4_000, 20_000, 100_000):
        deck, log = _deck_and_log(cards)
        known = learned(deck, log)
        left = time_left(Ahead(TODAY, EXAM, 20 * 60.0, WEIGHTS), known.seconds, known.answers)
        beliefs = known.beliefs()
        path = Prices(0.02, 0.3).path(57)[:, None] + np.zeros(10)
        tables = [programme(each.motion, path, left.first) for each in beliefs]
        ranking, today = _rank(deck, beliefs, tables), Today(TODAY, 0.0, 1200.0, 20, Pace(), WEIGHTS)
        figures = [
            _milliseconds(partial(learned, deck, log), runs=3),
            _milliseconds(partial(outlook, deck, beliefs, left), runs=3),
            _milliseconds(partial(_rank, deck, beliefs, tables)),
            _milliseconds(partial(next_card, deck, today, ranking=ranking), runs=50),
            _milliseconds(partial(next_card, deck, today), runs=50),
            _milliseconds(partial(what_if, deck, log, Ahead(TODAY, EXAM, 1200.0, WEIGHTS)), runs=1),
        ]
        print(f"| {cards:,} | {len(log):,} | " + " | ".join(f"{each:.1f} ms" for each in figures) + " |", flush=True)


if __name__ == "__main__":
    main()
