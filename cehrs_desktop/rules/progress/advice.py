"""What would raise the chance to pass most per hour: a domain with its weakest topic, or a full mock for pacing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.progress.ability import Belief
from cehrs_desktop.rules.progress.answers import DOMAINS
from cehrs_desktop.rules.progress.forecast import TypicalForm, forecast

HOURS_FOR_ALL = 60.0
"""An hour teaches this part of all that is asked; what was known before is no gain. Only the order depends on it."""

PACING_GAIN = 0.5
"""A full mock under the clock saves this part of the items that were not reached in the last one."""

PRIOR_ANSWERS = 8.0
"""A topic's share counts its domain's share as so many answers, so that three wrong ones don't make it the weakest."""


class Help(StrEnum):
    """What an hour is spent on."""

    DOMAIN = "domain"
    MOCK = "mock"


@dataclass(frozen=True, slots=True)
class MockPace:
    """The last full mock: items not answered when it ended, and the hours one takes."""

    unanswered: int
    hours: float


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """A topic's answers, and its `part` of all that the exam asks of its domain (0 to 1)."""

    topic: TopicId
    domain: DomainNumber
    right: float
    answered: float
    part: float

    def share(self, of_domain: float) -> float:
        """Its share of right answers, drawn towards its domain's while there are few."""
        return (self.right + PRIOR_ANSWERS * of_domain) / (self.answered + PRIOR_ANSWERS)


@dataclass(frozen=True, slots=True)
class Advice:
    """An hour spent so raises the chance by `gain`. `topic` is the one to begin with in a domain."""

    kind: Help
    gain: float
    domain: DomainNumber | None = None
    topic: TopicId | None = None


def best_hour(
    belief: Belief, form: TypicalForm, *, topics: Sequence[TopicStanding] = (), pace: MockPace | None = None
) -> tuple[Advice, ...]:
    """What an hour would bring, best first: each domain, and a mock when the last one ended before its items did."""
    base = forecast(belief, form)
    found = []
    for domain in DomainNumber:
        raised = forecast(_after_an_hour(belief, form, domain - 1), form).chance
        topic = _weakest(topics, domain)
        found.append(Advice(Help.DOMAIN, max(raised - base.chance, 0.0), domain, topic))
    if pace is not None and pace.unanswered > 0:
        saved = PACING_GAIN * pace.unanswered * base.expected / form.items
        easier = replace(form, cut=max(form.cut - round(saved), 1))
        found.append(Advice(Help.MOCK, max(forecast(belief, easier).chance - base.chance, 0.0) / pace.hours))
    return tuple(sorted(found, key=lambda advice: -advice.gain))


def _after_an_hour(belief: Belief, form: TypicalForm, domain: int) -> Belief:
    """An hour teaches items / HOURS_FOR_ALL of them, of which the part not known before is gained."""
    chance = 1.0 / (1.0 + np.exp(form.b[form.domain == domain] - belief.mean[domain]))
    gained = form.items / HOURS_FOR_ALL * float((1.0 - chance).mean())
    slope = float((chance * (1.0 - chance)).sum())
    mean = belief.mean.copy()
    mean[domain] += gained / slope
    return Belief(belief.day, mean, belief.covariance)


def weakest_first(topics: Sequence[TopicStanding]) -> tuple[TopicStanding, ...]:
    """The topics that were answered, by their shrunk share of right answers, the weakest first."""
    shares = _domain_shares(topics)
    answered = [topic for topic in topics if topic.answered]
    return tuple(sorted(answered, key=lambda topic: (topic.share(shares[topic.domain]), topic.topic)))


def _weakest(topics: Sequence[TopicStanding], domain: DomainNumber) -> TopicId | None:
    here = weakest_first([topic for topic in topics if topic.domain == domain])
    return here[0].topic if here else None


def _domain_shares(topics: Sequence[TopicStanding]) -> dict[DomainNumber, float]:
    shares = {}
    for domain in list(DomainNumber)[:DOMAINS]:
        answered = sum(topic.answered for topic in topics if topic.domain == domain)
        right = sum(topic.right for topic in topics if topic.domain == domain)
        shares[domain] = right / answered if answered else 0.5
    return shares
