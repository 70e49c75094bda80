"""What is believed of a learner's memory, and how answers change it: one by one, or a whole log at once."""

from __future__ import annotations

import random

import numpy as np
import pytest

from cehrs_desktop.rules.study.beliefs import Beliefs, Heard
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.ensemble import CURVES, ensemble_around
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.rules.study.replay import MOST_EVIDENCE, replay
from cehrs_desktop.rules.study.review_log import ReviewLog
from cehrs_desktop.rules.study.seconds_seen import SecondsSeen

ENSEMBLE = ensemble_around(ParameterSet())
NAMES = [group.curve for group in ENSEMBLE]


def _answers(rating: Rating, *, elapsed: int, cards: int = 40) -> Beliefs:
    beliefs = Beliefs(ENSEMBLE, cards)
    for card in range(cards):
        beliefs.answered(card, Rating.GOOD, elapsed=None)
        beliefs.answered(card, rating, elapsed=elapsed)
    return beliefs


def _weights(heard: list[Heard]) -> dict[str, float]:
    return {NAMES[each.who.group]: each.who.weight for each in heard}


def _expected_recall(beliefs: Beliefs, *, days: int) -> float:
    """Of a card once rated Good."""
    expected = 0.0
    for each in beliefs.heard():
        model = ENSEMBLE[each.who.group].models.only(each.who.model)
        expected += each.who.weight * float(model.recall(*model.first(Rating.GOOD), days))
    return expected


def test_before_any_answer_fsrs_speaks_loudest_but_not_alone() -> None:
    weights = _weights(Beliefs(ENSEMBLE, 1).heard())
    assert sum(weights.values()) == pytest.approx(1.0)
    assert set(weights) == set(CURVES)
    assert max(weights, key=lambda curve: weights[curve]) == "fsrs"


def test_who_forgets_is_believed_to_forget_and_who_remembers_to_remember() -> None:
    neutral = _expected_recall(Beliefs(ENSEMBLE, 1), days=10)
    forgetful = _expected_recall(_answers(Rating.AGAIN, elapsed=3), days=10)
    strong = _expected_recall(_answers(Rating.GOOD, elapsed=14), days=10)
    assert forgetful < neutral - 0.2
    assert strong > neutral


def test_a_second_answer_on_one_day_says_nothing_about_forgetting() -> None:
    beliefs = Beliefs(ENSEMBLE, 1)
    before = _weights(beliefs.heard())
    beliefs.answered(0, Rating.AGAIN, elapsed=None)
    beliefs.answered(0, Rating.GOOD, elapsed=0)
    assert _weights(beliefs.heard()) == before


def test_only_the_card_answered_changes() -> None:
    beliefs = Beliefs(ENSEMBLE, 3)
    beliefs.answered(1, Rating.HARD, elapsed=None)
    for group, (stability, difficulty) in zip(ENSEMBLE, beliefs.memories, strict=True):
        assert np.isnan(stability[[0, 2]]).all()
        assert np.isnan(difficulty[[0, 2]]).all()
        assert stability[1] == pytest.approx(group.models.first(Rating.HARD)[0])


def test_a_curve_the_answers_speak_against_is_no_longer_heard() -> None:
    beliefs = Beliefs(ENSEMBLE, 400)
    for card in range(400):  # half is lost in a day, nearly nothing more in two months
        beliefs.answered(card, Rating.GOOD, elapsed=None)
        beliefs.answered(card, Rating.AGAIN if card % 2 else Rating.GOOD, elapsed=1 if card < 200 else 60)
    assert "exponential" not in _weights(beliefs.heard())


# --- a whole log at once ---


def _log(rows: list[tuple[int, int, int, float]]) -> ReviewLog:
    card, day, rating, seconds = (list(column) for column in zip(*rows, strict=True))
    return ReviewLog(np.array(card), np.array(day), np.array(rating), np.array(seconds))


def _random_log(cards: int, answers: int, *, days: int = 40) -> ReviewLog:
    dice = random.Random(cards)
    ratings = (1, 2, 3, 4)
    return _log(
        [
            (dice.randrange(cards), i * days // answers, dice.choices(ratings, (2, 1, 6, 1))[0], dice.uniform(3, 20))
            for i in range(answers)
        ]
    )


def _assert_same(some: list[Heard], others: list[Heard]) -> None:
    for one, other in zip(some, others, strict=True):
        assert (one.who.group, one.who.model) == (other.who.group, other.who.model)
        assert one.who.weight == pytest.approx(other.who.weight)
        assert one.stability == pytest.approx(other.stability, nan_ok=True)
        assert one.difficulty == pytest.approx(other.difficulty, nan_ok=True)


def test_a_replayed_log_comes_to_the_same_as_its_answers_one_by_one() -> None:
    log = _random_log(30, 400)
    beliefs, seconds, last = Beliefs(ENSEMBLE, 30), SecondsSeen(), dict[int, int]()
    columns = (log.card.tolist(), log.day.tolist(), log.rating.tolist(), log.seconds.tolist())
    for card, day, number, took in zip(*columns, strict=True):
        elapsed, rating = (day - last[card] if card in last else None), Rating(number)
        beliefs.answered(card, rating, elapsed=elapsed)
        seconds.add(card, rating, elapsed=elapsed, seconds=took)
        last[card] = day
    _assert_same(replay(ENSEMBLE, log, cards=30), beliefs.heard())
    at_once = SecondsSeen()
    at_once.add_log(log)
    assert (at_once.passed, at_once.lapsed) == pytest.approx((seconds.passed, seconds.lapsed))
    assert at_once.first_sight.seconds == pytest.approx(seconds.first_sight.seconds)
    assert at_once.first_sight.ratings == pytest.approx(seconds.first_sight.ratings)


def test_of_a_long_log_the_cards_answered_last_are_the_evidence_but_every_card_is_known() -> None:
    cards, each, old = 2600, 9, 600
    rows = [(card, 3 * turn, 1 if turn else 3, 8.0) for turn in range(each) for card in range(old)]
    rows += [(card, 100 + 3 * turn, 3, 8.0) for turn in range(each) for card in range(old, cards)]
    log = _log(rows)
    assert len(log) > MOST_EVIDENCE
    heard = replay(ENSEMBLE, log, cards=cards)
    assert all(np.isfinite(each.stability).all() for each in heard)
    recent = replay(ENSEMBLE, log.only(log.card >= old), cards=cards)
    assert heard[0].who.model == recent[0].who.model


def test_a_log_knows_how_long_ago_each_card_was_last_answered() -> None:
    log = _log([(7, 1, 3, 8.0), (9, 1, 3, 8.0), (7, 1, 3, 8.0), (7, 5, 3, 8.0), (9, 0, 3, 8.0)])
    assert log.turn.tolist() == [0, 0, 1, 2, 1]
    assert log.elapsed.tolist() == [-1, -1, 0, 4, 0]  # the last: a clock was set back
    rows = log.of_rows(np.array([9, 5]))
    assert (rows.card.tolist(), rows.day.tolist()) == ([0, 0], [1, 0])
    assert len(log.of_rows(np.array([], dtype=np.int64))) == 0


def test_an_empty_log_leaves_what_is_believed_of_everybody() -> None:
    none = _random_log(1, 1).only(np.zeros(1, dtype=np.bool_))
    heard = replay(ENSEMBLE, none, cards=3)
    assert _weights(heard) == _weights(Beliefs(ENSEMBLE, 3).heard())
    assert all(np.isnan(each.stability).all() for each in heard)
    seconds = SecondsSeen()
    seconds.add_log(none)
    assert seconds.first_sight.seconds == 30.0
