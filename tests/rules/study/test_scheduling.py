"""The four outcomes of a card: biased by domain weight, ordered, spread by seeded dice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import LEECH_LAPSES, Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.learner_day import StudyDay, day_of
from cehrs_desktop.rules.study.memory import ParameterSet, interval
from cehrs_desktop.rules.study.scheduling import Outcomes, outcomes, predicted_recall, spread
from cehrs_desktop.rules.study.settings import DomainBias, StudySettings
from tests.builders import the_blueprint

MONDAY = day_of(date(2026, 11, 2))
DEFAULTS = ParameterSet()
WEIGHTS = {domain.number: float(domain.weight) for domain in the_blueprint().domains}
STEPS = (StudySettings(), StudySettings(learning_steps=(1, 10), relearning_steps=(5, 30), maximum_interval=90))
NO_STEPS = StudySettings(learning_steps=(), relearning_steps=(), maximum_interval=3650)

Histories = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(Rating)), max_size=12)


def _outcomes(card: Card, day: StudyDay, *, retention: float = 0.9, study: StudySettings = STEPS[0]) -> Outcomes:
    return outcomes(card, day, retention=retention, parameters=DEFAULTS, settings=study)


def _in_review(stability: float, *, card_id: int = 1, lapses: int = 0) -> Card:
    return Card(
        id=CardId(card_id),
        domain=DomainNumber.CLINICAL_OPERATIONS,
        state=CardState.REVIEW,
        stability=stability,
        difficulty=5.0,
        due_day=MONDAY,
        last_day=StudyDay(MONDAY - 10),
        reviews=3,
        lapses=lapses,
    )


# --- what the domain's weight does ---


@settings(max_examples=150, deadline=None)
@given(
    history=Histories,
    card_id=st.integers(1, 100_000),
    base=st.floats(0.80, 0.97),
    bias=st.sampled_from(DomainBias),
    study=st.sampled_from((*STEPS, NO_STEPS)),
)
def test_a_clinical_operations_card_never_comes_later_than_a_reporting_card_with_the_same_history(
    history: list[tuple[int, Rating]], card_id: int, base: float, bias: DomainBias, study: StudySettings
) -> None:
    retention = retention_by_domain(WEIGHTS, base=base, beta=bias.value)
    heavy, light = (
        Card(id=CardId(card_id), domain=domain) for domain in (DomainNumber.CLINICAL_OPERATIONS, DomainNumber.REPORTING)
    )
    day = MONDAY
    for gap, rating in [*history, (1, Rating.GOOD)]:
        day = StudyDay(day + gap)
        of_heavy = _outcomes(heavy, day, retention=retention[heavy.domain], study=study)
        of_light = _outcomes(light, day, retention=retention[light.domain], study=study)
        for each in Rating:
            _assert_sooner(of_heavy, of_light, each, strictly=bias is not DomainBias.OFF, study=study)
        heavy, light = of_heavy[rating].card, of_light[rating].card


def _assert_sooner(heavy: Outcomes, light: Outcomes, rating: Rating, *, strictly: bool, study: StudySettings) -> None:
    sooner, later = heavy[rating], light[rating]
    assert sooner.delay == later.delay
    assert (sooner.card.stability, sooner.card.difficulty) == (later.card.stability, later.card.difficulty)
    if sooner.days is None or later.days is None:
        assert sooner.days is later.days is None
        return
    assert sooner.card.stability is not None
    exact = [interval(sooner.card.stability, each.desired_retention, decay=DEFAULTS.decay) for each in (heavy, light)]
    if strictly:
        assert sooner.days <= later.days
        assert min(exact) >= study.maximum_interval or exact[0] < exact[1]
    else:
        assert (sooner.days, exact[0]) == (later.days, exact[1])


def test_the_weight_shows_in_the_intervals_of_a_well_known_card() -> None:
    retention = retention_by_domain(WEIGHTS, base=0.9, beta=0.5)
    days = {
        domain: [
            outcome.days
            for outcome in (
                _outcomes(replace(_in_review(30.0), domain=domain), MONDAY, retention=retention[domain])[rating]
                for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)
            )
        ]
        for domain in DomainNumber
    }
    assert days[DomainNumber.CLINICAL_OPERATIONS] < days[DomainNumber.REVENUE_CYCLE] < days[DomainNumber.REPORTING]
    assert days[DomainNumber.REVENUE_CYCLE] == days[DomainNumber.REGULATORY_COMPLIANCE]


# --- the four outcomes ---


@settings(max_examples=150, deadline=None)
@given(
    stability=st.floats(0.01, 3000),
    difficulty=st.floats(1, 10),
    gap=st.integers(0, 400),
    card_id=st.integers(1, 10_000),
    retention=st.floats(0.70, 0.98),
)
def test_a_better_rating_never_brings_a_card_in_review_back_sooner(
    stability: float, difficulty: float, gap: int, card_id: int, retention: float
) -> None:
    card = replace(_in_review(stability, card_id=card_id), difficulty=difficulty)
    for study in (*STEPS, NO_STEPS):
        shown = _outcomes(card, StudyDay(MONDAY - 10 + gap), retention=retention, study=study)
        days = [shown[rating].days for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
        assert None not in days
        assert days == sorted(day for day in days if day is not None)
        assert all(day is not None and 1 <= day <= study.maximum_interval for day in days)


def test_each_outcome_is_found_by_its_rating() -> None:
    shown = _outcomes(_in_review(10.0), MONDAY)
    assert [shown[rating].rating for rating in Rating] == list(Rating)
    assert (shown.again, shown.hard, shown.good, shown.easy) == tuple(shown[rating] for rating in Rating)


def test_the_same_card_shows_the_same_intervals_however_often_it_is_asked() -> None:
    assert _outcomes(_in_review(50.0), MONDAY) == _outcomes(_in_review(50.0), MONDAY)


def test_cards_learned_together_do_not_stay_together() -> None:
    days = {_outcomes(_in_review(50.0, card_id=i), MONDAY).good.days for i in range(1, 40)}
    assert len(days) > 5


def test_dice_are_thrown_anew_for_each_review_of_a_card() -> None:
    card = _in_review(50.0)
    assert len({_outcomes(replace(card, reviews=count), MONDAY).good.days for count in range(20)}) > 5


STEP_TABLE = (
    # learning steps, relearning steps, state and step before, rating, minutes until it is back (None: days)
    ((10,), (10,), CardState.NEW, None, Rating.AGAIN, 10.0),
    ((10,), (10,), CardState.NEW, None, Rating.HARD, 15.0),
    ((10,), (10,), CardState.NEW, None, Rating.GOOD, None),
    ((1, 10), (10,), CardState.NEW, None, Rating.HARD, 5.5),
    ((1, 10), (10,), CardState.NEW, None, Rating.GOOD, 10.0),
    ((1, 10), (10,), CardState.NEW, None, Rating.EASY, None),
    ((1, 10), (10,), CardState.LEARNING, 1, Rating.AGAIN, 1.0),
    ((1, 10), (10,), CardState.LEARNING, 1, Rating.HARD, 10.0),
    ((1, 10), (10,), CardState.LEARNING, 1, Rating.GOOD, None),
    ((), (10,), CardState.NEW, None, Rating.AGAIN, None),
    ((10,), (7, 40), CardState.REVIEW, None, Rating.AGAIN, 7.0),
    ((10,), (7, 40), CardState.RELEARNING, 0, Rating.GOOD, 40.0),
    ((10,), (7, 40), CardState.RELEARNING, 1, Rating.GOOD, None),
    ((10,), (), CardState.REVIEW, None, Rating.AGAIN, None),
    ((10,), (10,), CardState.LEARNING, 2, Rating.GOOD, None),  # there were more steps when it was last rated
)


@pytest.mark.parametrize(("learning", "relearning", "state", "step", "rating", "minutes"), STEP_TABLE)
def test_steps_are_minutes(
    learning: tuple[int, ...],
    relearning: tuple[int, ...],
    state: CardState,
    step: int | None,
    rating: Rating,
    minutes: float | None,
) -> None:
    card = Card(id=CardId(1), domain=DomainNumber.REPORTING)
    if state is not CardState.NEW:
        card = replace(card, state=state, step=step, stability=4.0, difficulty=5.0, last_day=StudyDay(MONDAY - 3))
    study = StudySettings(learning_steps=learning, relearning_steps=relearning)
    outcome = _outcomes(card, MONDAY, study=study)[rating]
    if minutes is None:
        assert outcome.delay is None
        assert outcome.days is not None
        assert (outcome.card.state, outcome.card.step) == (CardState.REVIEW, None)
        assert (outcome.card.due_day, outcome.card.due_at) == (MONDAY + outcome.days, None)
    else:
        assert outcome.delay == timedelta(minutes=minutes)
        assert outcome.days is None
        assert outcome.card.state in (CardState.LEARNING, CardState.RELEARNING)
        assert outcome.card.due_day is None


def test_the_delay_of_a_step_runs_from_the_moment_of_the_rating() -> None:
    outcome = _outcomes(Card(id=CardId(1), domain=DomainNumber.REPORTING), MONDAY).again
    rated = datetime(2026, 11, 2, 21, 15, tzinfo=timezone(timedelta(hours=-5)))
    assert outcome.card.due_at is None
    assert outcome.rated_at(rated).due_at == datetime(2026, 11, 3, 2, 25, tzinfo=UTC)


def test_an_interval_of_days_does_not_depend_on_the_moment_of_the_rating() -> None:
    outcome = _outcomes(_in_review(10.0), MONDAY).good
    assert outcome.rated_at(datetime(2026, 11, 2, 21, 15, tzinfo=UTC)) is outcome.card


def test_only_a_miss_in_review_is_a_lapse() -> None:
    in_review = _outcomes(_in_review(10.0), MONDAY)
    assert [in_review[rating].card.lapses for rating in Rating] == [1, 0, 0, 0]
    relearning = _outcomes(in_review.again.card, MONDAY)
    assert [relearning[rating].card.lapses for rating in Rating] == [1, 1, 1, 1]
    new = _outcomes(Card(id=CardId(1), domain=DomainNumber.REPORTING), MONDAY)
    assert [new[rating].card.lapses for rating in Rating] == [0, 0, 0, 0]


def test_every_rating_counts_as_a_review() -> None:
    assert {_outcomes(_in_review(10.0), MONDAY)[rating].card.reviews for rating in Rating} == {4}


def test_a_card_missed_eight_times_in_review_is_a_leech() -> None:
    assert not _in_review(10.0, lapses=LEECH_LAPSES - 1).is_leech
    assert _in_review(10.0, lapses=8).is_leech


# --- days ---


def test_an_evening_card_reviewed_next_morning_counts_as_a_day() -> None:
    evening = _outcomes(Card(id=CardId(1), domain=DomainNumber.REPORTING), MONDAY, study=NO_STEPS).good.card
    same_day = _outcomes(evening, MONDAY, study=NO_STEPS).good.card
    next_morning = _outcomes(evening, StudyDay(MONDAY + 1), study=NO_STEPS).good.card
    assert evening.stability == pytest.approx(2.3065)
    assert next_morning.stability == pytest.approx(7.315, abs=0.001)  # field notes, trap 1
    assert same_day.stability is not None
    assert same_day.stability < 3


@pytest.mark.parametrize("days_back", [1, 30, 4000])
def test_a_clock_set_back_counts_as_no_time_passed(days_back: int) -> None:
    card = replace(_in_review(10.0), last_day=MONDAY)
    on_the_day = _outcomes(card, MONDAY)
    earlier = StudyDay(MONDAY - days_back)
    set_back = _outcomes(card, earlier)
    assert set_back.predicted_recall == 1.0
    for rating in Rating:
        assert set_back[rating].card.stability == on_the_day[rating].card.stability
        assert set_back[rating].card.last_day == earlier
        assert set_back[rating].days == on_the_day[rating].days


def test_predicted_recall_is_ninety_percent_after_as_many_days_as_the_stability() -> None:
    assert predicted_recall(_in_review(10.0), MONDAY, decay=DEFAULTS.decay) == pytest.approx(0.9)
    assert _outcomes(_in_review(10.0), MONDAY).predicted_recall == pytest.approx(0.9)


def test_nothing_is_predicted_for_a_card_never_seen() -> None:
    assert _outcomes(Card(id=CardId(1), domain=DomainNumber.REPORTING), MONDAY).predicted_recall is None


# --- the spread ---

SPREAD_TABLE = (
    # days, dice, maximum, result
    (0.2, 0.5, 365, 1),
    (1.0, 0.0, 365, 1),
    (2.4, 0.0, 365, 2),
    (7.0, 0.0, 365, 6),
    (7.0, 0.999, 365, 8),
    (10.0, 0.0, 365, 9),
    (10.0, 0.999, 365, 11),
    (20.0, 0.0, 365, 18),
    (100.0, 0.0, 365, 94),
    (100.0, 0.5, 365, 100),
    (100.0, 0.999, 365, 106),
    (100.0, 0.999, 103, 103),
    (5000.0, 0.5, 365, 365),
)


@pytest.mark.parametrize(("days", "dice", "maximum", "result"), SPREAD_TABLE)
def test_the_spread_has_these_widths(days: float, dice: float, maximum: int, result: int) -> None:
    assert spread(days, dice, maximum=maximum) == result


@settings(max_examples=400, deadline=None)
@given(
    days=st.tuples(st.floats(0.001, 5000), st.floats(0.001, 5000)),
    dice=st.floats(0, 1, exclude_max=True),
    maximum=st.integers(1, 3650),
)
def test_a_longer_interval_is_never_spread_to_a_shorter_one(
    days: tuple[float, float], dice: float, maximum: int
) -> None:
    shorter, longer = sorted(days)
    assert spread(shorter, dice, maximum=maximum) <= spread(longer, dice, maximum=maximum)


@settings(max_examples=400, deadline=None)
@given(days=st.floats(0.001, 5000), dice=st.floats(0, 1, exclude_max=True), maximum=st.integers(1, 3650))
def test_the_spread_stays_within_its_width_and_limits(days: float, dice: float, maximum: int) -> None:
    result = spread(days, dice, maximum=maximum)
    assert 1 <= result <= maximum
    width = 0.0 if days <= 2.5 else 0.15 * min(days - 2.5, 4.5)
    width += 0.0 if days <= 7 else 0.1 * min(days - 7, 13)
    width += 0.0 if days <= 20 else 0.05 * (days - 20)
    least, greatest = min(max(days - width - 0.5, 1), maximum), min(max(days + width + 0.5, 1), maximum)
    assert least - 1e-9 <= result <= greatest + 1e-9
