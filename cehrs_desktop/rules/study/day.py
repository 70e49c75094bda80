"""Which cards come today, and which comes next: one pure answer for the learner's day and for any simulation of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import CardId, CardState
from cehrs_desktop.rules.study.deck import NO_GROUP, Booleans, Deck, Integers
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.pace import Pace

SHARE_KEPT_FOR_NEW = 1 / 3
"""Of a day that due cards alone would fill: a card never seen is a question lost."""

LEARN_AHEAD_SECONDS = 20 * 60
"""When nothing else is left, a card in steps may come this much early."""


@dataclass(frozen=True, slots=True)
class Today:
    """The facts a day is planned from.

    `seconds_left`: what may still be spent · `new_left`: new cards still allowed · `reviews_done`, `new_done`: what
    was answered today · `weights`: each domain's exam weight · `exam`: its day, None when it isn't booked. Until then
    a card is due on exam day at the latest; stored due dates stay FSRS's, so that nothing is overdue once it is past.
    """

    day: StudyDay
    now: float
    seconds_left: float
    new_left: int
    pace: Pace
    weights: Mapping[DomainNumber, float]
    reviews_done: int = 0
    new_done: int = 0
    exam: StudyDay | None = None


@dataclass(frozen=True, slots=True)
class DayList:
    """Rows of the deck: cards in steps and due now, reviews and new cards for the time that is left, each in order.

    `steps_later` are in steps and not due yet; `due` counts all that are due, whether or not they fit.
    """

    steps: Integers
    reviews: Integers
    new: Integers
    steps_later: Integers
    due: int

    def __len__(self) -> int:
        return len(self.steps) + len(self.reviews) + len(self.new) + len(self.steps_later)


@dataclass(frozen=True)
class Ranking:
    """What a review today is worth by some other measure than the due date; the deck's order, shape (cards,).

    Per second of the learner's time; what is worth nothing (0 or less) doesn't come today.
    """

    worth: npt.NDArray[np.float64]

    @cached_property
    def order(self) -> npt.NDArray[np.intp]:
        """Rows that are worth something, the most first; sorted once for all cards of a day."""
        rows = np.flatnonzero(self.worth > 0)
        sorted_rows: npt.NDArray[np.intp] = rows[np.argsort(-self.worth[rows], kind="stable")]
        return sorted_rows


def day_list(deck: Deck, today: Today, *, ranking: Ranking | None = None) -> DayList:
    """What today is made of.

    Due cards come first come, first served, as many as fit the time; what doesn't fit stays due and comes on the
    following days, so missed days never make a mountain. New cards take the time that is left, at least a third.
    With a ranking, reviews (due or not) and new cards come by their worth until the time is used up.
    What the learner asked for (cards of a missed question) comes first either way, beyond the day's limit of new ones.
    """
    free = ~deck.suspended & (deck.buried_day != today.day) & ~_sibling_seen(deck, today.day)
    in_steps = free & ((deck.state == CardState.LEARNING) | (deck.state == CardState.RELEARNING))
    step_rows = np.flatnonzero(in_steps)
    step_rows = step_rows[np.argsort(deck.due_at[step_rows], kind="stable")]
    is_due = deck.due_at[step_rows] <= today.now
    due = _due_rows(deck, free, today, in_order=ranking is None)
    seconds = max(today.seconds_left - len(step_rows) * today.pace.review, 0.0)
    if ranking is None:
        reviews, new = _in_due_order(deck, free, today, due=due, seconds=seconds)
    else:
        reviews, new = _in_ranked_order(deck, free, today, ranking=ranking, seconds=seconds)
    return DayList(
        steps=step_rows[is_due],
        reviews=reviews,
        new=new,
        steps_later=step_rows[~is_due],
        due=len(due),
    )


def _due_rows(deck: Deck, free: Booleans, today: Today, *, in_order: bool) -> npt.NDArray[np.intp]:
    """What is due by today; on exam day itself that is every card in review, for those with time for a last look."""
    is_due = free & (deck.state == CardState.REVIEW)
    if today.day != today.exam:
        is_due &= deck.due_day <= today.day
    due = np.flatnonzero(is_due)
    if in_order:
        due = due[_by_due_date(deck, due, today)]
    return _one_a_group(deck, due)


def _in_due_order(
    deck: Deck, free: Booleans, today: Today, *, due: Integers, seconds: float
) -> tuple[Integers, Integers]:
    """Reviews and new cards that fit."""
    new_seconds = max(seconds - len(due) * today.pace.review, seconds * SHARE_KEPT_FOR_NEW)
    asked_for = _asked_for(deck, free, today)
    due = due[np.argsort(~asked_for[due], kind="stable")]
    new_left = max(today.new_left, int(np.count_nonzero(asked_for & (deck.state == CardState.NEW))))
    new_count = min(new_left, _fitting(new_seconds, today.pace.new_with_repeats))
    new = _new_rows(deck, free, today.weights, asked_for=asked_for, count=new_count)
    if len(due):
        new = new[~np.isin(deck.group[new], deck.group[due][deck.group[due] != NO_GROUP])]
    fitting = _fitting(seconds - len(new) * today.pace.new_with_repeats, today.pace.review)
    return due[:fitting], new


def _in_ranked_order(
    deck: Deck, free: Booleans, today: Today, *, ranking: Ranking, seconds: float
) -> tuple[Integers, Integers]:
    """Reviews and new cards that fit: the most worth first, a card at most once a day."""
    is_new = deck.state == CardState.NEW
    able = free & (is_new | ((deck.state == CardState.REVIEW) & (deck.last_day != today.day)))
    asked_for = _asked_for(deck, able, today)
    ranked = ranking.order[able[ranking.order]]
    rows = _one_a_group(deck, np.concatenate([np.flatnonzero(asked_for), ranked[~asked_for[ranked]]]))
    rows = rows[~is_new[rows] | asked_for[rows] | (np.cumsum(is_new[rows]) <= today.new_left)]
    costs = np.where(is_new[rows], today.pace.new_with_repeats, today.pace.review)
    fitting = rows[np.cumsum(costs) - costs < seconds]
    return fitting[~is_new[fitting]], fitting[is_new[fitting]]


def next_card(deck: Deck, today: Today, *, ranking: Ranking | None = None) -> CardId | None:
    """The card to show now; None when the time is used up or nothing is left."""
    if today.seconds_left <= 0:
        return None
    rows = day_list(deck, today, ranking=ranking)
    if len(rows.steps):
        row = rows.steps[0]
    elif len(rows.new) and _turn_of_new(rows, deck, today, ranking):
        row = rows.new[0]
    elif len(rows.reviews):
        row = rows.reviews[0]
    elif len(rows.steps_later) and deck.due_at[rows.steps_later[0]] <= today.now + LEARN_AHEAD_SECONDS:
        row = rows.steps_later[0]
    else:
        return None
    return CardId(int(deck.id[row]))


def _turn_of_new(rows: DayList, deck: Deck, today: Today, ranking: Ranking | None) -> bool:
    """New cards are mixed evenly among the reviews, or come when they are worth more."""
    if not len(rows.reviews):
        return True
    if ranking is not None:
        new, review = int(rows.new[0]), int(rows.reviews[0])
        asked_for = _asked_for(deck, np.ones(len(deck), dtype=np.bool_), today)
        if asked_for[new] != asked_for[review]:
            return bool(asked_for[new])
        return bool(ranking.worth[new] >= ranking.worth[review])
    new_share = today.new_done / (today.new_done + len(rows.new))
    review_share = today.reviews_done / (today.reviews_done + len(rows.reviews))
    return new_share <= review_share


def _fitting(seconds: float, each: float) -> int:
    """How many fit; one that has begun may end after the time is up."""
    return int(np.ceil(max(seconds, 0.0) / each))


def _sibling_seen(deck: Deck, day: StudyDay) -> Booleans:
    """Cards with another card of their group met on this day."""
    seen = (deck.last_day == day) & (deck.group != NO_GROUP)
    if not seen.any():
        return np.zeros(len(deck), dtype=np.bool_)
    met = np.isin(deck.group, deck.group[seen])
    sibling: Booleans = met & (deck.last_day != day)
    return sibling


def _by_due_date(deck: Deck, due: Integers, today: Today) -> npt.NDArray[np.intp]:
    weights = np.array([today.weights[domain] for domain in DomainNumber])
    shuffled = _scattered(deck.id[due], today.day)
    return np.lexsort((shuffled, -weights[deck.domain[due] - 1], deck.due_day[due]))


def _scattered(ids: Integers, day: StudyDay) -> Integers:
    """A fixed shuffle key for each card and day, so that neighbors in the pack don't prompt each other."""
    mixed = (ids.astype(np.uint64) + np.uint64(1 + day)) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(33)).astype(np.int64)


