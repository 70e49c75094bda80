"""A whole course, day by day, for any way of choosing cards and any learner, by the daily review's own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any, Protocol

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.course import Choice, Course, Policy, Setup
from cehrs_desktop.rules.study.day import Today, next_card
from cehrs_desktop.rules.study.deck import NO_DAY, NO_GROUP, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.pace import Effort, pace
from cehrs_desktop.rules.study.scheduling import outcome
from cehrs_desktop.rules.study.settings import StudySettings

_DAY_SECONDS = 24 * 3600
_NOON = 12 * 3600


class Learner(Protocol):
    """Somebody who studies. Cards are positions in `domains`, days count from 0; ratings are 1 to 4 as in `fsrs`."""

    def study(self, card: int, day: int, /) -> Any:
        """See or recall the card and change one's own memory; returns the rating, an IntEnum or number."""

    def recall(self, card: int, day: int, /) -> float:
        """The true probability of recall, 0 for a card never seen. Changes nothing."""

    def seconds(self, card: int, rating: Any, /) -> float:
        """How long the answer just given took; `rating` is what `study` returned."""


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """What a course came to: recall (0 to 1) on exam day, cards never seen included; minutes really used.

    By-domain mappings have the domains that have cards. `reviews_by_domain` counts all answers.
    """

    weighted_recall: float
    recall_by_domain: dict[int, float]
    minutes: float
    cards_seen: int
    reviews_by_domain: dict[int, int]


def simulate(
    policy: Policy,
    learner: Learner,
    domains: Sequence[int],
    *,
    weights: Mapping[DomainNumber, float],
    days: int,
    minutes_per_day: float,
    seed: int,
) -> SimulationResult:
    """Study on days 0 … `days` − 1, recall judged on day `days`. `seed` shuffles the order new cards come in."""
    classroom = _Classroom(
        policy, learner, domains, weights=weights, days=days, seconds=minutes_per_day * 60, seed=seed
    )
    for day in range(days):
        classroom.study(StudyDay(day))
    return classroom.result()


class _Classroom:
    """The state of one simulated course."""

    def __init__(
        self,
        policy: Policy,
        learner: Learner,
        domains: Sequence[int],
        *,
        weights: Mapping[DomainNumber, float],
        days: int,
        seconds: float,
        seed: int,
    ) -> None:
        self._learner, self._domains, self._exam, self._budget = learner, domains, StudyDay(days), seconds
        self._weights = weights
        self._settings, self._parameters = StudySettings(), ParameterSet()
        order = list(range(len(domains)))
        Random(seed).shuffle(order)
        self._cards = {n: Card(id=CardId(n + 1), domain=DomainNumber(domains[n])) for n in order}
        self._deck = _unseen_deck(list(self._cards.values()))
        self._course: Course = policy.begin(Setup(self._deck, self._exam, seconds, weights))
        self._effort = Effort()
        self._answers: Counter[int] = Counter()

    def study(self, day: StudyDay) -> None:
        """One study day: cards until the time is used up or none is left."""
        choice = self._course.morning(self._deck, day)
        done = Effort()
        while True:
            today = self._facts(choice, day, done)
            chosen = next_card(self._deck, today, ranking=choice.ranking)
            if chosen is None:
                return
            done += self._answer(chosen - 1, day, now=today.now)

    def _facts(self, choice: Choice, day: StudyDay, done: Effort) -> Today:
        return Today(
            day=day,
            now=day * _DAY_SECONDS + _NOON + done.seconds,
            seconds_left=self._budget - done.seconds,
            new_left=choice.new_cards - done.new,
            pace=pace(self._effort),
            weights=choice.weights,
            reviews_done=done.reviews,
            new_done=done.new,
        )

    def _answer(self, number: int, day: StudyDay, *, now: float) -> Effort:
        before = self._cards[number]
        answer = self._learner.study(number, int(day))
        seconds = float(self._learner.seconds(number, answer))
        rating = Rating(int(answer))
        result = outcome(
            before,
            rating,
            day,
            retention=self._course.retention[before.domain],
            parameters=self._parameters,
            settings=self._settings,
        )
        after = result.rated_at(datetime.fromtimestamp(now + seconds, tz=UTC))
        self._cards[number] = after
        self._deck = self._deck.with_card(after)
        self._course.answered(self._deck.row(after.id), rating, before=before, day=day, seconds=seconds)
        self._answers[before.domain] += 1
        if before.state is CardState.NEW:
            effort = Effort(new=1, new_seconds=seconds)
        else:
            effort = Effort(reviews=1, review_seconds=seconds)
        self._effort += effort
        return effort

    def result(self) -> SimulationResult:
        """Recall on exam day."""
        known: dict[int, list[float]] = {int(d): [] for d in sorted(set(self._domains))}
        for number, domain in enumerate(self._domains):
            known[int(domain)].append(float(self._learner.recall(number, int(self._exam))))
        by_domain = {domain: float(np.mean(recalls)) for domain, recalls in known.items()}
        weights = {domain: self._weights[DomainNumber(domain)] for domain in by_domain}
        whole = sum(weights.values())
        return SimulationResult(
            weighted_recall=sum(weights[d] / whole * by_domain[d] for d in by_domain),
            recall_by_domain=by_domain,
            minutes=self._effort.seconds / 60,
            cards_seen=self._effort.new,
            reviews_by_domain={domain: self._answers[domain] for domain in by_domain},
        )


def _unseen_deck(cards: Sequence[Card]) -> Deck:
    count = len(cards)
    return Deck(
        id=np.array([card.id for card in cards], dtype=np.int64),
        domain=np.array([card.domain for card in cards], dtype=np.int8),
        state=np.full(count, CardState.NEW, dtype=np.int8),
        due_day=np.full(count, NO_DAY, dtype=np.int32),
        due_at=np.full(count, np.nan),
        last_day=np.full(count, NO_DAY, dtype=np.int32),
        buried_day=np.full(count, NO_DAY, dtype=np.int32),
        stability=np.full(count, np.nan),
        group=np.full(count, NO_GROUP, dtype=np.int32),
        core=np.zeros(count, dtype=np.bool_),
        suspended=np.zeros(count, dtype=np.bool_),
    )
