"""What reviewing each card today is worth on exam day: a price for a minute, dearer towards the exam.

At given prices every card has its best course (`programme`). Prices that are too low make more wishes than the minutes
can hold, prices that are too high leave minutes unused, so they are chosen by rehearsal: the courses are followed to
the exam with each day's minutes as a ceiling, and the prices kept under which most is known then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.day import Ranking
from cehrs_desktop.rules.study.deck import Booleans, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import Numbers
from cehrs_desktop.rules.study.programme import (
    CELLS,
    ELAPSED,
    FirstSight,
    Floats,
    Motion,
    Tables,
    forecast,
    place,
    programme,
    rows_around,
)

FLOOR = 0.85
"""No domain's forecast may stay below this part of the mean forecast of all domains."""

GREATEST_LIFT = 8.0
"""The most a domain's cards are lifted in value to keep it above the floor."""

_LEVELS = np.geomspace(0.003, 0.06, 7)
_FALLS = 0.1, 0.25, 0.45
_LEVEL_STEP, _FALL_STEP = 1.2, 0.06
"""What is rehearsed at first, and how far around yesterday's prices every day after."""

LEAST_LEVEL, GREATEST_LEVEL, GREATEST_FALL = 1e-5, 0.3, 0.8

_KINDS = 2 * len(DomainNumber)

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Belief:
    """One memory model: how far it is believed (0 to 1), how it moves, and every card's memory under it.

    `stability` (days) and `difficulty` have shape (cards,), in the deck's order; nan for cards never seen.
    """

    weight: float
    motion: Motion
    stability: Numbers
    difficulty: Numbers


@dataclass(frozen=True, slots=True)
class Prices:
    """What was found so far: with t days left a second costs `level` · t^(−`fall`), in recall of a card of mean value.

    A price for each day, because minutes can't be carried over: everything would rather be done on the last day.
    `lift`, one for each domain, raises the values of its cards to keep the floor.
    """

    level: float
    fall: float
    lift: tuple[float, ...] = (1.0,) * len(DomainNumber)

    def path(self, days: int) -> Numbers:
        """The prices with 1, 2 … `days` left."""
        return np.asarray(self.level * np.arange(1.0, days + 1) ** -self.fall)

    def around(self) -> list[Prices]:
        """These and their neighbors."""
        levels = (self.level * _LEVEL_STEP, self.level / _LEVEL_STEP)
        falls = (self.fall + _FALL_STEP, self.fall - _FALL_STEP)
        return [
            self,
            *(replace(self, level=min(max(level, LEAST_LEVEL), GREATEST_LEVEL)) for level in levels),
            *(replace(self, fall=min(max(fall, 0.0), GREATEST_FALL)) for fall in falls),
        ]


PRICES_AT_FIRST = [Prices(float(level), fall) for level in _LEVELS for fall in _FALLS]


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The course from today, `days` before the exam, at least 1. `weights`: exam weights."""

    today: StudyDay
    days: int
    seconds_per_day: float
    weights: Mapping[DomainNumber, float]
    first: FirstSight


@dataclass(frozen=True, slots=True)
class Outlook:
    """Today's ranking and what it rests on. `recall`: the share of each domain expected to be known on exam day."""

    ranking: Ranking
    prices: Prices
    recall: dict[DomainNumber, float]

    def worth_of_an_hour(self, cards: int, *, days: int) -> float:
        """Weighted recall on exam day (0 to 1) that one more hour brings, spread over the days left."""
        return float(self.prices.path(days).mean()) * 3600 / cards


def outlook(deck: Deck, beliefs: Sequence[Belief], left: TimeLeft, *, candidates: Sequence[Prices]) -> Outlook:
    """Rank all cards of the deck for today, by at least one belief, at the best of the candidate prices."""
    kinds = _kinds(deck)
    counts = np.bincount(kinds[kinds >= 0], minlength=_KINDS)
    used = np.flatnonzero(counts)
    values = values_of_kinds(counts, left.weights)
    maps = [_Map(deck, belief, kinds, left.today, used) for belief in beliefs]
    rehearsals = [_rehearse(maps, left, prices, values[used], used) for prices in candidates]
    best = max(rehearsals, key=lambda each: float(each.known @ values[used]))
    lift = np.repeat(best.prices.lift, 2)
    worth = np.sum([each.worth(table, left.days) for each, table in zip(maps, best.tables, strict=True)], 0)
    worth *= (values * lift)[kinds]
    worth[kinds < 0] = -np.inf
    worth = _core_first(worth, kinds, deck.state == CardState.NEW)
    worth *= 1 - 1e-6 * _turns_of_new(deck, kinds, counts)
    known = np.zeros(_KINDS)
    known[used] = best.known
    recall = _shares_known(known, counts)
    prices = replace(best.prices, lift=_next_lift(best.prices.lift, recall))
    return Outlook(Ranking(worth), prices, {d: float(recall[d - 1]) for d in DomainNumber})


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    """Courses at some prices, one set of tables a belief, and how many cards of each used kind are known in the end."""

    prices: Prices
    tables: list[Tables]
    known: Numbers


