"""What reviewing each card today is worth on exam day: a price for a minute, dearer towards the exam.

At given prices every card has its best course (`programme`). Prices that are too low make more wishes than the minutes
can hold, prices that are too high leave minutes unused, so they are chosen by rehearsal: the courses are followed to
the exam with each day's minutes as a ceiling, and the prices kept under which most is known then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.balance import greatest_lift, next_lift, owed
from cehrs_desktop.rules.study.card_kinds import KINDS, Counts, by_domain, kinds_of, values_of_kinds
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.day import Ranking
from cehrs_desktop.rules.study.deck import Booleans, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import Numbers
from cehrs_desktop.rules.study.programme import Daily, FirstSight, Places, Tables, programme
from cehrs_desktop.rules.study.spread import Belief, Spread

_LEVELS = np.geomspace(0.003, 0.06, 7)
_FALLS = 0.1, 0.25, 0.45
_LEVEL_STEP, _FALL_STEP = 1.2, 0.06
"""What is rehearsed at first, and how far around earlier prices afterwards."""

_ALIKE = 0.05
"""Kinds whose values differ by less than e^0.05 are rehearsed as one."""

_ROUNDS = 4
_LAST_DAYS = 14
"""Lifts are sought in so many rounds where there are no earlier ones, and in the last days, when there is no time left
to come nearer day by day."""

_EVENNESS = 0.25
"""The last unseen card of a kind counts for so much less than its first, so that kinds of nearly the same value are
met evenly and not one after the other."""

LEAST_LEVEL, GREATEST_LEVEL, GREATEST_FALL = 1e-5, 0.3, 0.8


@dataclass(frozen=True, slots=True)
class Prices:
    """With t days left a second costs `level` · t^(−`fall`), in recall of a card of mean value.

    A price for each day, because minutes can't be carried over: everything would rather be done on the last day.
    """

    level: float
    fall: float

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


_LEVELS_AT_FIRST = [Prices(float(level), _FALLS[1]) for level in _LEVELS]


@dataclass(frozen=True, slots=True)
class Plan:
    """Prices, and how far each domain's cards are lifted in value to keep the floor."""

    prices: Prices
    lift: tuple[float, ...] = (1.0,) * len(DomainNumber)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The course from today, `days` before the exam, at least 1.

    `seconds_per_day` are those of every day, or those with 1, 2 … `days` left.
    `reviews_first`: in rehearsal unseen cards get the time that reviews leave, as on a real day, where what is worth
    more comes first; otherwise a crowded day gives every card its part.
    By domain: exam weights; answers given so far; and the part of the usual floor that is to be kept, 1 where not said.
    """

    today: StudyDay
    days: int
    seconds_per_day: Daily
    weights: Mapping[DomainNumber, float]
    answers: Mapping[DomainNumber, int]
    first: FirstSight
    floor: Mapping[DomainNumber, float] = field(default_factory=dict)
    reviews_first: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """Today's ranking and what it rests on. `recall`: the share of each domain expected to be known on exam day."""

    ranking: Ranking
    plan: Plan
    recall: dict[DomainNumber, float]

    def worth_of_an_hour(self, cards: int, *, days: int) -> float:
        """Weighted recall on exam day (0 to 1) that one more hour brings, spread over the days left."""
        return float(self.plan.prices.path(days).mean()) * 3600 / cards


def outlook(
    deck: Deck,
    beliefs: Sequence[Belief],
    left: TimeLeft,
    *,
    before: Plan | None = None,
    search: bool = True,
) -> Outlook:
    """Rank all cards of the deck for today, by at least one belief.

    Prices are sought around those of an earlier day's plan (or just kept), anew where there is none.
    """
    kinds = kinds_of(deck)
    counts = np.bincount(kinds[kinds >= 0], minlength=KINDS)
    used = np.flatnonzero(counts)
    if not len(used):
        return Outlook(Ranking(np.full(len(deck), -np.inf)), before or Plan(Prices(float(_LEVELS[0]), _FALLS[1])), {})
    values = values_of_kinds(counts, left.weights)
    spreads = [Spread(deck, belief, kinds, left.today, used) for belief in beliefs]
    lift = np.ones(len(DomainNumber)) if before is None else np.array(before.lift)
    prices = _prices(spreads, left, (values * np.repeat(lift, 2))[used], before=before, search=search)
    now = _by_domain([each.known_now for each in spreads], used, counts)
    most = greatest_lift(np.array([left.weights[d] for d in DomainNumber]))
    floor = np.array([left.floor.get(d, 1.0) for d in DomainNumber])
    for _ in range(_ROUNDS if before is None or left.days <= _LAST_DAYS else 1):
        lifted = values * np.repeat(lift, 2)
        path = prices.path(left.days)[:, None] / lifted[used]
        tables = [programme(each.belief.motion, path, left.first) for each in spreads]
        known = [_known(each, table, left) for each, table in zip(spreads, tables, strict=True)]
        forecast = _by_domain(known, used, counts)
        lift = next_lift(lift, most=most, floor=floor, forecast=forecast, now=now, days_left=left.days)
    worth = _worth(deck, spreads, tables, kinds, lifted)
    first, lag = owed(values, counts, [left.answers.get(d, 0) for d in DomainNumber])
    worth = _most_often(worth, deck.domain == first + 1, lag)
    return Outlook(
        Ranking(worth), Plan(prices, tuple(lift.tolist())), {d: float(forecast[d - 1]) for d in DomainNumber}
    )


