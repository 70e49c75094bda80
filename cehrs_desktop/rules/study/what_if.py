"""What would be known on exam day with so many minutes a day: in the exam-day order, and in plain due order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.card_kinds import KINDS, by_domain, kinds_of
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.deck import Deck
from cehrs_desktop.rules.study.exam_day import TimeLeft, outlook
from cehrs_desktop.rules.study.exam_order import learned, time_left
from cehrs_desktop.rules.study.programme import Motion, Tables
from cehrs_desktop.rules.study.review_log import ReviewLog
from cehrs_desktop.rules.study.settings import NEW_IN_DUE_ORDER
from cehrs_desktop.rules.study.spread import Belief, Spread

PLAIN_RETENTION = 0.9
DAYS_OF_WEEK = 7

Recall = dict[DomainNumber, float]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Expected recall of cards on exam day by domain, unseen cards included, nan for a domain without cards.

    `hour`: weighted recall (0 to 1) that one more hour in the coming week adds in the exam-day order.
    """

    exam_day: Recall
    plain: Recall
    hour: float


def what_if(deck: Deck, log: ReviewLog, ahead: Ahead) -> WhatIf:
    """Forecast a course from today, by all that is believed of the learner; `log` has card ids."""
    known = learned(deck, log)
    beliefs = known.beliefs()
    left = replace(time_left(ahead, known.seconds, known.answers), reviews_first=True)
    found = outlook(deck, beliefs, left)
    # Both from the same prices, so that the difference is the hour's and not that of a longer search for prices.
    now = outlook(deck, beliefs, left, before=found.plan)
    more = outlook(deck, beliefs, _an_hour_more(left), before=found.plan)
    gained = weighted(more.recall, ahead.weights) - weighted(now.recall, ahead.weights)
    return WhatIf(now.recall, _plain(deck, beliefs, left), max(gained, 0.0))


def _an_hour_more(left: TimeLeft) -> TimeLeft:
    """With an hour more, spread over the coming week or the days there are."""
    seconds = np.broadcast_to(left.seconds_per_day, left.days).astype(np.float64)
    days = min(DAYS_OF_WEEK, left.days)
    seconds[-days:] += 3600 / days
    return replace(left, seconds_per_day=tuple(seconds.tolist()))


def weighted(recall: Mapping[DomainNumber, float], weights: Mapping[DomainNumber, float]) -> float:
    """The mean by exam weight over the domains that have cards; 0 where none has."""
    known = {d: r for d, r in recall.items() if not np.isnan(r)}
    whole = sum(weights[d] for d in known)
    return sum(weights[d] * r for d, r in known.items()) / whole if whole else 0.0


def _plain(deck: Deck, beliefs: Sequence[Belief], left: TimeLeft) -> Recall:
    """The same course in due order: what has fallen to 90 % is reviewed, with twenty new cards a day."""
    kinds = kinds_of(deck)
    counts = np.bincount(kinds[kinds >= 0], minlength=KINDS)
    used = np.flatnonzero(counts)
    unseen = int(np.count_nonzero((deck.state == CardState.NEW) & (kinds >= 0)))
    known = np.zeros(KINDS)
    for belief in beliefs if len(used) else ():
        tables = _in_due_order(belief.motion, left, columns=len(used), unseen=unseen)
        known[used] += Spread(deck, belief, kinds, left.today, used).known(
            tables, left.seconds_per_day, reviews_first=True
        )
    recall = by_domain(known, counts)
    return {d: float(recall[d - 1]) for d in DomainNumber}


def _in_due_order(motion: Motion, left: TimeLeft, *, columns: int, unseen: int) -> Tables:
    """Every card is reviewed once recall has fallen to 90 %; unseen ones are met at an even pace."""
    days = np.arange(left.days + 1)
    met_before = NEW_IN_DUE_ORDER * (left.days - days)
    waiting = np.maximum(unseen - met_before, 1)
    introduced = np.where(days > 0, np.minimum(NEW_IN_DUE_ORDER / waiting, 1.0), 0.0)
    due = np.repeat((motion.recall <= PLAIN_RETENTION).astype(np.float32), columns, axis=1)
    reviewed = np.broadcast_to(due, (left.days + 1, *due.shape))
    nothing = np.zeros_like(due)
    return Tables(
        motion,
        left.first,
        reviewed,
        np.repeat(introduced.astype(np.float32)[:, None], columns, axis=1),
        nothing,
        nothing,
        np.zeros(columns, dtype=np.float32),
    )
