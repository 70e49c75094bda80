"""One card's best course until the exam at given prices of a second, and what all cards on their courses come to.

Backward from exam day: every day a card waits, for nothing, or is reviewed for its seconds at that day's price. Forward
from today: how many seconds a day the cards then want, and how many are known on exam day. (Lagrangian relaxation of a
restless bandit, Whittle 1988, with a price for each day, since minutes can't be carried from one day to another.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study import forgetting
from cehrs_desktop.rules.study.forgetting import Models
from cehrs_desktop.rules.study.memory import Numbers

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

STABILITIES = np.geomspace(0.03, 1200.0, 28)
DIFFICULTIES = np.array([2.0, 5.0, 8.5])
ELAPSED = np.array([1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 17, 21, 26, 33, 42, 55, 75.0])

ROWS = len(DIFFICULTIES) * len(STABILITIES)
CELLS = ROWS * len(ELAPSED)
"""A row is a memory (difficulty × stability); a cell a memory some days after its last review: row × elapsed."""

LONGEST_HORIZON = 120
"""Days; an exam further away is planned for as if it were this far."""

_SOFTNESS = 0.01
"""Of each choice, in recall: near indifference it is made in part, so that small changes of price make small ones."""


@dataclass(frozen=True, slots=True)
class FirstSight:
    """A card seen for the first time: chances of Again, Hard, Good, Easy, shape (4,); seconds on that day."""

    ratings: Numbers
    seconds: float


@dataclass(frozen=True, slots=True)
class Motion:
    """How one model's memories move on the grid.

    `moves`, shape (blocks, ROWS, ROWS): chances from each cell, in blocks of ROWS cells, to each row a day after a
    review today. `cost` (CELLS, 1): expected seconds of that review. `recall` (CELLS, 1). `starts` (4, ROWS): rows
    after a first rating.
    """

    moves: Floats
    cost: Floats
    recall: Floats
    starts: Floats


@dataclass(frozen=True, slots=True)
class Tables:
    """The programme of one model for `kinds` of cards, for 0 … horizon days left.

    `value` (days, CELLS, kinds): recall on exam day less what is paid for it, of a card of value 1. `reviewed` (days,
    CELLS, kinds): the chance that such a card is reviewed that day. `introduced` (days, kinds): the same for an unseen
    card. `first_gain` (days, kinds): what introducing it then adds to its value, per second, before its price.
    """

    motion: Motion
    first: FirstSight
    value: Floats
    reviewed: Floats
    introduced: Floats
    first_gain: Floats

    def gain(self, days_left: int) -> Floats:
        """What reviewing with so many days left adds to waiting, per second, before its price: (CELLS, kinds)."""
        tomorrow = self.value[days_left - 1]
        gain: Floats = (_after_review(self.motion, tomorrow) - _after_waiting(tomorrow)) / self.motion.cost
        return gain


def motion(model: Models, *, passed: float, lapsed: float) -> Motion:
    """The grid under one model (a 0-d set); seconds of a review by how it ends, the same day's repeats included."""
    d, s, e = (axis.ravel() for axis in np.meshgrid(DIFFICULTIES, STABILITIES, ELAPSED, indexing="ij"))
    r = forgetting.recall(model, s, e)
    after_pass = rows_around(forgetting.after_pass(model, s, d, r), forgetting.next_difficulty(model, d, 3))
    relearned = forgetting.after_repeat(model, forgetting.after_lapse(model, s, d, r), rating=3)
    after_lapse = rows_around(relearned, forgetting.next_difficulty(model, d, 1))
    moves = np.zeros((CELLS, ROWS))
    for (rows, shares), chance in ((after_pass, r), (after_lapse, 1 - r)):
        for row, share in zip(rows, shares, strict=True):
            moves[np.arange(CELLS), row] += share * chance
    starts = np.zeros((4, ROWS))
    for rating in range(1, 5):
        stability = forgetting.first_stability(model, rating)
        if rating == 1:
            stability = forgetting.after_repeat(model, stability, rating=3)
        rows, shares = rows_around(stability, forgetting.first_difficulty(model, rating))
        np.add.at(starts[rating - 1], rows, shares)
    return Motion(
        moves=moves.astype(np.float32).reshape(len(ELAPSED), ROWS, ROWS),
        cost=(r * passed + (1 - r) * lapsed).astype(np.float32)[:, None],
        recall=r.astype(np.float32)[:, None],
        starts=starts.astype(np.float32),
    )


