"""Whole simulated courses over the program's own blueprint: which way of choosing cards gets how far with a learner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cehrs_desktop import paths
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study import simulation
from cehrs_desktop.rules.study.course import ExamDay, Plain, Policy, Weighted
from cehrs_desktop.rules.study.simulation import Learner, SimulationResult

__all__ = ["POLICIES", "Learner", "SimulationResult", "domains_in_proportion", "policy", "simulate"]

POLICIES = "plain", "weighted", "exam-day"


def policy(name: str, *, retention: float = 0.9, new_per_day: int = 20) -> Policy:
    """A way of choosing cards by its name, one of POLICIES; retention and pace are those of "plain".

    Raises ValueError for an unknown name.
    """
    if name == "plain":
        return Plain(retention=retention, new_per_day=new_per_day)
    if name == "weighted":
        return Weighted()
    if name == "exam-day":
        return ExamDay()
    raise ValueError(f"There is no policy {name!r}; there are {', '.join(POLICIES)}.")


def simulate(
    policy: Policy,
    learner: Learner,
    domains: Sequence[int],
    *,
    days: int,
    minutes_per_day: float,
    seed: int,
) -> SimulationResult:
    """A whole course under the exam's weights; `domains` has the domain number, 1 to 5, of each card.

    Study on days 0 … `days` − 1, recall judged on day `days`, unseen cards included. `seed` shuffles new cards.
    """
    return simulation.simulate(
        policy,
        learner,
        domains,
        weights=_weights(),
        days=days,
        minutes_per_day=minutes_per_day,
        seed=seed,
    )


def domains_in_proportion(cards: int) -> list[int]:
    """The domain of each of so many cards, divided as the exam's items are."""
    weights = [round(weight) for weight in _weights().values()]
    numbers = [int(number) for number in _weights()]
    parts = zip(numbers, largest_remainder(weights, cards), strict=True)
    return [number for number, part in parts for _ in range(part)]


@lru_cache(maxsize=1)
def _weights() -> dict[DomainNumber, float]:
    blueprint = read_blueprint(paths.resources_dir() / "blueprint.toml")
    return blueprint.weights
