"""Readiness: silent until there is enough, right as often as it says, and pointing to what helps most."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from statistics import fmean

import numpy as np
import pytest

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.ability import at_first, followed, later
from cehrs_desktop.rules.progress.advice import Help, MockPace, TopicStanding, weakest_first
from cehrs_desktop.rules.progress.answers import Answers, GivenAnswer, as_columns
from cehrs_desktop.rules.progress.forecast import Forecast, TypicalForm, forecast, typical_form
from cehrs_desktop.rules.progress.readiness import FRESH_ENOUGH, Facts, Outlook, Readiness, readiness
from cehrs_desktop.rules.study.learner_day import StudyDay
from tests.builders import the_blueprint
from tests.rules.progress.learners import FIRST_DAY, SimulatedLearner, simulated

LEARNERS = 2_000
TODAY = StudyDay(20_060)


@cache
def form() -> TypicalForm:
    return typical_form(the_blueprint())


def answers(right_share: float, count: int = 200, *, last: int = TODAY, met: int = 0, days: int = 20) -> Answers:
    """So many answers over the days up to one, in the exam's proportions, this share of them right."""
    domains = [1] * 28 + [2] * 32 + [3] * 15 + [4] * 15 + [5] * 10
    spread = [domains[(n * 37) % 100] for n in range(count)]
    return as_columns(
        GivenAnswer(
            day=StudyDay(last - days + 1 + n * days // count),
            domain=DomainNumber(domain),
            expected=70,
            correct=int((n + 1) * right_share) > int(n * right_share),
            times_met=met,
        )
        for n, domain in enumerate(spread)
    )


def facts(given: Answers, *, exam_in: int | None = 30, **others: object) -> Facts:
    return replace(
        Facts(
            answers=given,
            form=form(),
            scale=the_blueprint().scale,
            today=TODAY,
            first_day=StudyDay(20_000),
            exam_day=None if exam_in is None else StudyDay(TODAY + exam_in),
        ),
        **others,  # type: ignore[arg-type]
    )


# Over two thousand learners whose abilities move


@cache
def foretold() -> list[tuple[SimulatedLearner, Forecast]]:
    """What was foretold of each learner with enough answers, and what became of them."""
    found: list[tuple[SimulatedLearner, Forecast]] = []
    seed = 0
    while len(found) < LEARNERS:
        learner = simulated(form(), seed=seed)
        seed += 1
        if learner.mocks or learner.answers.fresh >= FRESH_ENOUGH:
            belief = followed(learner.answers, first_day=FIRST_DAY)[-1]
            found.append((learner, forecast(later(belief, learner.exam_day), form())))
    return found


@pytest.mark.no_cover  # what takes long is counted by the tests of one learner
def test_the_chance_to_pass_is_right_as_often_as_it_says() -> None:
    chances = np.array([seen.chance for _, seen in foretold()])
    passed = np.array([learner.raw >= form().cut for learner, _ in foretold()])
    bins = np.minimum((chances * 10).astype(int), 9)
    error = sum(
        np.mean(bins == b) * abs(chances[bins == b].mean() - passed[bins == b].mean()) for b in range(10) if b in bins
    )
    assert 0.3 < passed.mean() < 0.7
    assert error <= 0.05


@pytest.mark.no_cover
def test_the_band_holds_nine_true_scores_in_ten() -> None:
    held = fmean(seen.band.low <= learner.true_score <= seen.band.high for learner, seen in foretold())
    in_domains = fmean(
        band.low <= true <= band.high
        for learner, seen in foretold()
        for band, true in zip(seen.bands, learner.true_by_domain, strict=True)
    )
    assert 0.87 <= held <= 0.93
    assert 0.87 <= in_domains <= 0.93


# One learner


def test_there_is_no_word_and_no_number_before_there_is_enough() -> None:
    little = readiness(facts(answers(0.9, FRESH_ENOUGH - 1)))
    assert (little.now, little.on_exam_day, little.past, little.advice) == (None, None, (), ())
    assert little.fresh_missing == 1
    assert readiness(facts(answers(0.9, FRESH_ENOUGH))).now is not None
    assert readiness(facts(answers(0.9, 130), mock_days=(TODAY,))).fresh_missing == 0


def test_items_met_before_are_not_fresh() -> None:
    assert readiness(facts(answers(0.9, 300, met=1))).now is None


def test_without_an_answer_there_is_nothing() -> None:
    nothing = readiness(facts(as_columns([])))
    assert nothing.answered == 0
    assert all(domain.expected is None for domain in nothing.domains)


@pytest.mark.parametrize(("share", "verdict"), [(0.4, Verdict.BELOW), (0.7, Verdict.TOO_CLOSE), (0.95, Verdict.ABOVE)])
def test_the_word_says_where_the_band_lies(share: float, verdict: Verdict) -> None:
    found = outlook(answers(share, 400))
    assert found.verdict is verdict
    scale = the_blueprint().scale
    assert (found.points.low >= scale.pass_mark) == (verdict is Verdict.ABOVE)
    assert found.points.low <= found.points.points <= found.points.high
    assert found.band.low <= found.expected <= found.band.high


def outlook(given: Answers) -> Outlook:
    found = readiness(facts(given, exam_in=None))
    assert found.on_exam_day is None
    assert found.now is not None
    return found.now


def test_more_right_answers_never_make_the_chance_smaller() -> None:
    chances = [outlook(answers(share)).chance for share in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)]
    assert chances == sorted(chances)


