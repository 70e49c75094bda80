"""The day's questions and practice sets."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.content import DomainNumber, ItemId, TopicId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.practice import (
    REST_DAYS,
    Only,
    Record,
    Wanted,
    daily_questions,
    expected_seconds,
    matching,
    practice_set,
    questions_a_day,
    weakness,
)
from cehrs_desktop.rules.exam.result import counts_as_missed
from cehrs_desktop.rules.exam.sealing import seal, still_sealed
from cehrs_desktop.rules.study.learner_day import StudyDay
from tests.rules.exam.banks import BLUEPRINT, bank_in_quota

BANK = bank_in_quota()
CLOSED = still_sealed(seal(BANK, BLUEPRINT, pack_id="a-pack"))
TODAY = StudyDay(20_000)


def daily(count: int, day: int = TODAY, **facts: object) -> tuple[ItemId, ...]:
    return daily_questions(
        BANK,
        BLUEPRINT,
        count=count,
        day=StudyDay(day),
        **{"records": {}, "closed": CLOSED, **facts},  # type: ignore[arg-type]
    )


def by_domain(items: tuple[ItemId, ...]) -> list[int]:
    found = Counter(BANK.domain_of(item) for item in items)
    return [found[domain] for domain in DomainNumber]


def met(days_ago: int, missed: bool = False, **facts: bool) -> Record:
    return Record(1, StudyDay(TODAY - days_ago), missed, **facts)


@pytest.mark.parametrize(("minutes", "count"), [(0, 0), (1, 0), (4, 1), (20, 5), (30, 8), (60, 15)])
def test_about_five_questions_belong_to_twenty_minutes(minutes: float, count: int) -> None:
    assert questions_a_day(minutes) == count


@pytest.mark.parametrize(("answers", "seconds", "expected"), [(0, 0.0, 60.0), (20, 20 * 100.0, 80.0), (1980, 0.0, 0.6)])
def test_seconds_move_from_the_prior_to_the_learners_own(answers: int, seconds: float, expected: float) -> None:
    assert expected_seconds(answers, seconds) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("right", "confidence", "missed"),
    [(True, None, False), (True, Confidence.SURE, False), (True, Confidence.GUESS, True), (False, None, True)],
)
def test_a_lucky_guess_counts_as_missed(right: bool, confidence: Confidence | None, missed: bool) -> None:
    assert counts_as_missed(right, confidence) is missed


def test_weeks_of_daily_questions_follow_the_blueprint_and_never_repeat_or_show_sealed_items() -> None:
    records: dict[ItemId, Record] = {}
    asked: list[ItemId] = []
    for day in range(20):
        today = daily(5, TODAY + day, records=records)
        assert today == daily(5, TODAY + day, records=records)
        assert len(today) == 5
        asked += today
        records |= {item: Record(1, StudyDay(TODAY + day), missed=False) for item in today}
    assert len(set(asked)) == 100
    assert not set(asked) & CLOSED
    assert all(abs(have - want) <= 4 for have, want in zip(by_domain(tuple(asked)), (28, 32, 15, 15, 10), strict=True))


def test_a_weak_domain_is_asked_more() -> None:
    reporting = [item.id for item in BANK.items if BANK.domain_of(item.id) == 5]
    weak = {item.id: met(60, missed=item.id in reporting) for item in BANK.items[::2]}
    assert weakness(reporting, weak) > 0.85
    assert weakness(reporting, {}) == pytest.approx(0.3)
    assert by_domain(daily(20, records=weak))[4] > by_domain(daily(20))[4]


def test_missed_items_come_after_those_never_met_and_before_the_rest() -> None:
    open_items = [item.id for item in BANK.items if item.id not in CLOSED]
    records = {item: met(REST_DAYS + 10) for item in open_items}
    missed = [item for item in open_items if item.endswith("-3")]
    records |= {item: met(3, missed=True) for item in missed}
    first = {BANK.items[BANK.rows[item]].topic for item in missed}
    for item in daily(10, records=records):
        assert item in missed or BANK.items[BANK.rows[item]].topic not in first
    new = open_items[0]
    without = {item: record for item, record in records.items() if item != new}
    assert new in daily(60, records=without)


def test_an_item_rests_unless_it_was_missed_and_then_until_tomorrow() -> None:
    open_items = [item.id for item in BANK.items if item.id not in CLOSED]
    for days_ago, missed, comes in ((0, True, 0), (1, True, 5), (REST_DAYS - 1, False, 0), (REST_DAYS, False, 5)):
        records = {item: met(days_ago, missed) for item in open_items}
        assert len(daily(5, records=records)) == comes


FACTS = {
    ItemId("item-1-0-0"): met(1, missed=True, guessed=True),
    ItemId("item-1-0-1"): met(2, flagged=True),
    ItemId("item-1-0-2"): met(3),
    ItemId("item-1-1-0"): met(4, missed=True),
}


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (frozenset({Only.MISSED}), {"item-1-0-0", "item-1-1-0"}),
        (frozenset({Only.FLAGGED}), {"item-1-0-1"}),
        (frozenset({Only.GUESSED}), {"item-1-0-0"}),
        (frozenset({Only.GUESSED, Only.FLAGGED}), {"item-1-0-0", "item-1-0-1"}),
    ],
)
def test_filters_pick_by_what_the_learner_did(only: frozenset[Only], found: set[str]) -> None:
    assert set(matching(BANK, Wanted(10, only=only), records=FACTS)) == found


def test_unused_items_are_all_that_were_never_met_and_domains_and_topics_narrow() -> None:
    assert len(matching(BANK, Wanted(10, only=frozenset({Only.UNUSED})), records=FACTS)) == 650 - 4
    reporting = matching(BANK, Wanted(10, domains=frozenset({DomainNumber.REPORTING})), records={})
    assert len(reporting) == 64
    topic = TopicId("topic-5-1")
    of_topic = matching(BANK, Wanted(10, topics=frozenset({topic})), records={})
    assert {BANK.items[BANK.rows[item]].topic for item in of_topic} == {topic}
    assert not set(matching(BANK, Wanted(10), records={}, closed=CLOSED)) & CLOSED


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.integers(1, 60), st.booleans())
def test_a_set_is_as_long_as_wanted_shuffled_and_without_enemies(seed: int, count: int, by_weakness: bool) -> None:
    wanted = Wanted(count, by_weakness=by_weakness)
    items = practice_set(BANK, BLUEPRINT, wanted, seed=seed, records={}, closed=CLOSED)
    assert len(items) == len(set(items)) == count
    assert items == practice_set(BANK, BLUEPRINT, wanted, seed=seed, records={}, closed=CLOSED)
    rows = BANK.rows_of(items)
    assert not BANK.enemies[rows][:, rows].any()


def test_a_set_takes_items_never_met_first_and_is_short_where_few_fit() -> None:
    wanted = Wanted(20, topics=frozenset({TopicId("topic-5-3")}))
    fitting = matching(BANK, wanted, records={})
    records = {item: met(5) for item in fitting[:6]}
    some = Wanted(len(fitting) - 7, topics=wanted.topics)
    assert not set(practice_set(BANK, BLUEPRINT, some, seed=1, records=records)) & records.keys()
    assert len(practice_set(BANK, BLUEPRINT, Wanted(999, topics=wanted.topics), seed=1, records={})) <= len(fitting)
    assert practice_set(BANK, BLUEPRINT, Wanted(5, only=frozenset({Only.MISSED})), seed=1, records={}) == ()


def test_by_weakness_more_comes_from_where_more_was_missed() -> None:
    weak = {item.id: met(30, missed=BANK.domain_of(item.id) == 4) for item in BANK.items[::2]}
    wanted = Wanted(40, by_weakness=True)
    more = by_domain(practice_set(BANK, BLUEPRINT, wanted, seed=1, records=weak))
    assert more[3] > by_domain(practice_set(BANK, BLUEPRINT, wanted, seed=1, records={}))[3]
