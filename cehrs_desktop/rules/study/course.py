"""Ways of choosing a course's cards: in due order, plain or by domain weight, and by what is worth most on exam day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.beliefs import Beliefs
from cehrs_desktop.rules.study.cards import Card, Rating
from cehrs_desktop.rules.study.day import Ranking
from cehrs_desktop.rules.study.deck import Deck
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.ensemble import ensemble_around
from cehrs_desktop.rules.study.exam_day import Plan, outlook
from cehrs_desktop.rules.study.exam_order import Layouts, time_left
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.seconds_seen import SecondsSeen
from cehrs_desktop.rules.study.settings import StudySettings

Weights = Mapping[DomainNumber, float]

DAYS_BETWEEN_REHEARSALS = 3
"""Other prices are tried that often; on the days between, yesterday's are nearly right."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How one day's cards are chosen: by due date or (with a ranking) by worth; at most so many new ones."""

    new_cards: int
    weights: Weights
    ranking: Ranking | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What a course starts from: the unseen deck, exam day (the first day is 0), seconds a day, exam weights."""

    deck: Deck
    exam: StudyDay
    seconds_per_day: float
    weights: Weights


class Course(Protocol):
    """A course that has begun. Due dates are FSRS's, for the retention of each domain."""

    @property
    def retention(self) -> Weights:
        """Desired retention by domain."""

    def morning(self, deck: Deck, day: StudyDay) -> Choice:
        """How this day's cards are to be chosen."""

    def answered(self, row: int, rating: Rating, *, before: Card, day: StudyDay, seconds: float) -> None:
        """Take notice of an answer; `before` is the card before it."""


class Policy(Protocol):
    """A way of choosing cards, before it has met a deck."""

    def begin(self, setup: Setup) -> Course:
        """Start a course."""


@dataclass(frozen=True, slots=True)
class DueOrder:
    """A course in the order of due dates."""

    retention: Weights
    choice: Choice

    def morning(self, deck: Deck, day: StudyDay) -> Choice:
        """The same every day."""
        del deck, day
        return self.choice

    def answered(self, row: int, rating: Rating, *, before: Card, day: StudyDay, seconds: float) -> None:
        """Due order knows the cards' due dates only."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Due order with one desired retention for all, as in Anki; new cards from all domains by their number of cards."""

    retention: float = 0.9
    new_per_day: int = 20

    def begin(self, setup: Setup) -> Course:
        """Start a course."""
        cards = {d: float(np.count_nonzero(setup.deck.domain == d)) for d in DomainNumber}
        return DueOrder(dict.fromkeys(DomainNumber, self.retention), Choice(self.new_per_day, cards))


@dataclass(frozen=True, slots=True)
class Weighted:
    """The daily review's: due order with desired retention and new cards by exam weight."""

    settings: StudySettings = field(default_factory=StudySettings)

    def begin(self, setup: Setup) -> Course:
        """Start a course."""
        chosen = self.settings
        retention = retention_by_domain(setup.weights, base=chosen.base_retention, beta=chosen.bias.value)
        return DueOrder(retention, Choice(chosen.most_new(by_worth=False), setup.weights))


@dataclass(frozen=True, slots=True)
class ExamDay:
    """By worth on exam day; as many new cards as are worth it."""

    def begin(self, setup: Setup) -> Course:
        """Start a course."""
        return ExamDayCourse(setup)


class ExamDayCourse:
    """A course by worth on exam day. Prices and grids are kept from day to day."""

    def __init__(self, setup: Setup) -> None:
        self.retention: Weights = retention_by_domain(setup.weights, base=0.9, beta=0.5)
        self._setup = setup
        ensemble = ensemble_around(ParameterSet())
        self._beliefs = Beliefs(ensemble, len(setup.deck))
        self._layouts = Layouts(ensemble)
        self._seconds = SecondsSeen()
        self._answers: Counter[DomainNumber] = Counter()
        self._plan: Plan | None = None

    def morning(self, deck: Deck, day: StudyDay) -> Choice:
        """Rank all cards by what they are worth today."""
        setup = self._setup
        ahead = Ahead(day, setup.exam, setup.seconds_per_day, setup.weights)
        beliefs = self._layouts.beliefs(self._beliefs.heard(), self._seconds)
        left = time_left(ahead, self._seconds, self._answers)
        today = outlook(deck, beliefs, left, before=self._plan, search=day % DAYS_BETWEEN_REHEARSALS == 0)
        self._plan = today.plan
        return Choice(len(deck), setup.weights, today.ranking)

    def answered(self, row: int, rating: Rating, *, before: Card, day: StudyDay, seconds: float) -> None:
        """Learn from an answer: memory, seconds, and how first ratings fall."""
        elapsed = None if before.last_day is None else day - before.last_day
        self._beliefs.answered(row, rating, elapsed=elapsed)
        self._answers[before.domain] += 1
        self._seconds.add(row, rating, elapsed=elapsed, seconds=seconds)
