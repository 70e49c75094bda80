"""A whole review log taken in at once: the same beliefs as answer by answer, in a fraction of the time.

Every card's answers are followed turn by turn, all cards side by side. First under all models, to weigh them, then once
more under the few that are heard, so that no more than those is kept in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from cehrs_desktop.rules.study.beliefs import Heard, log_likelihood, spokesmen
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.ensemble import Ensemble
from cehrs_desktop.rules.study.forgetting import Family
from cehrs_desktop.rules.study.memory import Numbers
from cehrs_desktop.rules.study.review_log import FIRST, ReviewLog

MOST_EVIDENCE = 20_000
"""Answers that models are weighed by: those to the cards met last. More would change nothing."""

_CARDS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Followed:
    """Memories after all answers of a log: stability and difficulty, (cards, models), nan where never seen.

    `recall` (answers, models): the chance of recall each answer had, nan for first ones and repeats on one day.
    """

    stability: Numbers
    difficulty: Numbers
    recall: Numbers


def replay(ensemble: Ensemble, log: ReviewLog, *, cards: int) -> list[Heard]:
    """What is believed after all answers of the log; its `card` column has rows of a deck of so many cards."""
    evidence = newest(log, cards=cards, most=MOST_EVIDENCE)
    log_weights = [group.log_prior + _evidence(group.models, evidence, cards=cards) for group in ensemble]
    heard = []
    for who in spokesmen(log_weights):
        found = followed(ensemble[who.group].models.only(who.model), log, cards=cards)
        heard.append(Heard(who, found.stability[:, 0], found.difficulty[:, 0]))
    return heard


def newest(log: ReviewLog, *, cards: int, most: int) -> ReviewLog:
    """All answers to as many cards as have at most so many, those answered last."""
    if len(log) <= most:
        return log
    last = np.full(cards, -1)
    last[log.card] = np.arange(len(log))
    order = np.argsort(-last, kind="stable")
    fitting = np.cumsum(np.bincount(log.card, minlength=cards)[order]) <= most
    chosen = np.zeros(cards, dtype=np.bool_)
    chosen[order[fitting]] = True
    return log.only(chosen[log.card])


def _evidence(models: Family, log: ReviewLog, *, cards: int) -> Numbers:
    """How far the answers speak for each model: (models,)."""
    evidence = np.zeros(len(models))
    for start in range(0, cards, _CARDS_AT_ONCE):
        part = log.only((log.card >= start) & (log.card < start + _CARDS_AT_ONCE)) if cards > _CARDS_AT_ONCE else log
        part = replace(part, card=part.card - start)
        recall = followed(models, part, cards=min(cards, _CARDS_AT_ONCE)).recall
        counts = part.elapsed > 0
        for recalled in (False, True):
            alike = counts & ((part.rating > Rating.AGAIN) == recalled)
            evidence += log_likelihood(recall[alike], recalled=recalled).sum(0)
    return evidence


def followed(models: Family, log: ReviewLog, *, cards: int) -> Followed:
    """Take all answers in, turn by turn."""
    width = np.shape(models.first(1)[0]) or (1,)
    s, d = np.full((2, cards, *width), np.nan)
    found = Followed(s, d, np.full((len(log), *width), np.nan))
    by_turn = np.argsort(log.turn, kind="stable")
    turns = np.searchsorted(log.turn[by_turn], np.arange(int(log.turn.max(initial=-1)) + 2))
    for begin, end in pairwise(turns.tolist()):
        events = by_turn[begin:end]
        for rating in Rating:
            _take(models, log, events[log.rating[events] == rating], rating, found)
    return found


def _take(
    models: Family, log: ReviewLog, events: np.ndarray[tuple[int], np.dtype[np.intp]], rating: Rating, to: Followed
) -> None:
    """Answers of one turn that ended alike, at most one a card; the arrays are written to."""
    elapsed, s, d = log.elapsed[events], to.stability, to.difficulty
    first, same, later = (log.card[events[chosen]] for chosen in (elapsed == FIRST, elapsed == 0, elapsed > 0))
    if len(first):
        s[first], d[first] = models.first(rating)
    if len(same):
        s[same], d[same] = models.repeated(s[same], d[same], rating)
    if len(later):
        days = elapsed[elapsed > 0][:, None]
        r = models.recall(s[later], d[later], days)
        to.recall[events[elapsed > 0]] = r
        s[later], d[later] = models.reviewed(s[later], d[later], rating, recall=r, days=days)
