"""Choosing the items of a form from the bank: a first draft by quota, then exchanges until every rule is kept.

Rules, most important first: domain counts exact; no two enemies; every topic within one of its quota, among the scored
items and among all; mean expected chance of the scored items on target; cognitive shares in their ranges; items never
met before others, then those met longest ago. How, and why later forms stay possible: docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from random import Random

import numpy as np

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.content import DomainNumber, ItemId
from cehrs_desktop.rules.dice import scattered
from cehrs_desktop.rules.exam.bank import Bank, History, Integers
from cehrs_desktop.rules.exam.blueprint import Blueprint, CognitiveRanges, Makeup
from cehrs_desktop.rules.exam.exchange import BROKEN, OUT, PRETEST, SCORED, Draft, Goal, Pool, excess, off_range
from cehrs_desktop.rules.exam.topic_counts import TopicQuotas, counts_with_a_view_ahead, topic_quotas

TOLERANCE = 0.02
"""How far the mean expected chance of the scored items may lie from the target."""

AIMED_TOLERANCE = 0.015
"""What assembly is content with: no closer, so that no form uses up the items the next one needs."""

MOST_EXCHANGES_WEIGHED = 2_500_000
"""A quarter of a second; then the best draft so far is taken."""

MOST_DRAFTS = 40

SPARED = 1.0
"""How far the mean chance of all items of a form may lie from the bank's, in hundredths, before it drains the bank."""


class Compromise(StrEnum):
    """A rule the bank didn't let a form keep."""

    TOPICS = "topics"
    DIFFICULTY = "difficulty"
    COGNITIVE = "cognitive"


@dataclass(frozen=True, slots=True)
class Selection:
    """The items of a form, not in order yet: those that count, and those on trial."""

    scored: tuple[ItemId, ...]
    pretest: tuple[ItemId, ...]
    compromises: tuple[Compromise, ...] = ()

    @property
    def ids(self) -> tuple[ItemId, ...]:
        """All of them."""
        return self.scored + self.pretest


def assemble(
    bank: Bank,
    makeup: Makeup,
    blueprint: Blueprint,
    *,
    seed: int,
    history: History | None = None,
    closed: Collection[ItemId] = (),
) -> Selection:
    """Choose the items of a form; the same seed gives the same form. `closed` items are left alone.

    Raises UserError naming domain and shortfall when the bank hasn't enough items. What else it doesn't allow is
    named in the selection's `compromises`.
    """
    shut = set(closed)
    names = scattered((item.id for item in bank.items if item.id not in shut), seed, "assembly")
    rows = np.array(bank.rows_of(names), dtype=np.int64)
    for domain in blueprint.per_domain:
        needed = makeup.scored[domain.number - 1] + makeup.pretest[domain.number - 1]
        short = needed - int(np.count_nonzero(bank.domain[rows] == domain.number))
        if short > 0:
            raise _too_few(domain.name, short)
    quotas = topic_quotas(bank, makeup)
    pool = _pool(bank, rows, history or {})
    goal = _goal(pool, makeup, blueprint, quotas, within=AIMED_TOLERANCE)
    role = _best_draft(bank, pool, goal, makeup, quotas)
    _refuse_enemies(pool, role, blueprint)
    return Selection(
        scored=tuple(bank.items[row].id for row in rows[role == SCORED]),
        pretest=tuple(bank.items[row].id for row in rows[role == PRETEST]),
        compromises=_compromises(pool, _goal(pool, makeup, blueprint, quotas, within=TOLERANCE), role),
    )


def _too_few(domain: str, short: int) -> UserError:
    return UserError(_ONE_SHORT if short == 1 else _MORE_SHORT, domain=domain, short=short)


_ONE_SHORT = (
    "There are too few questions for this exam: 1 more question is needed in {domain}. "
    "Update the content, or practice with the questions there are."
)
_MORE_SHORT = (
    "There are too few questions for this exam: {short} more questions are needed in {domain}. "
    "Update the content, or practice with the questions there are."
)


