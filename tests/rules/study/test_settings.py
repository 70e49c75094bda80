"""Study settings and their limits."""

from __future__ import annotations

from typing import Any

import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.settings import DomainBias, Pin, StudySettings

LIMITS: tuple[tuple[str, Any, Any, str], ...] = (
    # field, values just inside, values just outside, the sentence
    ("minutes_per_day", (1, 600), (0, 601), "Minutes per day must be between 1 and 600."),
    ("new_per_day", (0, 500), (-1, 501), "New cards per day must be between 0 and 500."),
    ("rollover_hour", (0, 23), (-1, 24), "The hour the day begins must be between 0 and 23."),
    ("base_retention", (0.80, 0.97), (0.79, 0.98, float("nan")), "Base retention must be between 0.8 and 0.97."),
    ("maximum_interval", (1, 3650), (0, 3651), "The longest interval must be between 1 and 3650."),
    ("learning_steps", ((), (1, 1439)), ((0,), (10, 1440)), "A step must be between 1 and 1439."),
    ("relearning_steps", ((), (1, 1439)), ((-1,), (1440,)), "A step must be between 1 and 1439."),
)


@pytest.mark.parametrize(("field", "inside", "outside", "sentence"), LIMITS)
def test_a_value_beyond_its_limits_is_refused_with_a_sentence(
    field: str, inside: tuple[Any, ...], outside: tuple[Any, ...], sentence: str
) -> None:
    for value in inside:
        assert getattr(StudySettings(**{field: value}), field) == value
    for value in outside:
        with pytest.raises(ValueError, match=f"^{sentence}$"):
            StudySettings(**{field: value})


def test_a_learner_who_sets_nothing_gets_these() -> None:
    study = StudySettings()
    assert (study.minutes_per_day, study.new_per_day, study.rollover_hour) == (20, None, 4)
    assert (study.base_retention, study.bias, study.bias.value) == (0.90, DomainBias.BALANCED, 0.5)
    assert not study.four_ratings


def test_new_cards_are_left_to_the_exam_day_order_unless_the_learner_sets_a_ceiling() -> None:
    assert StudySettings().most_new(by_worth=False) == 20
    assert StudySettings().most_new(by_worth=True) == 500
    assert StudySettings(new_per_day=7).most_new(by_worth=True) == 7


def test_a_pin_changes_what_a_domain_weighs() -> None:
    pins = (Pin.MORE, Pin.AS_WEIGHED, Pin.LESS, Pin.AS_WEIGHED, Pin.AS_WEIGHED)
    weights = StudySettings(pins=pins).weights(
        {DomainNumber(d): w for d, w in enumerate((28.0, 32.0, 15.0, 15.0, 10.0), 1)}
    )
    assert list(weights.values()) == [56, 32, 7.5, 15, 10]
    with pytest.raises(ValueError, match="one pin for each domain"):
        StudySettings(pins=(Pin.MORE,))
