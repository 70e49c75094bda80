"""How long the learner takes for a card: their own seconds, with a prior while there are few."""

from __future__ import annotations

from dataclasses import dataclass

PRIOR_NEW_SECONDS = 25.0
PRIOR_REVIEW_SECONDS = 12.0
PRIOR_WEIGHT = 20
"""The prior counts as much as this many answers."""

REPEATS_OF_A_NEW_CARD = 0.6
"""Expected further showings of a new card on its first day: those first missed come back after minutes."""

LONGEST_ANSWER_SECONDS = 120.0
"""An answer that took longer counts as this long: the learner was called away."""

PACE_DAYS = 30
"""Study days that the learner's pace is taken from."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done in some stretch of study: answers and their seconds, new cards and others apart."""

    new: int = 0
    new_seconds: float = 0.0
    reviews: int = 0
    review_seconds: float = 0.0

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            new=self.new + other.new,
            new_seconds=self.new_seconds + other.new_seconds,
            reviews=self.reviews + other.reviews,
            review_seconds=self.review_seconds + other.review_seconds,
        )

    def __sub__(self, other: Effort) -> Effort:
        return self + Effort(-other.new, -other.new_seconds, -other.reviews, -other.review_seconds)

    @property
    def answers(self) -> int:
        """Ratings given."""
        return self.new + self.reviews

    @property
    def seconds(self) -> float:
        """Seconds spent on them."""
        return self.new_seconds + self.review_seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """Expected seconds for the first sight of a card and for any later answer."""

    new: float = PRIOR_NEW_SECONDS
    review: float = PRIOR_REVIEW_SECONDS

    @property
    def new_with_repeats(self) -> float:
        """Seconds a new card costs on its first day, its repeats included."""
        return self.new + REPEATS_OF_A_NEW_CARD * self.review


def pace(effort: Effort) -> Pace:
    """The learner's mean seconds per answer, shrunk towards the priors while there is little to go by."""
    return Pace(
        new=(PRIOR_WEIGHT * PRIOR_NEW_SECONDS + effort.new_seconds) / (PRIOR_WEIGHT + effort.new),
        review=(PRIOR_WEIGHT * PRIOR_REVIEW_SECONDS + effort.review_seconds) / (PRIOR_WEIGHT + effort.reviews),
    )