def _pool(bank: Bank, rows: Integers, history: History) -> Pool:
    """The rows' columns, with the days of last meeting as parts of 1."""
    met = [history.get(bank.items[row].id) for row in rows]
    keys = sorted({(each.last_day, each.times) for each in met if each is not None})
    rank = {key: (position + 1) / len(keys) for position, key in enumerate(keys)}
    stale = [0.0 if each is None else rank[each.last_day, each.times] for each in met]
    return Pool(
        topic=bank.topic[rows],
        domain=bank.domain[rows],
        cognitive=bank.cognitive[rows],
        hundredths=bank.hundredths[rows],
        enemies=bank.enemies[np.ix_(rows, rows)],
        stale=np.array(stale, dtype=np.float64),
    )


def _goal(pool: Pool, makeup: Makeup, blueprint: Blueprint, quotas: TopicQuotas, *, within: float) -> Goal:
    scored = sum(makeup.scored)
    ranges = _ranges(blueprint.cognitive)
    fresh = pool.hundredths[pool.stale == 0.0]
    spared = float(fresh.mean()) if fresh.size >= makeup.items else float(pool.hundredths.mean())
    return Goal(
        scored_quota=np.array(quotas.scored, dtype=np.int64),
        all_quota=np.array(quotas.all, dtype=np.int64),
        least_hundredths=ceil(round(scored * 100 * (blueprint.target_expected - within), 6)),
        most_hundredths=floor(round(scored * 100 * (blueprint.target_expected + within), 6)),
        least_taken=ceil(makeup.items * (spared - SPARED)),
        most_taken=floor(makeup.items * (spared + SPARED)),
        least_asking=np.array([ceil(round(scored * least, 6)) for least, _ in ranges], dtype=np.int64),
        most_asking=np.array([floor(round(scored * most, 6)) for _, most in ranges], dtype=np.int64),
    )


def _ranges(cognitive: CognitiveRanges) -> tuple[tuple[float, float], ...]:
    """In the order of COGNITIVE."""
    return cognitive.recall, cognitive.application, cognitive.analysis


def _best_draft(bank: Bank, pool: Pool, goal: Goal, makeup: Makeup, quotas: TopicQuotas) -> Integers:
    """Roles of the pool's items. Drafts from other starts are tried while a rule is broken and time is left."""
    best, lowest, weighed = np.zeros(0, dtype=np.int64), float("inf"), 0
    for start in range(MOST_DRAFTS):
        again = start % 2 == 1
        role = _shaken(pool, best, start) if again else _first_draft(bank, pool, makeup, quotas, start=start)
        draft = Draft(pool, goal, role)
        for allow_staler in (False, True):
            weighed += draft.improve(allow_staler=allow_staler, budget=MOST_EXCHANGES_WEIGHED - weighed)
            if draft.cost() < BROKEN:
                break
        if draft.cost() < lowest:
            best, lowest = draft.role, draft.cost()
        if lowest < BROKEN or weighed >= MOST_EXCHANGES_WEIGHED:
            break
    return best


def _first_draft(bank: Bank, pool: Pool, makeup: Makeup, quotas: TopicQuotas, *, start: int) -> Integers:
    """Items by topic, the least met first, without enemies as far as that goes. Each `start` has another order."""
    dice = Random(start)
    order = np.argsort([dice.random() * bool(start) for _ in range(pool.topic.size)], kind="stable")
    order = order[np.argsort(pool.stale[order], kind="stable")]
    role = np.zeros(pool.topic.size, dtype=np.int64)
    forms = _forms_ahead(pool, makeup)
    for domain in DomainNumber:
        topics = bank.topics_of(domain)
        scored, pretest = makeup.scored[domain - 1], makeup.pretest[domain - 1]
        fresh = [int(np.count_nonzero((pool.topic == topic) & (pool.stale == 0.0))) for topic in topics]
        counts = counts_with_a_view_ahead([quotas.all[topic] for topic in topics], fresh, forms=forms)
        for topic, count in zip(topics, counts, strict=True):
            _take(pool, role, order[pool.topic[order] == topic], count)
        here = order[pool.domain[order] == domain]
        _take(pool, role, here, scored + pretest - int(np.count_nonzero(role[here])))
        chosen = here[role[here] != OUT]
        _put_on_trial(pool, role, chosen, [quotas.scored[topic] for topic in topics], topics, scored=scored)
    return role


