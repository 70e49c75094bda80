"""Improving a draft of a form by exchanging items, always the exchange that helps most, until none helps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.exam.bank import Booleans, Integers

Costs = npt.NDArray[np.float64]

OUT, SCORED, PRETEST = 0, 1, 2
"""Roles of an item in a draft."""

ENEMIES, TOPIC, DIFFICULTY, COGNITIVE = 1e8, 1e6, 1e4, 1e3
"""What breaks a rule, worst first: two enemies in a form; a topic one further off; the difficulty (all of it, and a
hundredth of that for each hundredth); a cognitive share one item off."""

STALE, DRAIN = 1.0, 0.1
"""What doesn't: an item met before (at most 1 each); a hundredth more taken from the bank than it can spare."""

BROKEN = 1e3
"""A draft that costs as much breaks a rule."""

OVERHEAD = 15_000
"""Looking for an exchange at all takes as long as weighing so many pairs."""

_HELPS = -1e-9
"""An exchange must lower the cost by more than rounding could."""


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """What a form should be. `scored_quota`, `all_quota`: items by topic, each within one.

    `least_hundredths` … `most_hundredths`: the sum of the scored items' expected chances; `least_taken` … `most_taken`:
    the same of all items, pretest too, so that those left for later forms stay as hard as they were; `least_asking`,
    `most_asking`: scored items of each kind of Cognitive.
    """

    scored_quota: Integers
    all_quota: Integers
    least_hundredths: int
    most_hundredths: int
    least_taken: int
    most_taken: int
    least_asking: Integers
    most_asking: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The items a form may be drawn from; columns of shape (items,). `stale`: 0 for never met, up to 1."""

    topic: Integers
    domain: Integers
    cognitive: Integers
    hundredths: Integers
    enemies: Booleans
    stale: Costs


def excess(counts: Integers, quota: Integers) -> Integers:
    """By how much counts are further off their quotas than one."""
    return np.asarray(np.maximum(np.abs(counts - quota) - 1, 0), dtype=np.int64)


def off_range(value: Integers, least: Integers | int, most: Integers | int) -> Integers:
    """By how much values lie outside a range."""
    return np.asarray(np.maximum(least - value, 0) + np.maximum(value - most, 0), dtype=np.int64)


class Draft:
    """A form in the making: a role for each item of the pool. Domain counts never change by an exchange."""

    def __init__(self, pool: Pool, goal: Goal, role: Integers) -> None:
        self._pool = pool
        self._goal = goal
        self.role = role.copy()

    def cost(self) -> float:
        """What is wrong with it, all together; below BROKEN it keeps all rules."""
        pool, goal = self._pool, self._goal
        chosen = self.role != OUT
        total = ENEMIES * int(pool.enemies[np.ix_(chosen, chosen)].sum()) / 2
        total += TOPIC * int(excess(self._by_topic(self.role == SCORED), goal.scored_quota).sum())
        total += TOPIC * int(excess(self._by_topic(chosen), goal.all_quota).sum())
        total += float(self._difficulty_cost(np.array(self._sum(self.role == SCORED))))
        total += float(self._drain_cost(np.array(self._sum(chosen))))
        total += COGNITIVE * int(off_range(self._asking(), goal.least_asking, goal.most_asking).sum())
        return total + STALE * float(pool.stale[chosen].sum())

    def improve(self, *, allow_staler: bool, budget: int) -> int:
        """Exchange until nothing helps or the time of so many pairs is used up; how much was used."""
        weighed = 0
        while weighed < budget:
            best, number = self._best(allow_staler)
            weighed += number
            if best is None:
                break
            first, second = best
            self.role[first], self.role[second] = self.role[second], self.role[first]
        return weighed

    def _best(self, allow_staler: bool) -> tuple[tuple[int, int] | None, int]:
        """The two items whose roles should be exchanged, if that helps; and how many pairs' time it took."""
        best, lowest, number = None, _HELPS, OVERHEAD
        conflicts = self._pool.enemies[:, self.role != OUT].sum(axis=1)
        for domain in np.unique(self._pool.domain):
            here = self._pool.domain == domain
            for one, other in ((SCORED, OUT), (PRETEST, OUT), (SCORED, PRETEST)):
                ins = np.flatnonzero(here & (self.role == one))
                outs = np.flatnonzero(here & (self.role == other))
                if not (ins.size and outs.size):
                    continue
                change = self._change(ins, outs, conflicts, scored=one == SCORED, leaves=other == OUT)
                if other == OUT and not allow_staler:
                    change[self._pool.stale[outs][None, :] > self._pool.stale[ins][:, None]] = np.inf
                at = int(change.argmin())
                number += change.size
                if change.flat[at] < lowest:
                    lowest = float(change.flat[at])
                    best = int(ins[at // outs.size]), int(outs[at % outs.size])
        return best, number

    def _change(self, ins: Integers, outs: Integers, conflicts: Integers, *, scored: bool, leaves: bool) -> Costs:
        """How the cost changes when an item of `ins` exchanges its role with one of `outs`, shape (ins, outs)."""
        pool, goal = self._pool, self._goal
        change = np.zeros((ins.size, outs.size), dtype=np.float64)
        easier = pool.hundredths[outs][None, :] - pool.hundredths[ins][:, None]
        if scored:
            before = self._sum(self.role == SCORED)
            after = before + easier
            change += self._difficulty_cost(after) - self._difficulty_cost(np.array(before))
            change += COGNITIVE * self._asking_change()[pool.cognitive[ins][:, None], pool.cognitive[outs][None, :]]
            change += TOPIC * self._topic_change(ins, outs, self.role == SCORED, goal.scored_quota)
        if leaves:
            taken = self._sum(self.role != OUT)
            change += self._drain_cost(taken + easier) - self._drain_cost(np.array(taken))
            change += TOPIC * self._topic_change(ins, outs, self.role != OUT, goal.all_quota)
            change += STALE * (pool.stale[outs][None, :] - pool.stale[ins][:, None])
            met = conflicts[outs][None, :] - conflicts[ins][:, None] - pool.enemies[np.ix_(ins, outs)]
            change += ENEMIES * met
        return change

    def _topic_change(self, ins: Integers, outs: Integers, counted: Booleans, quota: Integers) -> Costs:
        counts = self._by_topic(counted)
        now = excess(counts, quota)
        less, more = excess(counts - 1, quota) - now, excess(counts + 1, quota) - now
        one, other = self._pool.topic[ins][:, None], self._pool.topic[outs][None, :]
        return np.where(one == other, 0, less[one] + more[other])

    def _asking_change(self) -> Costs:
        """How far off the cognitive ranges go when one kind gives way to another, shape (kinds, kinds)."""
        asking, goal = self._asking(), self._goal
        kinds = np.eye(asking.size, dtype=np.int64)
        after = asking[None, None, :] - kinds[:, None, :] + kinds[None, :, :]
        off = off_range(after, goal.least_asking, goal.most_asking).sum(axis=2)
        return np.asarray(off - off_range(asking, goal.least_asking, goal.most_asking).sum(), dtype=np.float64)

    def _difficulty_cost(self, total: Integers) -> Costs:
        off = off_range(total, self._goal.least_hundredths, self._goal.most_hundredths)
        return np.asarray((off > 0) * DIFFICULTY + off * (DIFFICULTY / 100.0), dtype=np.float64)

    def _drain_cost(self, total: Integers) -> Costs:
        return np.asarray(DRAIN * off_range(total, self._goal.least_taken, self._goal.most_taken), dtype=np.float64)

    def _sum(self, counted: Booleans) -> int:
        return int(self._pool.hundredths[counted].sum())

    def _asking(self) -> Integers:
        kinds = self._goal.least_asking.size
        return np.bincount(self._pool.cognitive[self.role == SCORED], minlength=kinds).astype(np.int64)

    def _by_topic(self, counted: Booleans) -> Integers:
        topics = self._goal.all_quota.size
        return np.bincount(self._pool.topic[counted], minlength=topics).astype(np.int64)