def _rehearse(
    maps: Sequence[_Map], left: TimeLeft, prices: Prices, values: Numbers, used: npt.NDArray[np.intp]
) -> _Rehearsal:
    path = prices.path(left.days)[:, None] / (values * np.repeat(prices.lift, 2)[used])
    tables = [programme(each.belief.motion, path, left.first) for each in maps]
    known = [each.known(table, left.seconds_per_day) for each, table in zip(maps, tables, strict=True)]
    return _Rehearsal(prices, tables, np.sum(known, 0))


def _next_lift(lift: Sequence[float], recall: Numbers) -> tuple[float, ...]:
    """Domains below the floor are lifted a little more tomorrow, others a little less."""
    floor = FLOOR * float(np.nanmean(recall))
    return tuple(
        min(each * 1.15, GREATEST_LIFT) if known < floor else max(each / 1.03, 1.0)
        for each, known in zip(lift, recall.tolist(), strict=True)
    )


def values_of_kinds(counts: Counts, weights: Mapping[DomainNumber, float]) -> Numbers:
    """What knowing one card is worth, by kind (domain × core or not): its share of its domain's weight, core double.

    Scaled so that the mean over all cards is 1. Kinds without cards have value 1.
    """
    shares = np.tile([1.0, 2.0], len(DomainNumber))
    in_domain = (counts * shares).reshape(-1, 2).sum(1)
    weight = np.array([weights[d] for d in DomainNumber]) * (in_domain > 0)
    whole = max(float(weight.sum()), 1e-12)
    per_share = np.divide(weight / whole * counts.sum(), in_domain, out=np.ones(len(weight)), where=in_domain > 0)
    return np.where(counts > 0, np.repeat(per_share, 2) * shares, 1.0)


def _kinds(deck: Deck) -> Counts:
    """Each card's kind, 0 to 9; −1 for suspended ones."""
    kinds = (deck.domain.astype(np.int64) - 1) * 2 + deck.core
    return np.where(deck.suspended, -1, kinds)


class _Map:
    """One belief laid over the deck. Kinds are counted among those that have cards, `used`."""

    def __init__(self, deck: Deck, belief: Belief, kinds: Counts, today: StudyDay, used: npt.NDArray[np.intp]) -> None:
        self.belief = belief
        self._seen: Booleans = (deck.state != CardState.NEW) & (kinds >= 0)
        self._columns = np.searchsorted(used, np.maximum(kinds, 0)).clip(0, len(used) - 1)
        new = (deck.state == CardState.NEW) & (kinds >= 0)
        self._unseen = np.bincount(self._columns[new], minlength=len(used)).astype(np.float32)
        rows, shares = rows_around(belief.stability[self._seen], belief.difficulty[self._seen])
        elapsed, later = place(np.maximum(today - deck.last_day[self._seen], 1), ELAPSED)
        cells = np.concatenate([rows * len(ELAPSED) + elapsed, rows * len(ELAPSED) + elapsed + 1])
        self._shares = np.concatenate([shares * (1 - later), shares * later])
        self._spots = cells * len(used) + self._columns[self._seen]
        histogram = np.bincount(self._spots.ravel(), self._shares.ravel(), minlength=CELLS * len(used))
        self._histogram: Floats = histogram.reshape(CELLS, len(used)).astype(np.float32)

    def known(self, tables: Tables, seconds_per_day: float) -> Numbers:
        """Cards of each used kind known on exam day, weighed by belief."""
        _, known = forecast(tables, self._histogram, self._unseen, seconds_per_day=seconds_per_day)
        return self.belief.weight * known

    def worth(self, tables: Tables, days_left: int) -> Numbers:
        """Gain per second of each card, were its value 1, weighed by belief: (cards,)."""
        worth = tables.first_gain[days_left].astype(np.float64)[self._columns]
        worth[self._seen] = (tables.gain(days_left).ravel()[self._spots] * self._shares).sum(0)
        return np.asarray(self.belief.weight * worth)


def _shares_known(by_kind: Numbers, counts: Counts) -> Numbers:
    """By domain; nan where there are no cards."""
    known, cards = by_kind.reshape(-1, 2).sum(1), counts.reshape(-1, 2).sum(1)
    return np.asarray(np.divide(known, cards, out=np.full(len(known), np.nan), where=cards > 0))


def _core_first(worth: Numbers, kinds: Counts, is_new: Booleans) -> Numbers:
    """Within a domain unseen core cards come before other unseen ones.

    Two cards that will both be introduced gain nearly the same from coming now instead of later, so the programme
    doesn't decide; but a learner who stops early should have met the core.
    """
    raised = worth.copy()
    for kind in range(0, _KINDS, 2):
        plain, core = is_new & (kinds == kind), is_new & (kinds == kind + 1)
        if plain.any() and core.any():
            raised[core] = np.maximum(worth[core], worth[plain].max() * 1.0001)
    return raised


def _turns_of_new(deck: Deck, kinds: Counts, counts: Counts) -> Numbers:
    """Where each unseen card stands in its kind, 0 to 1, after the seen: so equals come from all domains evenly."""
    turns = np.zeros(len(deck))
    for kind in range(_KINDS):
        new = np.flatnonzero((kinds == kind) & (deck.state == CardState.NEW))
        if len(new):
            turns[new] = (counts[kind] - len(new) + np.arange(len(new))) / counts[kind]
    return turns
