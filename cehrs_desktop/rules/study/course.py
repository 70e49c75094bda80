"""Ways of choosing a course's cards: in due order, plain or by domain weight, and by what is worth most on exam day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardState, Rating
from cehrs_desktop.rules.study.day import Ranking
from cehrs_desktop.rules.study.deck import Deck
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.ensemble import Beliefs, ensemble_around
from cehrs_desktop.rules.study.exam_day import PRICES_AT_FIRST, Belief, TimeLeft, outlook
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.programme import LONGEST_HORIZON, FirstSight, Motion, motion
from cehrs_desktop.rules.study.settings import StudySettings

Weights = Mapping[DomainNumber, float]

DAYS_BETWEEN_REHEARSALS = 3
"""Other prices are tried that often; on the days between, yesterday's are nearly right."""

_SECONDS_STEP = 0.2
"""Seconds are rounded to steps of e^0.2, so that the grid isn't laid out anew for every answer."""

_PRIOR_SECONDS = 30.0, 9.0, 26.0
"""Of a day on which a card is first seen, passed, or missed; the same day's repeats included."""

_PRIOR_FIRST_RATINGS = np.array([0.26, 0.15, 0.50, 0.09])
_PRIOR_WEIGHT = 15.0
"""Priors on first ratings and on seconds count as much as this many cards."""


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
        return DueOrder(retention, Choice(chosen.new_per_day, setup.weights))


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
        self._beliefs = Beliefs(ensemble_around(ParameterSet()), len(setup.deck))
        self._seconds = _SecondsSeen()
        self._first_ratings = _PRIOR_FIRST_RATINGS * _PRIOR_WEIGHT
        self._motions: dict[tuple[int, float, float], Motion] = {}
        self._candidates = PRICES_AT_FIRST

    def morning(self, deck: Deck, day: StudyDay) -> Choice:
        """Rank all cards by what they are worth today."""
        ratings = self._first_ratings / self._first_ratings.sum()
        left = TimeLeft(
            today=day,
            days=min(self._setup.exam - day, LONGEST_HORIZON),
            seconds_per_day=self._setup.seconds_per_day,
            weights=self._setup.weights,
            first=FirstSight(ratings, self._seconds.means[0]),
        )
        today = outlook(deck, self._believed(), left, candidates=self._candidates)
        self._candidates = today.prices.around() if day % DAYS_BETWEEN_REHEARSALS == 0 else [today.prices]
        return Choice(len(deck), self._setup.weights, today.ranking)

    def answered(self, row: int, rating: Rating, *, before: Card, day: StudyDay, seconds: float) -> None:
        """Learn from an answer: memory, seconds, and how first ratings fall."""
        elapsed = None if before.last_day is None else day - before.last_day
        self._beliefs.answered(row, rating, elapsed=elapsed)
        self._seconds.add(row, rating, elapsed=elapsed, seconds=seconds)
        if before.state is CardState.NEW:
            self._first_ratings[rating - 1] += 1

    def _believed(self) -> list[Belief]:
        passed, lapsed = _rounded(self._seconds.means[1]), _rounded(self._seconds.means[2])
        believed = []
        for model, weight in self._beliefs.spokesmen():
            key = model, passed, lapsed
            if key not in self._motions:
                self._motions[key] = motion(self._beliefs.models.only(model), passed=passed, lapsed=lapsed)
            columns = self._beliefs.stability[:, model], self._beliefs.difficulty[:, model]
            believed.append(Belief(weight, self._motions[key], *columns))
        return believed


class _SecondsSeen:
    """What a card took on one day, its repeats included, by how that day began for it."""

    def __init__(self) -> None:
        self._sums = np.array(_PRIOR_SECONDS) * _PRIOR_WEIGHT
        self._counts = np.full(3, _PRIOR_WEIGHT)
        self._kind_today: dict[int, int] = {}

    def add(self, row: int, rating: Rating, *, elapsed: int | None, seconds: float) -> None:
        """Count an answer."""
        if elapsed != 0:
            kind = 0 if elapsed is None else 1 + (rating is Rating.AGAIN)
            self._kind_today[row] = kind
            self._counts[kind] += 1
        self._sums[self._kind_today[row]] += seconds

    @property
    def means(self) -> tuple[float, float, float]:
        """Seconds of a day on which a card was first seen, passed, or missed; shrunk towards the priors."""
        first, passed, lapsed = (self._sums / self._counts).tolist()
        return first, passed, lapsed


def _rounded(seconds: float) -> float:
    return float(np.exp(round(np.log(seconds) / _SECONDS_STEP) * _SECONDS_STEP))