def _known(spread: Spread, tables: Tables, left: TimeLeft) -> Numbers:
    return spread.known(tables, left.seconds_per_day, reviews_first=left.reviews_first)


def _by_domain(by_used_kind: Sequence[Numbers], used: Places, counts: Counts) -> Numbers:
    by_kind = np.zeros(KINDS)
    by_kind[used] = np.sum(by_used_kind, 0)
    return by_domain(by_kind, counts)


def _prices(spreads: Sequence[Spread], left: TimeLeft, values: Numbers, *, before: Plan | None, search: bool) -> Prices:
    if before is None:
        level = _best([Prices(float(level), _FALLS[1]) for level in _LEVELS], spreads, left, values)
        return _best([replace(level, fall=fall) for fall in _FALLS], spreads, left, values)
    return _best(before.prices.around(), spreads, left, values) if search else before.prices


def _best(
    candidates: Sequence[Prices],
    spreads: Sequence[Spread],
    left: TimeLeft,
    values: Numbers,
) -> Prices:
    """The prices under which most is known on exam day: rehearsed side by side.

    Kinds whose cards are of nearly the same value follow the same plan, so they are rehearsed as one.
    """
    _, first, alike = np.unique(np.round(np.log(values) / _ALIKE), return_index=True, return_inverse=True)
    paths = [each.path(left.days)[:, None] / values[first] for each in candidates]
    known = np.zeros(len(candidates))
    for each in spreads:
        tables = programme(each.belief.motion, np.concatenate(paths, 1), left.first)
        known += each.known_by_plan(
            tables, left.seconds_per_day, alike=alike, values=values, reviews_first=left.reviews_first
        )
    return candidates[int(known.argmax())]


def _worth(deck: Deck, spreads: Sequence[Spread], tables: Sequence[Tables], kinds: Counts, values: Numbers) -> Numbers:
    """What a second spent on each card today is worth, by all beliefs; −inf for suspended cards."""
    worth: Numbers = np.sum([each.worth(table) for each, table in zip(spreads, tables, strict=True)], 0) * values[kinds]
    worth[kinds < 0] = -np.inf
    is_new = deck.state == CardState.NEW
    counts = np.bincount(kinds[kinds >= 0], minlength=KINDS)
    return _core_first(worth, kinds, is_new) * (1 - _EVENNESS * _turns_of_new(deck, kinds, counts))


def _most_often(worth: Numbers, of_first: Booleans, answers: int) -> Numbers:
    """So many cards of the most valuable domain before all others, those that are worth most."""
    rows = np.flatnonzero(of_first & (worth > 0))
    if not answers or not len(rows):
        return worth
    chosen = rows[np.argsort(-worth[rows], kind="stable")][:answers]
    raised = worth.copy()
    raised[chosen] += worth.max()
    return raised


def _core_first(worth: Numbers, kinds: Counts, is_new: Booleans) -> Numbers:
    """Within a domain unseen core cards come before other unseen ones.

    Two cards that will both be introduced gain nearly the same from coming now instead of later, so the programme
    doesn't decide; but a learner who stops early should have met the core.
    """
    raised = worth.copy()
    for kind in range(0, KINDS, 2):
        plain, core = is_new & (kinds == kind), is_new & (kinds == kind + 1)
        if plain.any() and core.any():
            raised[core] = np.maximum(worth[core], worth[plain].max() * 1.0001)
    return raised


def _turns_of_new(deck: Deck, kinds: Counts, counts: Counts) -> Numbers:
    """How far each unseen card stands behind the next to be met, in parts of its domain, the core first.

    Counted from how much of the domain has been seen, so that all domains are met evenly; the next one has 0, so that
    new cards as such count no less.
    """
    turns = np.zeros(len(deck))
    is_new = (deck.state == CardState.NEW) & (kinds >= 0)
    for domain, cards in enumerate(counts.reshape(-1, 2).sum(1).tolist()):
        rows = np.concatenate([np.flatnonzero(is_new & (kinds == kind)) for kind in (2 * domain + 1, 2 * domain)])
        if len(rows):
            turns[rows] = (cards - len(rows) + np.arange(len(rows))) / cards
    turns[is_new] -= turns[is_new].min(initial=1.0)
    return turns
