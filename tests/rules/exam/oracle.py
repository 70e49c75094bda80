"""The best form a bank allows, by mixed-integer programming: what assembly by exchanges is held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.assembly import TOLERANCE
from cehrs_desktop.rules.exam.bank import Bank
from cehrs_desktop.rules.exam.blueprint import Blueprint, Makeup
from cehrs_desktop.rules.exam.topic_counts import topic_quotas

Row = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Programme:
    """One variable an item for being scored, one for being on trial, and one for how far the difficulty is off."""

    bank: Bank
    makeup: Makeup
    blueprint: Blueprint

    def least_deviation(self, *, cognitive: bool) -> float | None:
        """How far the scored items' mean must be off the target at least, in hundredths; None if no form can be."""
        n = len(self.bank)
        rows, low, high = self._domains_topics_enemies()
        scored = np.hstack([np.ones(n), np.zeros(n), 0.0])
        if cognitive:
            ranges = self.blueprint.cognitive
            for kind, (least, most) in enumerate((ranges.recall, ranges.application, ranges.analysis)):
                total = sum(self.makeup.scored)
                rows.append(scored * np.hstack([self.bank.cognitive == kind, np.zeros(n), 0.0]))
                low.append(np.ceil(round(total * least, 6)))
                high.append(np.floor(round(total * most, 6)))
        target = 100 * self.blueprint.target_expected * sum(self.makeup.scored)
        chances = np.hstack([self.bank.hundredths, np.zeros(n), 0.0]).astype(np.float64)
        for sign in (1.0, -1.0):
            row = chances * sign
            row[-1] = -1.0
            rows.append(row)
            low.append(-np.inf)
            high.append(sign * target)
        found = milp(
            np.hstack([np.zeros(2 * n), 1.0]),
            constraints=LinearConstraint(np.array(rows), np.array(low), np.array(high)),
            integrality=np.hstack([np.ones(2 * n), 0]),
            bounds=Bounds(0, np.hstack([np.ones(2 * n), np.inf])),
        )
        return None if found.x is None else float(found.fun) / sum(self.makeup.scored)

    def _domains_topics_enemies(self) -> tuple[list[Row], list[float], list[float]]:
        bank, n = self.bank, len(self.bank)
        rows: list[Row] = []
        low: list[float] = []
        high: list[float] = []

        def add(scored: Row, pretest: Row, least: float, most: float) -> None:
            rows.append(np.hstack([scored, pretest, 0.0]).astype(np.float64))
            low.append(least)
            high.append(most)

        none = np.zeros(n)
        for row in range(n):
            one = np.eye(n)[row]
            add(one, one, 0, 1)
            for other in np.flatnonzero(bank.enemies[row]):
                add(one + np.eye(n)[other], one + np.eye(n)[other], 0, 1)
        for domain in DomainNumber:
            here = bank.domain == domain
            add(here, none, self.makeup.scored[domain - 1], self.makeup.scored[domain - 1])
            add(none, here, self.makeup.pretest[domain - 1], self.makeup.pretest[domain - 1])
        quotas = topic_quotas(bank, self.makeup)
        for topic in range(len(bank.topics)):
            here = bank.topic == topic
            add(here, none, quotas.scored[topic] - 1, quotas.scored[topic] + 1)
            add(here, here, quotas.all[topic] - 1, quotas.all[topic] + 1)
        return rows, low, high


def allows(bank: Bank, makeup: Makeup, blueprint: Blueprint) -> bool:
    """Whether a form can be made that keeps every rule."""
    least = Programme(bank, makeup, blueprint).least_deviation(cognitive=True)
    return least is not None and least <= 100 * TOLERANCE + 1e-9