def test_older_answers_count_less() -> None:
    old, new = answers(0.4, 150, last=TODAY - 40), answers(0.9, 150)
    improved = outlook(joined(old, new)).expected
    worsened = outlook(joined(answers(0.9, 150, last=TODAY - 40), answers(0.4, 150))).expected
    assert improved > worsened + 5


def joined(first: Answers, second: Answers) -> Answers:
    columns = zip(*(vars(each).values() for each in (first, second)), strict=True)
    return Answers(*(np.concatenate(pair) for pair in columns))


def test_items_met_before_count_less() -> None:
    fresh = answers(0.6, 160)
    by_fresh = outlook(joined(fresh, answers(0.9, 160))).expected
    by_met = outlook(joined(fresh, answers(0.9, 160, met=1))).expected
    assert by_met < by_fresh - 3


def test_growth_that_the_answers_show_goes_on_until_the_exam() -> None:
    growing = joined(answers(0.45, 150, last=TODAY - 40), answers(0.75, 150))
    falling = joined(answers(0.75, 150, last=TODAY - 40), answers(0.45, 150))
    found = [readiness(facts(given)) for given in (growing, falling)]
    gains = [each.on_exam_day.expected - each.now.expected for each in found]  # type: ignore[union-attr]
    assert gains[0] > 2
    assert gains[1] < gains[0] / 2


def test_a_day_further_off_is_less_certain() -> None:
    near, far = (readiness(facts(answers(0.7), exam_in=days)).on_exam_day for days in (1, 90))
    assert near is not None
    assert far is not None
    assert far.band.high - far.band.low > near.band.high - near.band.low
    assert readiness(facts(answers(0.7), exam_in=700)) == readiness(facts(answers(0.7), exam_in=180))


def test_a_date_that_has_passed_has_no_outlook() -> None:
    assert readiness(facts(answers(0.7), exam_in=-1)).on_exam_day is None


def test_a_domain_with_few_answers_stays_empty() -> None:
    given = readiness(facts(answers(0.7, 100))).domains
    assert [domain.answered for domain in given] == [28, 32, 15, 15, 10]
    assert [domain.expected is None for domain in given] == [False] * 4 + [True]
    assert [domain.items for domain in given] == [28, 32, 15, 15, 10]


def test_the_past_begins_where_there_was_enough_and_ends_with_the_newest() -> None:
    found = readiness(facts(answers(0.7, 400)))
    assert found.past[-1].day == TODAY
    assert found.past[0].day > TODAY - 19
    assert readiness(facts(answers(0.7, 600, days=60))).past[-1].day == TODAY
    assert len(readiness(facts(answers(0.7, 600, days=60))).past) <= 40


def test_the_weak_domain_is_what_an_hour_helps_most() -> None:
    weak = as_columns(
        GivenAnswer(TODAY, DomainNumber(d), 70, correct=n % 10 < (3 if d == 4 else 8))
        for d in range(1, 6)
        for n in range(40)
    )
    topics = tuple(
        TopicStanding(TopicId(name), DomainNumber.REGULATORY_COMPLIANCE, right, 20, 0.5)
        for name, right in (("privacy", 8), ("breach", 4))
    )
    best = readiness(facts(weak, topics=topics)).advice[0]
    assert (best.kind, best.domain, best.topic) == (Help.DOMAIN, DomainNumber.REGULATORY_COMPLIANCE, "breach")
    assert best.gain > 0


def test_a_mock_that_ran_out_of_time_makes_pacing_the_first_thing() -> None:
    paced = mock_advice(readiness(facts(answers(0.72), pace=MockPace(unanswered=30, hours=2.1))))
    assert paced[0] is Help.MOCK
    assert Help.MOCK not in mock_advice(readiness(facts(answers(0.72), pace=MockPace(unanswered=0, hours=2.1))))


def mock_advice(found: Readiness) -> list[Help]:
    return [advice.kind for advice in found.advice]


def test_three_wrong_answers_do_not_make_a_topic_the_weakest() -> None:
    domain = DomainNumber.REPORTING
    few, many = (TopicStanding(TopicId(str(n)), domain, right, n, 0.5) for n, right in ((3, 0.0), (40, 12.0)))
    plenty = TopicStanding(TopicId("good"), domain, 38.0, 40, 0.5)
    unseen = TopicStanding(TopicId("unseen"), domain, 0.0, 0, 0.5)
    assert [topic.topic for topic in weakest_first((few, many, plenty, unseen))] == ["40", "3", "good"]


def test_the_form_takes_the_banks_chances_where_there_are_some() -> None:
    usual = typical_form(the_blueprint())
    assert usual.items == 100
    assert 68 <= usual.cut <= 71
    easy = typical_form(the_blueprint(), {DomainNumber.REPORTING: [95, 96, 97]})
    assert easy.cut > usual.cut
    assert forecast(at_first(20_000), usual).chance < 0.5
