"""Simulated learners of three worlds."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.worlds import FIRST_RATINGS, SimulatedLearner, Strength, World, learner

KINDS = [(world, strength) for world in World for strength in Strength]


def _mean_recall(one: SimulatedLearner, days: int, *, cards: int = 200) -> float:
    return sum(one.recall(card, days) for card in range(cards)) / cards


def _met_once(world: World, strength: Strength, *, seed: int = 1) -> SimulatedLearner:
    one = learner(world, strength, seed=seed)
    for card in range(200):
        one.study(card, 0)
    return one


@pytest.mark.parametrize(("world", "strength"), KINDS)
def test_a_card_never_seen_is_not_known_and_one_that_was_fades(world: World, strength: Strength) -> None:
    one = _met_once(world, strength)
    assert one.recall(999, 3) == 0.0
    recalls = [_mean_recall(one, day) for day in (1, 3, 10, 40)]
    assert recalls == sorted(recalls, reverse=True)
    assert 0.3 < recalls[0] < 0.99
    assert recalls[3] < 0.8 * recalls[0]


@pytest.mark.parametrize("world", list(World))
def test_the_strong_remember_more_than_the_forgetful(world: World) -> None:
    for days in (2, 15):
        weak, strong = (_mean_recall(_met_once(world, strength), days) for strength in Strength)
        assert strong > weak + 0.03


@pytest.mark.parametrize(("world", "strength"), KINDS)
def test_reviews_make_memories_last(world: World, strength: Strength) -> None:
    once, often = _met_once(world, strength), _met_once(world, strength)
    for day in (2, 5, 9):
        for card in range(200):
            often.study(card, day)
    assert _mean_recall(often, 20) > _mean_recall(once, 20) + 0.04


@pytest.mark.parametrize(("world", "strength"), KINDS)
def test_the_same_seed_is_the_same_learner(world: World, strength: Strength) -> None:
    def life(seed: int) -> list[float]:
        one = learner(world, strength, seed=seed)
        answers = [one.study(card, day) for day in (0, 0, 1, 4) for card in range(10)]
        return [*map(float, answers), one.seconds(9, answers[-1]), *(one.recall(card, 9) for card in range(10))]

    assert life(3) == life(3)
    assert life(3) != life(4)


@pytest.mark.parametrize(("world", "strength"), KINDS)
def test_recall_and_time_look_without_changing(world: World, strength: Strength) -> None:
    one = _met_once(world, strength)
    assert [one.recall(5, 7) for _ in range(3)] == [one.recall(5, 7)] * 3


def test_answers_are_the_recall_that_is_told() -> None:
    """Over many cards: the share of misses is the mean of what `recall` gave."""
    one = learner(World.EXPONENTIAL, Strength.STRONG, seed=2)
    for card in range(1500):
        one.study(card, 0)
    expected = _mean_recall(one, 3, cards=1500)
    recalled = sum(one.study(card, 3) is not Rating.AGAIN for card in range(1500)) / 1500
    assert recalled == pytest.approx(expected, abs=0.04)


def test_first_ratings_fall_alike_everywhere_and_tell_about_the_card() -> None:
    for world in World:
        one = learner(world, Strength.STRONG, seed=8)
        ratings = [one.study(card, 0) for card in range(1500)]
        for rating, share in zip(Rating, FIRST_RATINGS, strict=True):
            assert ratings.count(rating) / 1500 == pytest.approx(share, abs=0.04)
        again, easy = (
            [one.recall(card, 4) for card, given in enumerate(ratings) if given is rating]
            for rating in (Rating.AGAIN, Rating.EASY)
        )
        assert sum(easy) / len(easy) > sum(again) / len(again) + 0.05


def test_a_first_sight_and_a_miss_take_longest() -> None:
    one = learner(World.FSRS, Strength.STRONG, seed=1)
    one.study(1, 0)
    first = sum(one.seconds(1, Rating.GOOD) for _ in range(50))
    one.study(1, 3)
    passed, missed = (sum(one.seconds(1, rating) for _ in range(50)) for rating in (Rating.GOOD, Rating.AGAIN))
    assert passed < missed < first
