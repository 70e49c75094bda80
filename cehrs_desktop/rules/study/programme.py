"""One card's best course until the exam at given prices of a second, and what all cards on their courses come to.

Backward from exam day: every day a card waits, for nothing, or is reviewed for its seconds at that day's price. Forward
from today: how many seconds a day the cards then want, and how many are known on exam day. (Lagrangian relaxation of a
restless bandit, Whittle 1988, with a price for each day, since minutes can't be carried from one day to another.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.forgetting import Family
from cehrs_desktop.rules.study.memory import Numbers

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
Daily = float | tuple[float, ...]
"""An amount of every day, or those of the days with 1, 2 … left."""

STABILITIES = np.geomspace(0.03, 1200.0, 28)
DIFFICULTIES = np.array([2.0, 5.0, 8.5])
ELAPSED = np.array([1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 17, 21, 26, 33, 42, 55, 75.0])

ROWS = len(DIFFICULTIES) * len(STABILITIES)
"""A row is a memory (difficulty × stability). Arrays over memories some days after their last review have the axes
(elapsed, columns, rows), columns being kinds of cards, each at prices of its own."""

LONGEST_HORIZON = 120
"""Days; an exam further away is planned for as if it were this far."""

_SOFTNESS = 0.04
"""Of each choice, in recall: from indifference ± half of it, it is made in part, so that small changes of price make
small changes of plan."""


@dataclass(frozen=True, slots=True)
class FirstSight:
    """A card seen for the first time: chances of Again, Hard, Good, Easy, shape (4,); seconds on that day."""

    ratings: Numbers
    seconds: float


@dataclass(frozen=True, slots=True)
class Motion:
    """How one model's memories move on the grid.

    `moves` (elapsed, ROWS, ROWS): chances from each row, so long after its last review, to each row a day after a
    review today. `cost` (elapsed, 1, ROWS): expected seconds of that review. `recall` (elapsed, 1, ROWS). `starts`
    (4, ROWS): rows after a first rating.
    """

    moves: Floats
    cost: Floats
    recall: Floats
    starts: Floats


@dataclass(frozen=True, slots=True)
class Tables:
    """The programme of one model, by days left (0 … horizon), for cards of value 1 at each column's prices.

    `reviewed` (days, elapsed, columns, ROWS): the chance that a card is reviewed that day; `introduced` (days,
    columns): the same for an unseen card. With all days left: `value` (elapsed, columns, ROWS), recall on exam day less
    what is paid for it; `gain`, in the same shape, and `first_gain` (columns,): what a review, or a first sight, adds
    per second to waiting, before its price.
    """

    motion: Motion
    first: FirstSight
    reviewed: Floats
    introduced: Floats
    value: Floats
    gain: Floats
    first_gain: Floats


def motion(model: Family, *, passed: float, lapsed: float) -> Motion:
    """The grid under one model (a 0-d set); seconds of a review by how it ends, the same day's repeats included."""
    e, d, s = (
        axis.reshape(len(ELAPSED), ROWS) for axis in np.meshgrid(ELAPSED, DIFFICULTIES, STABILITIES, indexing="ij")
    )
    r = model.recall(s, d, e)
    after_pass = rows_around(*model.reviewed(s, d, 3, recall=r, days=e))
    after_lapse = rows_around(*model.repeated(*model.reviewed(s, d, 1, recall=r, days=e), 3))
    moves = np.zeros((len(ELAPSED), ROWS, ROWS))
    here = np.indices(r.shape)
    for (rows, shares), chance in ((after_pass, r), (after_lapse, 1 - r)):
        for row, share in zip(rows, shares, strict=True):
            moves[here[0], here[1], row] += share * chance
    starts = np.zeros((4, ROWS))
    for rating in range(1, 5):
        start = model.first(rating)
        rows, shares = rows_around(*(model.repeated(*start, 3) if rating == 1 else start))
        np.add.at(starts[rating - 1], rows, shares)
    return Motion(
        moves=moves.astype(np.float32),
        cost=(r * passed + (1 - r) * lapsed).astype(np.float32)[:, None],
        recall=r.astype(np.float32)[:, None],
        starts=starts.astype(np.float32),
    )


