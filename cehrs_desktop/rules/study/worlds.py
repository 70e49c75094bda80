"""Simulated learners for measuring schedules, most of them unlike FSRS: none knows what the scheduler believes.

Times are days. Every learner has seeded dice of its own, and is strong or forgetful by the same measure in each world.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import Enum
from random import Random

import numpy as np

from cehrs_desktop.rules.study import forgetting
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.forgetting import Models
from cehrs_desktop.rules.study.memory import ParameterSet

FIRST_RATINGS = (0.26, 0.15, 0.50, 0.09)
LATER_RATINGS = (0.12, 0.80, 0.08)
"""Of those recalled: Hard, Good, Easy."""

FIRST_SECONDS = {Rating.AGAIN: 30.0, Rating.HARD: 24.0, Rating.GOOD: 20.0, Rating.EASY: 15.0}
LATER_SECONDS = {Rating.AGAIN: 16.0, Rating.HARD: 11.0, Rating.GOOD: 8.0, Rating.EASY: 5.0}


class World(Enum):
    """How memory works there."""

    FSRS = "fsrs"
    EXPONENTIAL = "exponential"
    ACT_R = "act-r"


class Strength(Enum):
    """How well the learner remembers."""

    FORGETFUL = "forgetful"
    STRONG = "strong"


class SimulatedLearner(ABC):
    """What all worlds share: dice, ratings and seconds. A card's memory is made when it is first studied.

    A first rating falls by the same chances in every world and tells something about the card; a later one on the same
    day is a success with 90 %; one after a day or more with the true recall.
    """

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)
        self._seen_on: dict[int, int] = {}
        self._first_on: dict[int, int] = {}
        self._last_was_first = False
        self._haste = self._dice.lognormvariate(0.0, 0.2)

    def study(self, card: int, day: int) -> Rating:
        """See a card or try to recall it, and remember it the better for it."""
        self._last_was_first = card not in self._seen_on
        if self._last_was_first:
            rating = Rating(self._dice.choices((1, 2, 3, 4), FIRST_RATINGS)[0])
            self._begin(card, day, rating)
        else:
            same_day = self._seen_on[card] == day
            chance = 0.9 if same_day else self.recall(card, day)
            recalled = self._dice.random() < chance
            rating = Rating(self._dice.choices((2, 3, 4), LATER_RATINGS)[0]) if recalled else Rating.AGAIN
            self._change(card, day, rating)
        self._seen_on[card] = day
        return rating

    def recall(self, card: int, day: int) -> float:
        """The true probability."""
        return self._recall(card, day) if card in self._seen_on else 0.0

    def seconds(self, card: int, rating: Rating) -> float:
        """Of the answer just given."""
        del card
        typical = (FIRST_SECONDS if self._last_was_first else LATER_SECONDS)[rating]
        return typical * self._haste * self._dice.lognormvariate(0.0, 0.25)

    @abstractmethod
    def _begin(self, card: int, day: int, rating: Rating) -> None:
        """Learn a card."""

    @abstractmethod
    def _change(self, card: int, day: int, rating: Rating) -> None:
        """What an answer does to the memory of a card."""

    @abstractmethod
    def _recall(self, card: int, day: int) -> float:
        """The true probability, of a card that was seen."""


class FsrsLearner(SimulatedLearner):
    """FSRS-6 with parameters of the learner's own, and an error of each card's own in how long it lasts and grows."""

    def __init__(self, seed: int, strength: Strength) -> None:
        super().__init__(seed)
        w = list(ParameterSet().weights)
        first, growth = (0.4, -0.5) if strength is Strength.FORGETFUL else (1.5, 0.2)
        level = first * self._dice.lognormvariate(0.0, 0.25)
        w[:4] = [each * level * self._dice.lognormvariate(0.0, 0.2) for each in w[:4]]
        w[8] += growth + self._dice.gauss(0.0, 0.2)
        for i, deviation in ((9, 0.15), (10, 0.2), (11, 0.2), (14, 0.15), (20, 0.3)):
            w[i] *= self._dice.lognormvariate(0.0, deviation)
        self._models = Models(np.array(w), np.array(1.0))
        self._memory: dict[int, tuple[float, float]] = {}
        self._ease: dict[int, float] = {}

    def _begin(self, card: int, day: int, rating: Rating) -> None:
        self._ease[card] = self._dice.lognormvariate(0.0, 0.4)
        s = float(forgetting.first_stability(self._models, rating)) * self._ease[card]
        self._memory[card] = s, float(forgetting.first_difficulty(self._models, rating))

    def _change(self, card: int, day: int, rating: Rating) -> None:
        s, d = self._memory[card]
        if self._seen_on[card] == day:
            after = float(forgetting.after_repeat(self._models, s, rating=rating))
        elif rating is Rating.AGAIN:
            after = float(forgetting.after_lapse(self._models, s, d, self._recall(card, day)))
        else:
            exact = float(forgetting.after_pass(self._models, s, d, self._recall(card, day), rating=rating))
            after = s + (exact - s) * self._ease[card]
        self._memory[card] = after, float(forgetting.next_difficulty(self._models, d, rating))

    def _recall(self, card: int, day: int) -> float:
        return float(forgetting.recall(self._models, self._memory[card][0], day - self._seen_on[card]))


class ExponentialLearner(SimulatedLearner):
    """Half-lives: recall is 2^(−t/h); a success multiplies h, whenever it comes, a miss divides it (Settles 2016)."""

    def __init__(self, seed: int, strength: Strength) -> None:
        super().__init__(seed)
        first, growth = (1.2, 1.8) if strength is Strength.FORGETFUL else (4.0, 3.0)
        self._first = first * self._dice.lognormvariate(0.0, 0.25)
        self._growth = 1 + (growth - 1) * self._dice.lognormvariate(0.0, 0.15)
        self._half_life: dict[int, float] = {}

    def _begin(self, card: int, day: int, rating: Rating) -> None:
        usual = self._first * (0.4, 0.7, 1.2, 2.5)[rating - 1]
        self._half_life[card] = usual * self._dice.lognormvariate(0.0, 0.4)

    def _change(self, card: int, day: int, rating: Rating) -> None:
        factor = 0.6 if rating is Rating.AGAIN else self._growth
        if self._seen_on[card] == day:
            factor = factor**0.2
        self._half_life[card] = max(self._half_life[card] * factor, 0.2)

    def _recall(self, card: int, day: int) -> float:
        return float(0.5 ** ((day - self._seen_on[card]) / self._half_life[card]))


class ActRLearner(SimulatedLearner):
    """Activation m = ln Σ t_i^−d_i of all times a card was met; recall = 1/(1 + e^((τ − m)/s)).

    The decay of a trace follows the activation it met, d_i = c·e^m + a: crammed traces fade sooner (Pavlik and Anderson
    2005). Time outside study passes at 1/40 of its pace; a miss shows the answer and leaves a trace all the same.
    """

    _SECONDS_A_DAY = 86400 / 40
    _SECONDS_APART = 300.0
    _NOISE = 0.35

    def __init__(self, seed: int, strength: Strength) -> None:
        super().__init__(seed)
        decay, threshold = (0.19, -1.35) if strength is Strength.FORGETFUL else (0.15, -1.45)
        self._decay = decay * self._dice.lognormvariate(0.0, 0.1)
        self._threshold = threshold + self._dice.gauss(0.0, 0.1)
        self._scale = 0.25 * self._dice.lognormvariate(0.0, 0.1)
        self._traces: dict[int, list[tuple[int, float]]] = {}
        self._ease: dict[int, float] = {}

    def _begin(self, card: int, day: int, rating: Rating) -> None:
        self._ease[card] = self._dice.gauss((-0.15, -0.05, 0.05, 0.2)[rating - 1], 0.15)
        self._traces[card] = [(day, self._decay)]

    def _change(self, card: int, day: int, rating: Rating) -> None:
        decay = self._scale * math.exp(self._activation(card, day)) + self._decay
        self._traces[card].append((day, decay))

    def _activation(self, card: int, day: int) -> float:
        return math.log(
            sum(
                max((day - met) * self._SECONDS_A_DAY, self._SECONDS_APART) ** -decay
                for met, decay in self._traces[card]
            )
        )

    def _recall(self, card: int, day: int) -> float:
        above = self._activation(card, day) + self._ease[card] - self._threshold
        return 1 / (1 + math.exp(-above / self._NOISE))


def learner(world: World, strength: Strength, *, seed: int) -> SimulatedLearner:
    """A learner of one kind; the same seed makes the same learner."""
    kinds: dict[World, Callable[[int, Strength], SimulatedLearner]] = {
        World.FSRS: FsrsLearner,
        World.EXPONENTIAL: ExponentialLearner,
        World.ACT_R: ActRLearner,
    }
    return kinds[world](seed, strength)
