"""Kinds of cards, domain × core or not: what knowing one is worth on the exam."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.deck import Deck
from cehrs_desktop.rules.study.memory import Numbers

KINDS = 2 * len(DomainNumber)

Counts = npt.NDArray[np.int64]


def kinds_of(deck: Deck) -> Counts:
    """Each card's kind, 0 to 9; −1 for suspended ones."""
    kinds = (deck.domain.astype(np.int64) - 1) * 2 + deck.core
    return np.where(deck.suspended, -1, kinds)


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


def by_domain(by_kind: Numbers, counts: Counts) -> Numbers:
    """Mean over the cards of each domain, from sums by kind; nan where there are no cards."""
    sums, cards = by_kind.reshape(-1, 2).sum(1), counts.reshape(-1, 2).sum(1)
    return np.asarray(np.divide(sums, cards, out=np.full(len(sums), np.nan), where=cards > 0))
