"""How many items of each topic a form takes: its quota, or one off so that later forms can be made too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.bank import Bank
from cehrs_desktop.rules.exam.blueprint import Makeup


@dataclass(frozen=True, slots=True)
class TopicQuotas:
    """Items of each topic, by position in the bank's `topics`: those that count, and all of a form."""

    scored: tuple[int, ...]
    all: tuple[int, ...]


def topic_quotas(bank: Bank, makeup: Makeup) -> TopicQuotas:
    """A domain's items divided by the shares of its topics, by largest remainder."""
    scored, whole = [0] * len(bank.topics), [0] * len(bank.topics)
    for domain in DomainNumber:
        topics = bank.topics_of(domain)
        if not topics:
            continue
        shares = [bank.topics[topic].share for topic in topics]
        of_scored = makeup.scored[domain - 1]
        of_all = of_scored + makeup.pretest[domain - 1]
        for topic, some, all_ in zip(
            topics, largest_remainder(shares, of_scored), largest_remainder(shares, of_all), strict=True
        ):
            scored[topic], whole[topic] = some, all_
    return TopicQuotas(tuple(scored), tuple(whole))


def counts_with_a_view_ahead(quotas: Sequence[int], fresh: Sequence[int], *, forms: int) -> list[int]:
    """How many items each topic of a domain gives to the next form.

    `fresh`: items not met yet; `forms`: how many forms the fresh items suffice for, this one included. A topic too
    poor to give its quota to all of them gives one less now, and the richest gives one more; so every form stays
    within one of its quotas, where drawing by quota alone would leave the last one without.
    """
    spare = [have - forms * quota for have, quota in zip(fresh, quotas, strict=True)]
    counts = list(quotas)
    poor = sorted((topic for topic, left in enumerate(spare) if left < 0 and quotas[topic]), key=lambda t: spare[t])
    rich = sorted((topic for topic, left in enumerate(spare) if left > 0), key=lambda t: -spare[t])
    for less, more in zip(poor, rich, strict=False):
        counts[less] -= 1
        counts[more] += 1
    return counts