def programme(model: Motion, prices: Numbers, first: FirstSight) -> Tables:
    """Backward induction. `prices` (days, columns): of a second, with 1, 2 … days left, for a card of value 1."""
    days, columns = prices.shape
    prices = prices.astype(np.float32)
    value = np.repeat(model.recall, columns, axis=1)
    reviewed = np.zeros((days + 1, *value.shape), dtype=np.float32)
    introduced = np.zeros((days + 1, columns), dtype=np.float32)
    start, seconds = first.ratings.astype(np.float32) @ model.starts, np.float32(first.seconds)
    back = model.moves.transpose(0, 2, 1)
    unseen = met = np.zeros(columns, dtype=np.float32)
    gain = np.zeros_like(value)
    for left in range(1, days + 1):
        wait = _a_day_later(_WAITING, value)
        gain = value[0] @ back - wait
        net = gain - prices[left - 1][:, None] * model.cost
        chosen = _chance(net, out=reviewed[left])
        met = value[0] @ start - unseen
        value = wait + chosen * net
        met_net = met - prices[left - 1] * seconds
        introduced[left] = _chance(met_net)
        unseen = unseen + introduced[left] * met_net
    return Tables(model, first, reviewed, introduced, value, gain / model.cost, met / seconds)


def forecast(
    tables: Tables,
    cells: Floats,
    unseen: Floats,
    *,
    seconds_per_day: Daily,
    plans: int = 1,
    reviews_first: bool = False,
) -> tuple[Numbers, Numbers]:
    """Follow cards to the exam: `cells` (elapsed, columns, ROWS) and `unseen` (columns,) are numbers of cards.

    The columns are those of so many plans, one plan's after the other's, each with a day's seconds of its own (those of
    every day, or those with 1, 2 … days left). A day that is wanted for more than its seconds gives each card its part
    of them (`reviews_first`: unseen cards get what reviews leave); the rest waits. Returns the seconds wanted with 1,
    2 … days left, (days, plans), and how many of each column are known in the end, (columns,).
    """
    model, days = tables.motion, len(tables.reviewed) - 1
    start = tables.first.ratings.astype(np.float32) @ model.starts
    seconds = np.broadcast_to(seconds_per_day, days)
    wanted = np.zeros((days, plans))
    per_plan = len(unseen) // plans
    for left in range(days, 0, -1):
        now = cells * tables.reviewed[left]
        met = unseen * tables.introduced[left]
        for_reviews = (now * model.cost).sum((0, 2)).reshape(plans, per_plan).sum(1)
        for_new = (met * np.float32(tables.first.seconds)).reshape(plans, per_plan).sum(1)
        wanted[left - 1] = for_reviews + for_new
        if reviews_first:
            reviewed = _fitting(for_reviews, seconds[left - 1])
            introduced = _fitting(for_new, seconds[left - 1] - reviewed * for_reviews)
        else:
            reviewed = introduced = _fitting(wanted[left - 1], seconds[left - 1])
        now = now * np.repeat(reviewed, per_plan).astype(np.float32)[:, None]
        met = met * np.repeat(introduced, per_plan).astype(np.float32)
        cells = _a_day_later(_WAITING.T, cells - now)
        cells[0] += (now @ model.moves).sum(0) + met[:, None] * start
        unseen = unseen - met
    return wanted, (cells * model.recall).sum((0, 2)).astype(np.float64)


def _fitting(wanted: Numbers, seconds: npt.ArrayLike) -> Numbers:
    """The part of the wanted seconds that there is time for."""
    return np.minimum(seconds / np.maximum(wanted, 1e-9), 1.0)


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


def _a_day_later(chances: Floats, values: Floats) -> Floats:
    """Along the axis of elapsed days."""
    later: Floats = (chances @ values.reshape(len(ELAPSED), -1)).reshape(values.shape)
    return later


def _chance(gain: Floats, *, out: Floats | None = None) -> Floats:
    ramp = np.multiply(gain, np.float32(1 / _SOFTNESS), out=out)
    ramp += np.float32(0.5)
    chance: Floats = np.clip(ramp, 0.0, 1.0, out=ramp)
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
