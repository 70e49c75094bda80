"""The study plan: never beyond the minutes there are, every domain, mocks where they can be sat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.exam.practice import questions_a_day
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.plan import SMALLEST_SET, Phase, Plan, plan
from cehrs_desktop.rules.progress.plan_facts import (
    EXPECTED_SHARE,
    Availability,
    Background,
    MockTerms,
    PlanFacts,
)
from cehrs_desktop.rules.progress.plan_goal import MOST_NEW_PER_DAY, Booking, Reason, booking_advice
from cehrs_desktop.rules.progress.plan_mocks import may_hold_mock

TODAY = date(2026, 11, 25)  # a Wednesday
SATURDAY = 5
MOCK = MockTerms(minutes=125, parts=5, diagnostic_minutes=50)


def facts(*, days: int = 63, minutes: int = 30, long_days: tuple[int, ...] = (SATURDAY,), **others: Any) -> PlanFacts:
    given = {
        "today": TODAY,
        "exam": TODAY + timedelta(days=days),
        "available": Availability((minutes,) * 7, frozenset(long_days)),
        "weights": (28, 32, 15, 15, 10),
        "share_right": EXPECTED_SHARE[Background.NOT_SAID],
        "new_cards": (250, 288, 135, 135, 90),
        "core_cards": (84, 96, 45, 45, 30),
        "questions": 526,
        "mock": MOCK,
    }
    return PlanFacts(**{**given, **others})


@st.composite
def any_facts(draw: st.DrawFn) -> PlanFacts:
    minutes = tuple(draw(st.lists(st.sampled_from([0, 5, 10, 20, 30, 45, 60, 120, 180]), min_size=7, max_size=7)))
    days = draw(st.integers(1, 150))
    offs = draw(st.frozensets(st.integers(0, days), max_size=10))
    long_days = draw(st.frozensets(st.integers(0, 6), max_size=3))
    shares = tuple(draw(st.lists(st.floats(0.05, 0.99), min_size=5, max_size=5)))
    cards = tuple(draw(st.lists(st.integers(0, 300), min_size=5, max_size=5)))
    day = st.integers(0, days).map(lambda n: TODAY + timedelta(days=n))
    return facts(
        days=days,
        available=Availability(minutes, long_days, frozenset(TODAY + timedelta(days=n) for n in offs)),
        share_right=shares,
        new_cards=cards,
        core_cards=tuple(count // 3 for count in cards),
        questions=draw(st.integers(0, 650)),
        due=tuple(draw(st.lists(st.integers(0, 120), max_size=20))),
        at_home=draw(st.booleans()),
        started=TODAY - timedelta(days=draw(st.integers(0, 60))),
        done_minutes=draw(st.sampled_from([0, 7, 60])),
        moved=draw(st.dictionaries(day, day, max_size=3)),
        mocks_sat=tuple(TODAY - timedelta(days=n) for n in draw(st.lists(st.integers(1, 40), max_size=2))),
    )


@settings(max_examples=60, deadline=None)
@given(any_facts())
def test_no_plan_takes_more_than_there_is(given_facts: PlanFacts) -> None:
    made = plan(given_facts)
    assert [day.day for day in made.days] == list(given_facts.days())
    for day in made.days:
        sitting = day.diagnostic + (day.mock.minutes if day.mock else 0)
        study = given_facts.minutes_on(day.day)
        most = max(study, sitting) if given_facts.available.is_long(day.day) else study
        assert day.all_minutes <= most
        assert sum(day.by_domain) == day.minutes
        takes = given_facts.seconds
        spent = sum(day.new_cards) * takes.new + day.reviews * takes.review + day.questions * takes.question
        assert spent <= day.minutes * 60 + 60
        assert sum(day.new_cards) <= given_facts.new_per_day
        assert day.card_minutes + day.question_minutes == day.all_minutes
        assert 0 <= day.card_minutes <= day.minutes
        cards = sum(day.new_cards) * takes.new + day.reviews * takes.review
        assert abs(day.card_minutes - cards / 60) <= 2
        assert day.minutes < 2 or (bool(day.card_minutes), day.card_minutes < day.minutes) == (
            cards > 0,
            day.questions > 0,
        )
    met = [sum(day.new_cards[d] for day in made.days) for d in range(5)]
    assert all(count <= there for count, there in zip(met, given_facts.new_cards, strict=True))
    assert sum(day.questions for day in made.days) <= given_facts.questions
    left = sum(given_facts.new_cards) - sum(met)
    assert (made.shortfall.cards if made.shortfall else 0) == left


@settings(max_examples=60, deadline=None)
@given(any_facts())
def test_minutes_go_to_the_domains_by_weight_and_need(given_facts: PlanFacts) -> None:
    made = plan(given_facts)
    whole = sum(made.minutes_by_domain)
    if whole >= 60:
        for minutes, wanted in zip(made.minutes_by_domain, made.wanted, strict=True):
            assert abs(minutes / whole - wanted) <= 0.05
            assert minutes > 0


@settings(max_examples=60, deadline=None)
@given(any_facts())
def test_mocks_are_sat_where_they_can_be(given_facts: PlanFacts) -> None:
    made = plan(given_facts)
    sittings = [day for day in made.days if day.mock is not None]
    for day in sittings:
        assert day.mock is not None
        if day.mock.part is None:
            assert given_facts.available.is_long(day.day)
        else:
            assert given_facts.available.on(day.day) >= MOCK.part_minutes
        assert (given_facts.exam - day.day).days > 2
    for day in made.days[-2:]:
        assert sum(day.new_cards) == 0
        assert day.mock is None
        assert day.last_hours


def mock_days(made: Plan) -> list[int]:
    """Days before the exam on which a mock, or a part of one, is sat."""
    return [(made.exam - day.day).days for day in made.days if day.mock is not None]


@pytest.mark.parametrize("weekday", range(7))
def test_the_last_mock_comes_four_to_seven_days_before_the_exam(weekday: int) -> None:
    made = plan(facts(long_days=tuple(range(7))))
    assert 4 <= mock_days(made)[-1] <= 7
    by_weekday = plan(facts(days=60 + weekday))
    assert mock_days(by_weekday)[-1] >= 4
    assert mock_days(by_weekday)[-1] <= 7 or not any(
        (by_weekday.exam - timedelta(days=n)).weekday() == SATURDAY for n in range(4, 8)
    )


def test_an_exam_far_from_every_long_day_has_its_last_mock_a_little_earlier() -> None:
    monday = plan(facts(days=61, minutes=20))
    assert monday.exam.weekday() == 0
    assert mock_days(monday)[-1] == 9
    assert monday.early_last_mock == 9
    assert plan(facts()).early_last_mock is None
    assert plan(facts(minutes=20, long_days=())).early_last_mock is None  # there is none at all


def test_without_a_long_day_a_mock_goes_in_five_parts() -> None:
    made = plan(facts(long_days=()))
    last = [day.mock for day in made.days if day.mock is not None][-5:]
    assert [mock.part for mock in last] == [1, 2, 3, 4, 5]
    assert {mock.minutes for mock in last} == {25}
    assert 4 <= mock_days(made)[-1] <= 7


def test_without_room_for_a_part_there_is_no_mock_and_the_plan_says_so() -> None:
    made = plan(facts(minutes=20, long_days=()))
    assert mock_days(made) == []
    assert made.no_mock
    assert made.next_mock is None


def test_who_tests_at_home_sits_at_least_one_mock_under_lockdown() -> None:
    watched = [day.mock.lockdown for day in plan(facts(at_home=True)).days if day.mock is not None]
    assert watched[-1]
    assert not watched[0]
    assert all(day.mock.lockdown for day in plan(facts(days=12, at_home=True)).days if day.mock)
    assert not any(day.mock.lockdown for day in plan(facts()).days if day.mock)


@settings(max_examples=60, deadline=None)
@given(any_facts(), st.booleans())
def test_at_home_one_is_under_lockdown_whatever_was_sat(given_facts: PlanFacts, lockdown_sat: bool) -> None:
    sat = replace(given_facts, at_home=True, lockdown_sat=lockdown_sat and bool(given_facts.mocks_sat), moved={})
    planned = [day.mock for day in plan(sat, with_goal=False).days if day.mock is not None]
    if planned:
        assert planned[-1].lockdown
    in_time = (sat.exam - timedelta(days=n) for n in range(4, 8))
    if not sat.lockdown_sat and any(day >= TODAY and sat.available.is_long(day) for day in in_time):
        assert planned


def test_a_last_mock_without_lockdown_is_followed_by_one_with_it() -> None:
    sat = facts(days=6, long_days=tuple(range(7)), mocks_sat=(TODAY - timedelta(days=1),))
    assert mock_days(plan(sat)) == []
    at_home = plan(replace(sat, at_home=True))
    assert mock_days(at_home) == [4]
    assert at_home.next_mock is not None
    assert at_home.next_mock.mock is not None
    assert (at_home.next_mock.mock.number, at_home.next_mock.mock.lockdown) == (2, True)
    assert mock_days(plan(replace(sat, at_home=True, lockdown_sat=True))) == []
    today = replace(sat, exam=TODAY + timedelta(days=4), at_home=True, mocks_sat=(TODAY,))
    assert mock_days(plan(today)) == []  # two on one day help nobody


def test_a_last_mock_that_was_sat_is_not_planned_again() -> None:
    assert mock_days(plan(facts(days=5, long_days=(), mocks_sat=(TODAY - timedelta(days=1),)))) == []


def test_a_mock_goes_to_the_day_the_learner_chose() -> None:
    before = plan(facts(long_days=(SATURDAY, 6)))
    first = before.next_mock
    assert first is not None
    sunday = first.day + timedelta(days=1 if first.day.weekday() == SATURDAY else -1)
    wanted = sunday if before.on(sunday).mock is None else first.day  # type: ignore[union-attr]
    moved = plan(facts(long_days=(SATURDAY, 6), moved={first.day: wanted}))
    assert moved.next_mock is not None
    assert moved.next_mock.day == wanted


def test_a_mock_may_go_to_a_long_day_only_and_not_to_the_last_two() -> None:
    some = facts(days=10)
    assert may_hold_mock(some, date(2026, 11, 28))
    assert not may_hold_mock(some, date(2026, 11, 29))
    assert not may_hold_mock(some, date(2026, 11, 21))
    assert not may_hold_mock(facts(days=5), date(2026, 11, 28))
    kept = plan(facts(moved={plan(facts()).next_mock.day: date(2026, 11, 29)}))  # type: ignore[union-attr]
    assert kept == plan(facts())


def test_the_phases_come_in_their_order_and_put_their_domains_first() -> None:
    made = plan(facts())
    phases = [day.phase for day in made.days]
    assert phases == sorted(phases)
    assert set(phases) == set(Phase)
    for day in made.days:
        if day.minutes >= 20:
            assert sum(day.by_domain[domain - 1] for domain in day.focus) >= day.minutes / 2


def test_a_later_morning_stays_in_its_phase() -> None:
    later = facts(days=20, started=TODAY - timedelta(days=43))
    assert plan(later).days[0].phase >= Phase.REVENUE_AND_COMPLIANCE


def test_questions_beyond_those_among_the_cards_are_a_practice_set() -> None:
    days = plan(facts(new_cards=(0,) * 5, core_cards=(0,) * 5, questions=600)).days
    sets = [day for day in days if day.practice]
    assert sets
    assert all(day.questions - day.practice == questions_a_day(day.minutes) for day in sets)
    assert all(day.practice >= SMALLEST_SET for day in sets)


def test_a_weak_domain_gets_more_of_the_hours() -> None:
    usual = plan(facts()).minutes_by_domain
    weak = plan(facts(share_right=EXPECTED_SHARE[Background.MEDICAL_OFFICE])).minutes_by_domain
    assert weak[3] > usual[3]
    assert weak[4] > usual[4]


def test_what_was_done_today_is_not_asked_again() -> None:
    assert plan(facts(done_minutes=12)).days[0].minutes <= 18
    assert plan(facts(done_minutes=90)).days[0].minutes == 0


def test_the_diagnostic_comes_on_the_first_day_with_room() -> None:
    assert [day.day.weekday() for day in plan(facts()).days if day.diagnostic] == [SATURDAY]
    assert not any(day.diagnostic for day in plan(facts(diagnostic_sat=True)).days)
    assert not any(day.diagnostic for day in plan(facts(days=7)).days)
    assert not any(day.diagnostic for day in plan(facts(long_days=())).days)


def test_a_goal_out_of_reach_is_said_with_what_would_help() -> None:
    short = plan(facts(days=30, minutes=10)).shortfall
    assert short is not None
    assert short.cards > 0
    assert short.more_minutes is not None
    assert short.later_exam is not None
    enough = facts(days=30, minutes=10 + short.more_minutes, new_per_day=MOST_NEW_PER_DAY)
    assert plan(enough).shortfall is None
    assert plan(replace(facts(minutes=10), exam=short.later_exam)).shortfall is None
    too_little = facts(days=30, minutes=5 + short.more_minutes, new_per_day=MOST_NEW_PER_DAY)
    assert plan(too_little).shortfall is not None


def test_more_new_cards_a_day_may_be_all_it_takes() -> None:
    short = plan(facts(days=30, minutes=60)).shortfall
    assert short is not None
    assert short.new_per_day is not None
    assert plan(facts(days=30, minutes=60, new_per_day=short.new_per_day)).shortfall is None
    assert short.core_fits


def test_nothing_helps_within_a_day() -> None:
    short = plan(facts(days=1)).shortfall
    assert short is not None
    assert (short.more_minutes, short.core_fits) == (None, False)


@pytest.mark.parametrize(
    ("verdict", "chance", "booking", "reason"),
    [
        (Verdict.ABOVE, 0.97, Booking.KEEP, Reason.ABOVE),
        (Verdict.TOO_CLOSE, 0.8, Booking.KEEP, Reason.LIKELY),
        (Verdict.TOO_CLOSE, 0.55, Booking.YOURS, Reason.TOO_CLOSE),
        (Verdict.TOO_CLOSE, 0.2, Booking.RESCHEDULE, Reason.UNLIKELY),
        (Verdict.BELOW, 0.03, Booking.RESCHEDULE, Reason.BELOW),
        (None, None, Booking.YOURS, Reason.NOTHING_KNOWN),
    ],
)
def test_ten_days_before_there_is_advice_on_the_date(
    verdict: Verdict | None, chance: float | None, booking: Booking, reason: Reason
) -> None:
    advice = booking_advice(10, verdict=verdict, chance=chance, core_missing=0, mocks=1)
    assert advice is not None
    assert (advice.booking, advice.reasons) == (booking, (reason,))


def test_gaps_are_among_the_reasons_and_there_is_no_advice_earlier() -> None:
    advice = booking_advice(7, verdict=None, chance=None, core_missing=12, mocks=0)
    assert advice is not None
    assert advice.reasons == (Reason.NOTHING_KNOWN, Reason.CORE_MISSING, Reason.NO_MOCK)
    assert booking_advice(11, verdict=None, chance=None, core_missing=0, mocks=0) is None
    assert booking_advice(0, verdict=None, chance=None, core_missing=0, mocks=0) is None


@pytest.mark.parametrize(
    "wrong",
    [{"exam": TODAY}, {"exam": TODAY + timedelta(days=731)}, {"weights": (1, 2, 3)}],
)
def test_facts_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"exam|domains"):
        facts(**wrong)


@pytest.mark.parametrize("week", [((30,) * 6, frozenset()), ((-1,) * 7, frozenset()), ((30,) * 7, frozenset({7}))])
def test_a_week_that_makes_no_sense_is_refused(week: tuple[tuple[int, ...], frozenset[int]]) -> None:
    with pytest.raises(ValueError, match="days"):
        Availability(*week)


def test_a_day_off_is_a_rest_and_not_a_gap() -> None:
    day = TODAY + timedelta(days=3)
    week = Availability((30,) * 7, frozenset({SATURDAY}), frozenset({day}))
    made = plan(facts(available=week))
    rest = made.on(day)
    assert rest is not None
    assert rest.day_off
    assert rest.all_minutes == 0
    assert made.on(TODAY - timedelta(days=1)) is None
