"""Questions answered one by one with feedback after each: what is shown of one, and what a set came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cehrs_desktop.rules.content import FlashcardId, Item, ItemId, ItemVersion, OptionId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.responses import Response
from cehrs_desktop.rules.exam.sitting import Sitting

LONGEST_QUESTION_SECONDS = 300.0
"""A question that took longer, its reasons included, counts as this long: the learner was called away."""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as it comes into view, the `number`th of `total`. `options` are in the order of this sitting."""

    position: int
    number: int
    total: int
    version: ItemVersion
    options: tuple[OptionId, ...]
    topic: str
    flagged: bool

    @property
    def item(self) -> Item:
        """Its text, options and reasons."""
        return self.version.item


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """What a set came to: right and meant, right by a guess, missed; `review` are the flashcards worth seeing again."""

    right: int
    guessed: int
    missed: int
    seconds: float
    review: tuple[FlashcardId, ...]

    @property
    def answered(self) -> int:
        """Questions answered."""
        return self.right + self.guessed + self.missed


def summary_of(responses: Iterable[Response], teaches: Mapping[ItemId, Sequence[FlashcardId]]) -> QuestionSummary:
    """Sum up a set; cards of questions missed although sure come first, those of lucky guesses last."""
    answered = list(responses)
    guessed = [each for each in answered if each.correct and each.counts_as_missed]
    missed = [each for each in answered if not each.correct]
    missed.sort(key=lambda each: each.confidence is not Confidence.SURE)
    again = [card for each in (*missed, *guessed) for card in teaches.get(each.item, ())]
    return QuestionSummary(
        right=len(answered) - len(guessed) - len(missed),
        guessed=len(guessed),
        missed=len(missed),
        seconds=sum(each.seconds for each in answered),
        review=tuple(dict.fromkeys(again)),
    )


def answered_part(sitting: Sitting) -> Sitting | None:
    """The sitting cut after its last answered question, as if no more had been asked; None if none was answered.

    Questions with feedback are answered in order, so those without an answer are at the end.
    """
    count = len(sitting.choices)
    if not count:
        return None
    form = replace(sitting.form, items=sitting.form.items[:count], parts=(count,))
    return replace(sitting, form=form, seconds=sitting.seconds[:count])
