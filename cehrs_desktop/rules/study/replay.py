"""A whole review log taken in at once: the same beliefs as answer by answer, in a fraction of the time.

Every card's answers are followed turn by turn, all cards side by side. First under all models, to weigh them, then once
more under the few that are heard, so that no more than those is kept in memory.
"""

from __future__ import annotations

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


def replay(ensemble: Ensemble, log: ReviewLog, *, cards: int) -> list[Heard]:
    """What is believed after all answers of the log; its `card` column has rows of a deck of so many cards."""
    evidence = _newest(log, cards=cards)
    log_weights = [group.log_prior + _followed(group.models, evidence, cards=cards)[2] for group in ensemble]
    heard = []
    for who in spokesmen(log_weights):
        s, d, _ = _followed(ensemble[who.group].models.only(who.model), log, cards=cards)
        heard.append(Heard(who, s[:, 0], d[:, 0]))
    return heard


def _newest(log: ReviewLog, *, cards: int) -> ReviewLog:
    """All answers to as many cards as make the most evidence, those answered last."""
    if len(log) <= MOST_EVIDENCE:
        return log
    last = np.full(cards, -1)
    last[log.card] = np.arange(len(log))
    order = np.argsort(-last, kind="stable")
    fitting = np.cumsum(np.bincount(log.card, minlength=cards)[order]) <= MOST_EVIDENCE
    chosen = np.zeros(cards, dtype=np.bool_)
    chosen[order[fitting]] = True
    return log.only(chosen[log.card])


def _followed(models: Family, log: ReviewLog, *, cards: int) -> tuple[Numbers, Numbers, Numbers]:
    """Stability and difficulty (cards, models) after all answers, and the evidence for each model (models,)."""
    width = np.shape(models.first(1)[0])
    s, d = np.full((2, cards, *(width or (1,))), np.nan)
    evidence = np.zeros(s.shape[1])
    for start in range(0, cards, _CARDS_AT_ONCE):
        part = log.only((log.card >= start) & (log.card < start + _CARDS_AT_ONCE)) if cards > _CARDS_AT_ONCE else log
        _follow(models, part, s, d, evidence)
    return s, d, evidence


def _follow(models: Family, log: ReviewLog, s: Numbers, d: Numbers, evidence: Numbers) -> None:
    """Take the answers in, turn by turn; the arrays are written to."""
    by_turn = np.argsort(log.turn, kind="stable")
    turns = np.searchsorted(log.turn[by_turn], np.arange(int(log.turn.max(initial=-1)) + 2))
    for begin, end in pairwise(turns.tolist()):
        events = by_turn[begin:end]
        for rating in Rating:
            alike = events[log.rating[events] == rating]
            _take(models, log, alike, rating, s, d, evidence)


def _take(
    models: Family,
    log: ReviewLog,
    events: np.ndarray[tuple[int], np.dtype[np.intp]],
    rating: Rating,
    s: Numbers,
    d: Numbers,
    evidence: Numbers,
) -> None:
    """Answers of one turn that ended alike, at most one a card."""
    elapsed = log.elapsed[events]
    first, same, later = (log.card[events[chosen]] for chosen in (elapsed == FIRST, elapsed == 0, elapsed > 0))
    if len(first):
        s[first], d[first] = models.first(rating)
    if len(same):
        s[same], d[same] = models.repeated(s[same], d[same], rating)
    if len(later):
        days = elapsed[elapsed > 0][:, None]
        r = models.recall(s[later], d[later], days)
        evidence += log_likelihood(r, recalled=rating is not Rating.AGAIN).sum(0)
        s[later], d[later] = models.reviewed(s[later], d[later], rating, recall=r, days=days)
