"""How long it takes to assemble a mock from 2,000 items, also of a bank that makes it hard."""

from __future__ import annotations

from time import perf_counter

from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.assembly import assemble
from cehrs_desktop.rules.exam.bank import Bank, Met
from cehrs_desktop.rules.study.learner_day import StudyDay
from tests.benchmarks.figures import Figure
from tests.rules.exam.banks import BLUEPRINT, QUOTAS, bank_in_quota

MOST_MILLISECONDS = 500.0


def measured(*, runs: int) -> list[Figure]:
    """Milliseconds of `runs` assemblies a figure."""
    quotas = [quota * 3 + 10 for quota in QUOTAS]
    easy = bank_in_quota(quotas, mean=0.75)
    met = {item.id: Met(1, StudyDay(row % 60)) for row, item in enumerate(easy.items)}
    return [
        _figure("a mock from 2,000 items", bank_in_quota(quotas), {}, runs),
        _figure("a mock from 2,000 items that are too easy", easy, {}, runs),
        _figure("a mock from 2,000 items that are too easy and were all met", easy, met, runs),
    ]


def _figure(name: str, bank: Bank, history: dict[ItemId, Met], runs: int) -> Figure:
    times = []
    for seed in range(runs):
        start = perf_counter()
        assemble(bank, BLUEPRINT.mock, BLUEPRINT, seed=seed, history=history)
        times.append(1000.0 * (perf_counter() - start))
    return Figure(name, times, "ms", MOST_MILLISECONDS, "p95")
