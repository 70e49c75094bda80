"""What each rating would do to a card: all four results at once; the buttons show them and the chosen one is applied.

`fsrs` decides stability, difficulty and steps. Two things are ours: days are the learner's study days, handed to
`fsrs` as noons in UTC because it counts whole 24-hour periods; and intervals are spread with seeded dice, because
its own fuzz is unseeded and overshoots its bounds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import fsrs

from cehrs_desktop.rules.study.cards import Card, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, noon_utc
from cehrs_desktop.rules.study.memory import ParameterSet, interval, recall
from cehrs_desktop.rules.study.settings import StudySettings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating does, and when the card comes back: in whole days, or (in steps) after a delay.

    `card` is the card after it; in steps its `due_at` is known only once the rating is given: see `rated_at`. Its
    `due_day` is FSRS's, while `days` end on exam day at the latest, so that nothing is overdue once that is past.
    """

    rating: Rating
    card: Card
    days: int | None
    delay: timedelta | None

    def rated_at(self, moment: datetime) -> Card:
        """The card after this rating was given at `moment`: the delay of a step runs from then."""
        if self.delay is None:
            return self.card
        return replace(self.card, due_at=moment.astimezone(UTC) + self.delay)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All four results for one card on one study day, and what was believed when they were worked out.

    `predicted_recall` is None for a card never seen.
    """

    before: Card
    day: StudyDay
    desired_retention: float
    predicted_recall: float | None
    again: Outcome
    hard: Outcome
    good: Outcome
    easy: Outcome

    def __getitem__(self, rating: Rating) -> Outcome:
        return (self.again, self.hard, self.good, self.easy)[rating - 1]


def outcomes(
    card: Card,
    day: StudyDay,
    *,
    retention: float,
    parameters: ParameterSet,
    settings: StudySettings,
    exam: StudyDay | None = None,
) -> Outcomes:
    """The four results of rating `card` on study day `day`; `retention` is the desired one of the card's domain."""
    again, hard, good, easy = (
        _by_exam(outcome(card, rating, day, retention=retention, parameters=parameters, settings=settings), day, exam)
        for rating in Rating
    )
    return Outcomes(
        before=card,
        day=day,
        desired_retention=retention,
        predicted_recall=predicted_recall(card, day, decay=parameters.decay),
        again=again,
        hard=hard,
        good=good,
        easy=easy,
    )


def due_by(due: StudyDay | None, day: StudyDay, *, exam: StudyDay | None) -> StudyDay | None:
    """When a card is due as seen on `day`: while the exam is ahead, on its day at the latest."""
    if due is None or exam is None or exam <= day:
        return due
    return min(due, exam)


def _by_exam(result: Outcome, day: StudyDay, exam: StudyDay | None) -> Outcome:
    due = due_by(result.card.due_day, day, exam=exam)
    return result if due is None else replace(result, days=due - day)


def outcome(
    card: Card,
    rating: Rating,
    day: StudyDay,
    *,
    retention: float,
    parameters: ParameterSet,
    settings: StudySettings,
) -> Outcome:
    """One of the four results, where the rating is known already."""
    scheduler = _scheduler(
        parameters,
        retention,
        settings.learning_steps,
        settings.relearning_steps,
        settings.maximum_interval,
    )
    return _outcome(card, rating, day, scheduler=scheduler, retention=retention, decay=parameters.decay)


def predicted_recall(card: Card, day: StudyDay, *, decay: float) -> float | None:
    """Probability that the card is recalled on `day`; None for a card never seen."""
    if card.stability is None or card.last_day is None:
        return None
    return float(recall(card.stability, day - card.last_day, decay=decay))


def spread(days: float, dice: float, *, maximum: int) -> int:
    """Whole days near `days`, so that cards learned together don't stay together.

    `dice` is in [0, 1). Monotone in `days` for the same dice: the width grows more slowly than the interval, and from
    nothing (widths as in Anki's fuzz: 15 % of the part between 2.5 and 7 days, 10 % up to 20, 5 % beyond).
    """
    width = 0.15 * _part(days, 2.5, 7) + 0.10 * _part(days, 7, 20) + 0.05 * max(days - 20, 0)
    return min(max(round(days + (2 * dice - 1) * width), 1), maximum)


def _part(days: float, start: float, end: float) -> float:
    return max(min(days, end) - start, 0.0)


@lru_cache(maxsize=64)
def _scheduler(
    parameters: ParameterSet,
    retention: float,
    learning_steps: tuple[int, ...],
    relearning_steps: tuple[int, ...],
    maximum_interval: int,
) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=parameters.weights,
        desired_retention=retention,
        learning_steps=[timedelta(minutes=step) for step in learning_steps],
        relearning_steps=[timedelta(minutes=step) for step in relearning_steps],
        maximum_interval=maximum_interval,
        enable_fuzzing=False,
    )


def _outcome(
    card: Card,
    rating: Rating,
    day: StudyDay,
    *,
    scheduler: fsrs.Scheduler,
    retention: float,
    decay: float,
) -> Outcome:
    noon = noon_utc(day)
    after, _ = scheduler.review_card(_for_fsrs(card, day), fsrs.Rating(rating), noon)
    assert after.stability is not None
    assert after.difficulty is not None
    lapsed = card.state is CardState.REVIEW and rating is Rating.AGAIN
    rated = replace(
        card,
        state=CardState(after.state),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due_day=None,
        due_at=None,
        last_day=day,
        reviews=card.reviews + 1,
        lapses=card.lapses + lapsed,
    )
    if rated.state is not CardState.REVIEW:
        return Outcome(rating, rated, days=None, delay=after.due - noon)
    exact = interval(after.stability, retention, decay=decay)
    dice = random.Random(f"{card.id}/{card.reviews}").random()
    days = spread(exact, dice, maximum=scheduler.maximum_interval)
    return Outcome(rating, replace(rated, due_day=StudyDay(day + days)), days=days, delay=None)


def _for_fsrs(card: Card, day: StudyDay) -> fsrs.Card:
    new = card.state is CardState.NEW
    last = None if card.last_day is None else noon_utc(min(card.last_day, day))  # a clock set back is no time passed
    return fsrs.Card(
        card_id=card.id,  # WORKAROUND: without an id fsrs.Card() sleeps 1 ms
        state=fsrs.State.Learning if new else fsrs.State(card.state),
        step=0 if new else card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=noon_utc(day),
        last_review=last,
    )