def _shaken(pool: Pool, role: Integers, start: int) -> Integers:
    """A draft with a few items exchanged blindly, each with another of its domain."""
    dice = Random(start)
    shaken = role.copy()
    for _ in range(3):
        chosen = np.flatnonzero(shaken != OUT)
        one = chosen[int(dice.random() * chosen.size)]
        near = np.flatnonzero(pool.domain == pool.domain[one])
        other = near[int(dice.random() * near.size)]
        shaken[one], shaken[other] = shaken[other], shaken[one]
    return shaken


def _forms_ahead(pool: Pool, makeup: Makeup) -> int:
    """How many such forms the items never met suffice for; at least 1."""
    forms = [
        int(np.count_nonzero((pool.domain == domain) & (pool.stale == 0.0))) // (scored + pretest)
        for domain, scored, pretest in zip(DomainNumber, makeup.scored, makeup.pretest, strict=True)
        if scored + pretest
    ]
    return max(1, min(forms))


def _take(pool: Pool, role: Integers, candidates: Integers, count: int) -> None:
    """Mark so many candidates as scored, in order, passing over enemies of what is there unless nothing else is."""
    free = [int(each) for each in candidates if role[each] == OUT]
    for spare_enemies in (True, False):
        for each in free:
            if count <= 0:
                return
            if role[each] == OUT and not (spare_enemies and (pool.enemies[each] & (role != OUT)).any()):
                role[each] = SCORED
                count -= 1


def _put_on_trial(
    pool: Pool, role: Integers, chosen: Integers, quotas: list[int], topics: list[int], *, scored: int
) -> None:
    """Of a domain's chosen items so many stay scored, each topic by its quota as far as it goes; the others don't."""
    have = [int(np.count_nonzero(pool.topic[chosen] == topic)) for topic in topics]
    keep = [min(quota, number) for quota, number in zip(quotas, have, strict=True)]
    spare = [number - kept for number, kept in zip(have, keep, strict=True)]
    if scored > sum(keep):
        extra = largest_remainder(spare, scored - sum(keep))
        keep = [kept + more for kept, more in zip(keep, extra, strict=True)]
    for topic, kept in zip(topics, keep, strict=True):
        role[chosen[pool.topic[chosen] == topic][kept:]] = PRETEST


def _refuse_enemies(pool: Pool, role: Integers, blueprint: Blueprint) -> None:
    """Raise UserError when the best draft still holds enemies: the bank lacks items that go together."""
    chosen = role != OUT
    hostile = chosen & (pool.enemies[:, chosen].any(axis=1))
    for domain in blueprint.per_domain:
        pairs = int(np.count_nonzero(hostile & (pool.domain == domain.number)))
        if pairs:
            raise _too_few(domain.name, (pairs + 1) // 2)


def _compromises(pool: Pool, goal: Goal, role: Integers) -> tuple[Compromise, ...]:
    scored, chosen = role == SCORED, role != OUT
    topics = goal.all_quota.size
    total = np.array(pool.hundredths[scored].sum())
    asking = np.bincount(pool.cognitive[scored], minlength=goal.least_asking.size)
    broken = {
        Compromise.TOPICS: excess(np.bincount(pool.topic[scored], minlength=topics), goal.scored_quota).any()
        or excess(np.bincount(pool.topic[chosen], minlength=topics), goal.all_quota).any(),
        Compromise.DIFFICULTY: off_range(total, goal.least_hundredths, goal.most_hundredths).any(),
        Compromise.COGNITIVE: off_range(asking, goal.least_asking, goal.most_asking).any(),
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken)
