"""The exam as data: what a blueprint refuses, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.blueprint import Blueprint, CognitiveRanges, DomainItems, Makeup, Scale

COGNITIVE = CognitiveRanges(recall=(0.0, 0.4), application=(0.35, 0.8), analysis=(0.1, 0.4))
BLUEPRINT = Blueprint(
    id="an-exam",
    name="An exam",
    minutes=125,
    scale=Scale(lowest=200, highest=500, pass_mark=390),
    target_expected=0.7,
    cognitive=COGNITIVE,
    per_domain=tuple(
        DomainItems(number=number, name=f"Domain {number}", scored=scored, pretest=pretest)
        for number, scored, pretest in zip(DomainNumber, (10, 10, 10, 10, 20), (1, 2, 3, 4, 5), strict=True)
    ),
    parts=5,
    diagnostic=Makeup(scored=(4, 4, 4, 4, 8), pretest=(0,) * 5, minutes=24, parts=2),
)


def test_weights_are_the_percentages_of_scored_items_and_add_up_to_a_hundred() -> None:
    assert [domain.weight for domain in BLUEPRINT.domains] == [17, 17, 17, 16, 33]


def test_domains_keep_number_and_name() -> None:
    assert [(domain.number, domain.name) for domain in BLUEPRINT.domains] == [
        (number, f"Domain {number}") for number in DomainNumber
    ]


def test_items_are_added_up_over_the_domains() -> None:
    assert (BLUEPRINT.scored_items, BLUEPRINT.pretest_items) == (60, 15)
    assert BLUEPRINT.mock.items == 75
    assert BLUEPRINT.diagnostic.items == 24


def test_the_full_exam_is_a_sitting_of_all_its_items() -> None:
    assert BLUEPRINT.mock == Makeup(scored=(10, 10, 10, 10, 20), pretest=(1, 2, 3, 4, 5), minutes=125, parts=5)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "needs an id and a name"),
        ({"name": ""}, "needs an id and a name"),
        ({"minutes": 0}, "at least 1 minute"),
        ({"target_expected": 1.0}, "between 0 and 1"),
        ({"target_expected": float("nan")}, "between 0 and 1"),
        ({"per_domain": BLUEPRINT.per_domain[:4]}, "each once and in this order"),
        ({"per_domain": BLUEPRINT.per_domain[::-1]}, "each once and in this order"),
        ({"parts": 0}, "into 0 equal parts"),
        ({"parts": 7}, "into 7 equal parts"),
    ],
)
def test_an_exam_that_contradicts_itself_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(BLUEPRINT, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(("lowest", "highest", "pass_mark"), [(200, 500, 500), (200, 500, 200), (-1, 500, 390)])
def test_a_pass_mark_outside_the_scale_is_refused(lowest: int, highest: int, pass_mark: int) -> None:
    with pytest.raises(ValueError, match="must lie between"):
        Scale(lowest=lowest, highest=highest, pass_mark=pass_mark)


@pytest.mark.parametrize("recall", [(0.5, 0.4), (-0.1, 0.4), (0.1, 1.1), (float("nan"), 0.4)])
def test_a_range_that_falls_or_leaves_0_to_1_is_refused(recall: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="must rise and lie between 0 and 1"):
        replace(COGNITIVE, recall=recall)


@pytest.mark.parametrize(
    ("recall", "application", "analysis"),
    [((0.4, 1.0), (0.4, 1.0), (0.4, 1.0)), ((0.0, 0.3), (0.0, 0.3), (0.0, 0.3))],
)
def test_ranges_that_no_form_can_keep_are_refused(
    recall: tuple[float, float], application: tuple[float, float], analysis: tuple[float, float]
) -> None:
    with pytest.raises(ValueError, match="cannot add up to 1"):
        CognitiveRanges(recall=recall, application=application, analysis=analysis)


def test_ranges_that_meet_1_exactly_are_accepted_in_spite_of_binary_rounding() -> None:
    assert CognitiveRanges(recall=(0.1, 0.1), application=(0.2, 0.2), analysis=(0.7, 0.7))


@pytest.mark.parametrize(
    ("name", "scored", "pretest", "reason"),
    [("", 1, 0, "has no name"), ("A", 0, 0, "at least 1 scored item"), ("A", 1, -1, "no negative number")],
)
def test_a_domain_without_name_or_items_is_refused(name: str, scored: int, pretest: int, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        DomainItems(number=DomainNumber.REPORTING, name=name, scored=scored, pretest=pretest)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scored": (1, 2)}, "each of the five domains"),
        ({"pretest": ()}, "each of the five domains"),
        ({"scored": (0, 0, 0, 0, 0)}, "needs scored items"),
        ({"pretest": (0, 0, 0, 0, -1)}, "no negative number"),
        ({"minutes": 0}, "at least 1 minute"),
        ({"parts": 5}, "into 5 equal parts"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(BLUEPRINT.diagnostic, **change)  # type: ignore[arg-type]
