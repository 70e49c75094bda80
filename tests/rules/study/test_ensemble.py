"""What is believed of a learner's memory, and how answers change it."""

from __future__ import annotations

import numpy as np
import pytest

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.ensemble import Beliefs, ensemble_around
from cehrs_desktop.rules.study.forgetting import NEAR_EXPONENTIAL, recall
from cehrs_desktop.rules.study.memory import ParameterSet

ENSEMBLE = ensemble_around(ParameterSet())


def _answers(rating: Rating, *, elapsed: int, cards: int = 40) -> Beliefs:
    beliefs = Beliefs(ENSEMBLE, cards)
    for card in range(cards):
        beliefs.answered(card, Rating.GOOD, elapsed=None)
        beliefs.answered(card, rating, elapsed=elapsed)
    return beliefs


def _expected_recall(beliefs: Beliefs, *, days: int) -> float:
    """Of a card once rated Good."""
    return sum(w * float(recall(beliefs.models.only(m), beliefs.models.w[2, m], days)) for m, w in beliefs.spokesmen())


def test_before_any_answer_fsrs_speaks_loudest_but_not_alone() -> None:
    spokesmen = Beliefs(ENSEMBLE, 1).spokesmen()
    assert sum(weight for _, weight in spokesmen) == pytest.approx(1.0)
    decays = {float(ENSEMBLE.models.w[20, model]): weight for model, weight in spokesmen}
    assert len(decays) == 3
    assert max(decays, key=lambda decay: decays[decay]) == ParameterSet().weights[20]
    assert NEAR_EXPONENTIAL in decays


def test_who_forgets_is_believed_to_forget_and_who_remembers_to_remember() -> None:
    neutral = _expected_recall(Beliefs(ENSEMBLE, 1), days=10)
    forgetful = _expected_recall(_answers(Rating.AGAIN, elapsed=3), days=10)
    strong = _expected_recall(_answers(Rating.GOOD, elapsed=14), days=10)
    assert forgetful < neutral - 0.2
    assert strong > neutral


def test_a_second_answer_on_one_day_says_nothing_about_forgetting() -> None:
    beliefs = Beliefs(ENSEMBLE, 1)
    before = beliefs.spokesmen()
    beliefs.answered(0, Rating.AGAIN, elapsed=None)
    beliefs.answered(0, Rating.GOOD, elapsed=0)
    assert beliefs.spokesmen() == before


def test_only_the_card_answered_changes() -> None:
    beliefs = Beliefs(ENSEMBLE, 3)
    beliefs.answered(1, Rating.HARD, elapsed=None)
    assert np.isnan(beliefs.stability[[0, 2]]).all()
    assert beliefs.stability[1] == pytest.approx(ENSEMBLE.models.w[1])
    beliefs.answered(1, Rating.EASY, elapsed=5)
    assert (beliefs.stability[1] > ENSEMBLE.models.w[1]).all()


def test_a_curve_the_answers_speak_against_is_no_longer_heard() -> None:
    beliefs = Beliefs(ENSEMBLE, 400)
    for card in range(400):  # half is lost in a day, nearly nothing more in two months
        beliefs.answered(card, Rating.GOOD, elapsed=None)
        beliefs.answered(card, Rating.AGAIN if card % 2 else Rating.GOOD, elapsed=1 if card < 200 else 60)
    decays = [float(ENSEMBLE.models.w[20, model]) for model, _ in beliefs.spokesmen()]
    assert NEAR_EXPONENTIAL not in decays