def _one_a_group(deck: Deck, rows: Integers) -> Integers:
    groups = deck.group[rows]
    grouped = groups != NO_GROUP
    if not grouped.any():
        return rows
    _, first = np.unique(groups, return_index=True)
    keep = ~grouped
    keep[first] = True
    kept: Integers = rows[keep]
    return kept


def _asked_for(deck: Deck, free: Booleans, today: Today) -> Booleans:
    """Cards the learner asked for, from their day on (see `cards.Card`)."""
    waiting = (deck.state == CardState.NEW) | (deck.state == CardState.REVIEW)
    asked: Booleans = free & waiting & ~np.isnan(deck.due_at) & (deck.due_day <= today.day)
    asked &= deck.last_day != today.day
    return asked


def _new_rows(
    deck: Deck, free: Booleans, weights: Mapping[DomainNumber, float], *, asked_for: Booleans, count: int
) -> Integers:
    """What was asked for, then core cards; each from the domain that lags furthest behind its share of the exam."""
    if count <= 0:
        return np.empty(0, dtype=np.int64)
    is_new = deck.state == CardState.NEW
    met = np.bincount(deck.domain[~is_new], minlength=len(DomainNumber) + 1).tolist()
    seen = {d: met[d] for d in DomainNumber}
    chosen: list[int] = []
    for tier in (asked_for, deck.core & ~asked_for, ~deck.core & ~asked_for):
        rows = _one_a_group(deck, np.flatnonzero(free & is_new & tier))
        if not len(rows):
            continue
        waiting = {d: rows[deck.domain[rows] == d][:count].tolist()[::-1] for d in DomainNumber}
        while len(chosen) < count and any(waiting.values()):
            domain = _furthest_behind(seen, weights, [d for d in DomainNumber if waiting[d]])
            chosen.append(waiting[domain].pop())
            seen[domain] += 1
    return _one_a_group(deck, np.array(chosen, dtype=np.int64))


def _furthest_behind(
    seen: Mapping[DomainNumber, int],
    weights: Mapping[DomainNumber, float],
    among: list[DomainNumber],
) -> DomainNumber:
    total, whole = sum(seen.values()) + 1, sum(weights.values())
    return max(among, key=lambda d: (weights[d] / whole * total - seen[d], weights[d]))


def cards_by_domain(deck: Deck, rows: Integers) -> dict[DomainNumber, int]:
    """How many of these rows each domain has."""
    return {d: int(np.count_nonzero(deck.domain[rows] == d)) for d in DomainNumber}