def programme(model: Motion, prices: Numbers, first: FirstSight) -> Tables:
    """Backward induction. `prices` (days, kinds): of a second, with 1, 2 … days left, for a card of value 1."""
    days, kinds = prices.shape
    prices = prices.astype(np.float32)
    value = np.empty((days + 1, CELLS, kinds), dtype=np.float32)
    reviewed = np.empty_like(value)
    introduced, first_gain = np.zeros((2, days + 1, kinds), dtype=np.float32)
    value[0], reviewed[0] = model.recall, 0.0
    start = first.ratings.astype(np.float32) @ model.starts
    unseen = np.zeros(kinds, dtype=np.float32)
    for left in range(1, days + 1):
        price, tomorrow = prices[left - 1], value[left - 1]
        wait = _after_waiting(tomorrow)
        gain = _after_review(model, tomorrow) - price * model.cost - wait
        reviewed[left] = chosen = _chance(gain)
        value[left] = wait + chosen * gain
        met = start @ tomorrow[:: len(ELAPSED)] - unseen
        first_gain[left] = met / first.seconds
        introduced[left] = _chance(met - price * np.float32(first.seconds))
        unseen = unseen + introduced[left] * (met - price * np.float32(first.seconds))
    return Tables(model, first, value, reviewed, introduced, first_gain)


def forecast(tables: Tables, cells: Floats, unseen: Floats, *, seconds_per_day: float) -> tuple[Numbers, Numbers]:
    """Follow cards to the exam: `cells` (CELLS, kinds) and `unseen` (kinds,) are numbers of cards.

    A day that is wanted for more than its seconds gives each card its part of them; the rest waits. Returns the seconds
    wanted with 1, 2 … days left, (days,), and how many of each kind are known in the end, (kinds,).
    """
    model, days = tables.motion, len(tables.value) - 1
    start = tables.first.ratings.astype(np.float32) @ model.starts
    wanted = np.zeros(days)
    for left in range(days, 0, -1):
        now = cells * tables.reviewed[left]
        met = unseen * tables.introduced[left]
        wanted[left - 1] = (now * model.cost).sum() + met.sum() * tables.first.seconds
        fitting = np.float32(min(seconds_per_day / max(wanted[left - 1], 1e-9), 1.0))
        now, met = now * fitting, met * fitting
        blocks = now.reshape(len(ELAPSED), ROWS, -1)
        rows = (model.moves.transpose(0, 2, 1) @ blocks).sum(0) + start[:, None] * met
        by_elapsed = (cells - now).reshape(ROWS, len(ELAPSED), -1)
        cells = (_WAITING.T @ by_elapsed).reshape(CELLS, -1)
        cells[:: len(ELAPSED)] += rows
        unseen = unseen - met
    return wanted, (cells * model.recall).sum(0).astype(np.float64)


def place(values: npt.ArrayLike, grid: Numbers) -> tuple[Places, Numbers]:
    """Where values lie between the points of a grid: lower index, and the share of the upper point."""
    inside = np.clip(values, grid[0], grid[-1])
    lower = np.clip(np.searchsorted(grid, inside, side="right") - 1, 0, len(grid) - 2)
    return lower, (inside - grid[lower]) / (grid[lower + 1] - grid[lower])


def rows_around(s: npt.ArrayLike, d: npt.ArrayLike) -> tuple[Places, Numbers]:
    """The four rows around each memory and their shares: two arrays with a first axis of 4."""
    i, f = place(np.log(s), _LOG_STABILITIES)
    j, g = place(d, DIFFICULTIES)
    corners = [((j + dj) * len(STABILITIES) + i + di) for dj in (0, 1) for di in (0, 1)]
    shares = [(g if dj else 1 - g) * (f if di else 1 - f) for dj in (0, 1) for di in (0, 1)]
    return np.array(corners), np.array(shares)


def _after_review(model: Motion, tomorrow: Floats) -> Floats:
    """Expected values a day after a review: (CELLS, kinds).

    In blocks that OpenBLAS finds too small to share among threads: on a busy machine those wait for each other.
    """
    expected: Floats = (model.moves @ np.ascontiguousarray(tomorrow[:: len(ELAPSED)])).reshape(tomorrow.shape)
    return expected


def _after_waiting(tomorrow: Floats) -> Floats:
    """Values a day later without a review: (CELLS, kinds)."""
    by_elapsed = tomorrow.reshape(ROWS, len(ELAPSED), -1)
    waited: Floats = (_WAITING @ by_elapsed).reshape(tomorrow.shape)
    return waited


def _chance(gain: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(np.clip(gain / np.float32(-_SOFTNESS), -30, 30)))
    return chance


def _waiting() -> Floats:
    """Chances to get from each point of ELAPSED to each other in a day: (elapsed, elapsed)."""
    lower, share = place(ELAPSED + 1, ELAPSED)
    chances = np.zeros((len(ELAPSED), len(ELAPSED)), dtype=np.float32)
    points = np.arange(len(ELAPSED))
    chances[points, lower] = 1 - share
    chances[points, lower + 1] += share.astype(np.float32)
    return chances


_LOG_STABILITIES = np.log(STABILITIES)
_WAITING = _waiting()
