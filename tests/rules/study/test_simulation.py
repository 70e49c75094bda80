"""A whole course for any learner and any way of choosing cards."""

from __future__ import annotations

from collections import Counter

import fsrs
import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.course import (
    Choice,
    ExamDay,
    Plain,
    Policy,
    Setup,
    Weighted,
)
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.simulation import SimulationResult, simulate
from cehrs_desktop.rules.study.worlds import Strength, World, learner
from tests.builders import a_deck, the_blueprint

WEIGHTS = {domain.number: float(domain.weight) for domain in the_blueprint().domains}
DOMAINS = [d for d, cards in zip((1, 2, 3, 4, 5), (56, 64, 30, 30, 20), strict=True) for _ in range(cards)]
EQUAL = [d for d in range(1, 6) for _ in range(40)]


class Diary:
    """A learner who writes down what happened and always answers the same."""

    def __init__(self, rating: fsrs.Rating | Rating | int = fsrs.Rating.Good, *, seconds: float = 10.0) -> None:
        self.rating, self._seconds = rating, seconds
        self.shown: list[tuple[int, int]] = []
        self.timed: list[object] = []

    def study(self, card: int, day: int) -> object:
        self.shown.append((card, day))
        return self.rating

    def recall(self, card: int, day: int) -> float:
        return float(day == 10 and any(card == each for each, _ in self.shown))

    def seconds(self, card: int, rating: object) -> float:
        self.timed.append(rating)
        return self._seconds


def _course(
    way: Policy, one: Diary | None = None, *, domains: list[int] = DOMAINS, minutes: float = 5, seed: int = 1
) -> tuple[SimulationResult, Diary]:
    diary = one or Diary()
    result = simulate(way, diary, domains, weights=WEIGHTS, days=10, minutes_per_day=minutes, seed=seed)
    return result, diary


POLICIES = [Plain(), Weighted(), ExamDay()]


@pytest.mark.parametrize("way", POLICIES)
def test_study_is_on_the_days_before_the_exam_within_the_minutes(way: Policy) -> None:
    result, diary = _course(way, Diary(seconds=20.0))
    by_day = Counter(day for _, day in diary.shown)
    assert set(by_day) <= set(range(10))
    assert max(by_day.values()) <= 5 * 60 / 20
    assert result.minutes == pytest.approx(len(diary.shown) * 20 / 60)
    assert sum(result.reviews_by_domain.values()) == len(diary.shown)
    assert result.cards_seen == len({card for card, _ in diary.shown})


def test_recall_is_judged_on_exam_day_unseen_cards_included_and_weighed_by_domain() -> None:
    result, diary = _course(Plain(new_per_day=3))
    seen = Counter(DOMAINS[card] for card in {card for card, _ in diary.shown})
    for domain, recall in result.recall_by_domain.items():
        assert recall == pytest.approx(seen[domain] / DOMAINS.count(domain))
    mean = sum(WEIGHTS[DomainNumber(d)] * recall for d, recall in result.recall_by_domain.items()) / 100
    assert result.weighted_recall == pytest.approx(mean)


def test_a_deck_without_some_domains_is_weighed_over_those_it_has() -> None:
    result, _ = _course(ExamDay(), domains=[2] * 10 + [5] * 10, minutes=60)
    assert set(result.recall_by_domain) == set(result.reviews_by_domain) == {2, 5}
    assert result.weighted_recall == 1.0


@pytest.mark.parametrize("rating", [fsrs.Rating.Hard, Rating.EASY, 3])
def test_a_learner_may_answer_with_any_number_and_gets_its_own_back(rating: fsrs.Rating | Rating | int) -> None:
    _, diary = _course(Plain(), Diary(rating))
    assert all(timed is rating for timed in diary.timed)


@pytest.mark.parametrize("way", POLICIES)
def test_the_same_seed_gives_the_same_course_and_another_another_order(way: Policy) -> None:
    def once(seed: int) -> SimulationResult:
        one = learner(World.ACT_R, Strength.FORGETFUL, seed=5)
        return simulate(way, one, DOMAINS[::4], weights=WEIGHTS, days=6, minutes_per_day=2, seed=seed)

    assert once(1) == once(1)
    orders = [_course(way, minutes=1, seed=seed)[1].shown for seed in (1, 2)]
    assert orders[0] != orders[1]


def test_plain_keeps_to_its_new_cards_a_day_and_asks_more_for_a_higher_retention() -> None:
    _, diary = _course(Plain(new_per_day=3), minutes=60)
    first = dict(reversed(diary.shown))
    assert set(Counter(first.values()).values()) == {3}
    answers = [len(_course(Plain(retention, 5), minutes=60)[1].shown) for retention in (0.8, 0.97)]
    assert answers[1] > answers[0]


def test_a_missed_card_comes_again_on_the_same_day() -> None:
    _, diary = _course(Plain(new_per_day=2), Diary(fsrs.Rating.Again), minutes=2)
    assert max(Counter(diary.shown).values()) > 1


def test_exam_day_brings_a_card_back_when_it_is_worth_it_not_when_it_is_due() -> None:
    _, diary = _course(ExamDay(), Diary(fsrs.Rating.Easy), domains=EQUAL[:40], minutes=20)
    days = [day for card, day in diary.shown if card == diary.shown[0][0]]
    assert len(days) > 1  # FSRS would have it back only after the exam


@pytest.mark.no_cover  # many rounds of what is counted elsewhere
@pytest.mark.parametrize("world", list(World))
def test_when_time_is_short_exam_day_beats_due_order_or_keeps_up(
    world: World,
) -> None:
    recalls = []
    for way in (Plain(), ExamDay()):
        results = [
            simulate(way, one, DOMAINS, weights=WEIGHTS, days=15, minutes_per_day=4, seed=seed).weighted_recall
            for seed in range(2)
            for one in [learner(world, Strength.STRONG, seed=seed)]
        ]
        recalls.append(sum(results) / len(results))
    assert recalls[1] > recalls[0] - (0.02 if world is World.EXPONENTIAL else 0.0)


def test_clinical_operations_comes_up_more_often_than_reporting() -> None:
    one = learner(World.FSRS, Strength.FORGETFUL, seed=2)
    result = simulate(ExamDay(), one, EQUAL, weights=WEIGHTS, days=20, minutes_per_day=4, seed=2)
    assert result.reviews_by_domain[2] > 1.2 * result.reviews_by_domain[5]
    assert min(result.recall_by_domain.values()) > 0.1


def test_due_order_learns_nothing_on_the_way() -> None:
    course = Plain(new_per_day=7).begin(_setup())
    assert course.morning(_setup().deck, _setup().exam) == Choice(7, dict.fromkeys(DomainNumber, 0.0))


def _setup() -> Setup:
    return Setup(a_deck([]), StudyDay(3), 60.0, WEIGHTS)
