"""Desired retention by domain weight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from tests.builders import the_blueprint

WEIGHTS = {domain.number: float(domain.weight) for domain in the_blueprint().domains}
BETA_TABLE = (
    # β, retention of domains 1 to 5 at a base of 0.90 (design.md: Clinical Operations .919, Reporting .864)
    (0.0, (0.9000, 0.9000, 0.9000, 0.9000, 0.9000)),
    (0.5, (0.9142, 0.9193, 0.8863, 0.8863, 0.8642)),
    (1.0, (0.9265, 0.9351, 0.8710, 0.8710, 0.8182)),
)


@pytest.mark.parametrize(("beta", "expected"), BETA_TABLE)
def test_weights_move_the_base_retention_by_these_amounts(beta: float, expected: tuple[float, ...]) -> None:
    retention = retention_by_domain(WEIGHTS, base=0.9, beta=beta)
    assert [retention[domain] for domain in DomainNumber] == pytest.approx(list(expected), abs=5e-5)


@given(
    base=st.floats(0.5, 0.995),
    beta=st.floats(0, 3),
    weights=st.lists(st.floats(0.5, 100), min_size=5, max_size=5),
)
def test_retention_stays_between_70_and_98_percent_and_follows_the_weights(
    base: float, beta: float, weights: list[float]
) -> None:
    by_domain = dict(zip(DomainNumber, weights, strict=True))
    retention = retention_by_domain(by_domain, base=base, beta=beta)
    assert all(0.70 <= each <= 0.98 for each in retention.values())
    in_order = sorted(DomainNumber, key=by_domain.__getitem__)
    values = [retention[domain] for domain in in_order]
    assert values == sorted(values)


def test_clamping_happens_at_both_ends() -> None:
    assert retention_by_domain(WEIGHTS, base=0.97, beta=1.0)[DomainNumber.CLINICAL_OPERATIONS] == 0.98
    assert retention_by_domain(WEIGHTS, base=0.80, beta=1.0)[DomainNumber.REPORTING] == 0.70
