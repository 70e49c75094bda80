"""Ours against `fsrs` itself: memory to 1e-9, steps and due dates exactly, over random histories."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import fsrs
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of
from cehrs_desktop.rules.study.memory import ParameterSet, interval
from cehrs_desktop.rules.study.scheduling import outcomes, spread
from cehrs_desktop.rules.study.settings import StudySettings

TRANSITIONS = 10_000
FIRST_DAY = day_of(date(2026, 11, 2))
QUICK_FORGETTER = (
    *(0.1, 0.8, 1.6, 5.0, 7.1, 0.9, 2.5, 0.02, 1.5, 0.25, 0.7, 1.8, 0.1, 0.35, 1.9, 0.4, 2.4, 0.7, 0.2, 0.1, 0.35),
)
WITHOUT_SAME_DAY_MEMORY = (
    *(0.4, 1.2, 3.2, 15.7, 7.2, 0.54, 1.74, 0.01, 1.53, 0.15, 1.0, 1.94, 0.1, 0.29, 2.3, 0.2, 2.99, 0.0, 0.0, 0.0, 0.5),
)


@dataclass(frozen=True)
class Case:
    weights: tuple[float, ...] = ParameterSet().weights
    retention: float = 0.9
    learning_steps: tuple[int, ...] = (10,)
    relearning_steps: tuple[int, ...] = (10,)
    maximum_interval: int = 365

    def of_fsrs(self) -> fsrs.Scheduler:
        return fsrs.Scheduler(
            parameters=self.weights,
            desired_retention=self.retention,
            learning_steps=[timedelta(minutes=step) for step in self.learning_steps],
            relearning_steps=[timedelta(minutes=step) for step in self.relearning_steps],
            maximum_interval=self.maximum_interval,
            enable_fuzzing=False,
        )

    def of_ours(self) -> StudySettings:
        return StudySettings(
            learning_steps=self.learning_steps,
            relearning_steps=self.relearning_steps,
            maximum_interval=self.maximum_interval,
        )


CASES = (
    Case(),
    Case(retention=0.8644, learning_steps=(), relearning_steps=()),
    Case(retention=0.97, learning_steps=(1, 10), relearning_steps=(5, 30)),
    Case(QUICK_FORGETTER, 0.8, (5, 30, 120), (), 3650),
    Case(QUICK_FORGETTER, 0.9189, (1, 10), (10,), 60),
    Case(WITHOUT_SAME_DAY_MEMORY, 0.7, (), (1, 2, 3, 4), 1000),
)


def _noon(day: StudyDay) -> datetime:
    return datetime.combine(date.fromordinal(day + date(1970, 1, 1).toordinal()), time(12), tzinfo=UTC)


@pytest.mark.no_cover  # many rounds of what is counted elsewhere
@pytest.mark.no_cover
def test_ten_thousand_random_transitions_agree_with_fsrs() -> None:
    dice = random.Random(20261102)
    transitions = 0
    states_met: set[CardState] = set()
    while transitions < TRANSITIONS:
        case = dice.choice(CASES)
        ours = Card(id=CardId(transitions + 1), domain=DomainNumber.REPORTING)
        theirs = fsrs.Card(card_id=ours.id)
        day = FIRST_DAY
        for _ in range(dice.randint(1, 25)):
            if dice.random() < 0.05:
                case = dice.choice(CASES)  # the learner may change the settings between two reviews
            states_met.add(ours.state)
            rating = dice.choice(list(Rating))
            ours, theirs = _both_after(case, ours, theirs, rating, day)
            transitions += 1
            day = StudyDay(day + dice.choice((0, 0, 1, dice.randint(0, 30), dice.randint(0, 400))))
    assert states_met == set(CardState)


def _both_after(case: Case, ours: Card, theirs: fsrs.Card, rating: Rating, day: StudyDay) -> tuple[Card, fsrs.Card]:
    parameters = ParameterSet(weights=case.weights)
    shown = outcomes(ours, day, retention=case.retention, parameters=parameters, settings=case.of_ours())
    outcome = shown[rating]
    after, _ = case.of_fsrs().review_card(theirs, fsrs.Rating(rating), _noon(day))
    card = outcome.card
    assert after.stability is not None
    assert card.stability == pytest.approx(after.stability, rel=1e-9, abs=1e-9)
    assert card.difficulty == pytest.approx(after.difficulty, rel=1e-9, abs=1e-9)
    assert (card.state, card.step) == (CardState(after.state), after.step)
    to_wait = after.due - _noon(day)
    if outcome.days is None:
        assert outcome.delay == to_wait
    else:
        exact = interval(after.stability, case.retention, decay=parameters.decay)
        assert timedelta(days=spread(exact, 0.5, maximum=case.maximum_interval)) == to_wait
        assert card.due_day == day + outcome.days
    return card, after
