"""How well each domain's cards should be remembered: the exam's weights move a base retention up or down."""

from __future__ import annotations

from collections.abc import Mapping

from cehrs_desktop.rules.content import DomainNumber

LEAST_RETENTION = 0.70
GREATEST_RETENTION = 0.98


def retention_by_domain(
    weights: Mapping[DomainNumber, float], *, base: float, beta: float
) -> dict[DomainNumber, float]:
    """Desired retention (probability of recall at the due date) of each domain.

    odds(r_d) = odds(base) · (w_d / mean weight)^β, clamped to 0.70–0.98 (design.md, Scheduling, point 2).
    β = 0 gives every domain the base retention.
    """
    mean = sum(weights.values()) / len(weights)
    base_odds = base / (1 - base)
    retention = {}
    for domain, weight in weights.items():
        odds = base_odds * (weight / mean) ** beta
        retention[domain] = min(max(odds / (1 + odds), LEAST_RETENTION), GREATEST_RETENTION)
    return retention
