"""Whether the key is what the exhibit gives, and no distractor is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.content.computed import Labels, Number, computed_faults, numbers_in, value_of
from cehrs_desktop.content.expressions import Refused
from cehrs_desktop.rules.content import Item
from tests.builders import an_item
from tests.content.written_items import MEDICATION_ITEMS, WrittenItems

EXHIBIT = """
| Clinic | Visits | No-show | Opens | Since | MRN |
|---|---|---|---|---|---|
| North | 420 | 35 | 7:45 a.m. | 3/14/2026 | 0071 |
| North West | 310 | 47 | 9:00 a.m. | 3/15/2026 | 0072 |
| Dr. Lee's | 510 | 37 | 14:30 | 3/20/2026 | 0073 |
"""


def an_exhibit_item(computed: str, *texts: str) -> Item:
    """The key is the second option."""
    options = [replace(option, text=text) for option, text in zip(an_item("x").options, texts, strict=True)]
    return replace(an_item("x"), exhibit=EXHIBIT, computed=computed, options=tuple(options))


def faults(computed: str, *texts: str) -> list[str]:
    return list(computed_faults(an_exhibit_item(computed, *texts)))


RATE = "100 * no_show[clinic == 'North'] / visits[clinic == 'North']"  # 8.3333


def test_a_number_is_said_in_the_decimals_of_the_option() -> None:
    assert faults(RATE, "7%", "8%", "9%", "10%") == []
    assert faults(RATE, "8.2%", "About 8.3% of all", "8.4%", "35 of 420") == []
    assert faults(RATE, "8.32", "8.333", "8.34", "35") == []


def test_a_key_that_does_not_say_the_value_is_told() -> None:
    assert faults(RATE, "8.2%", "8.4%", "35%", "9%") == [
        "`computed` gives 8.33333, but the key, option b, does not say so."
    ]


def test_a_distractor_that_says_the_value_is_told() -> None:
    assert faults(RATE, "8%", "8.3%", "35%", "9%") == [
        "`computed` gives 8.33333, and option a says so, which is not the key."
    ]


def test_halves_are_rounded_up() -> None:
    assert Number(12.5).is_said_by("13%")
    assert not Number(12.5).is_said_by("12%")
    assert Number(0.285).is_said_by("0.29")
    assert Number(-45.0).is_said_by("($45)")
    assert Number(1e300).is_said_by("1" + "0" * 300)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("South only", []),
        ("$1,234.50 and 12%", [1234.5, 12]),
        ("(45)", [-45]),
        ("A credit of -$45, not 10-20", [-45, 10, 20]),
        ("The mean without V3 or T-12, 2.25 days", [2.25]),
        ("At 7:45 a.m., 15 minutes late", [465, 15]),
        ("March 14, 2026, on day 3", [739689, 3]),
        ("3/14/2026", [739689]),
        ("2/30/2026", []),
        ("90 days.", [90]),
        ("1,2 or 3", [1, 2, 3]),
    ],
)
def test_numbers_times_and_dates_in_a_text_are_found(text: str, numbers: list[float]) -> None:
    assert [number for number, _ in numbers_in(text)] == numbers


def test_labels_are_named_all_and_no_others() -> None:
    few = "clinic[visits > 400]"
    assert faults(few, "North", "Dr. Lee's and North", "North West", "All three") == []
    assert faults("clinic[visits < 400]", "North", "North West only", "North and Dr. Lee's", "Dr. Lee's") == []
    assert faults(few, "North and Dr. Lee's", "North West", "North West and North", "Neither") == [
        "`computed` gives Dr. Lee's, North, and option a says so, which is not the key.",
        "`computed` gives Dr. Lee's, North, but the key, option b, does not say so.",
    ]


def test_a_single_label_is_said_like_several() -> None:
    assert faults("first(clinic[no_show > 40])", "North", "North West", "Dr. Lee's", "All three") == []


def test_times_and_dates_are_said_as_such() -> None:
    assert faults("max(opens)", "At 7:45 a.m.", "At 2:30 p.m.", "At 14:31", "At 9:00 a.m.") == []
    assert faults("min(since) + 30", "April 12, 2026", "By April 13, 2026", "4/14/2026", "In 30 days") == []


def test_several_cells_that_look_like_numbers_are_labels() -> None:
    assert faults("mrn[visits > 400]", "0071", "0071 and 0073", "0072", "71 and 72") == []
    value = value_of("mrn[visits > 400]", EXHIBIT)
    assert value == Labels(frozenset({"0071", "0073"}), frozenset({"0071", "0072", "0073"}))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("clinic[visits > 999]", "it gives nothing"),
        ("visits * 2", "it gives several values that are not all labels of the exhibit"),
        ("any(visits > 1)", "it gives a condition, not a number or a text"),
        ("visits > 1", "it gives several values that are not all labels of the exhibit"),
        ("first(visits) * 1e308 * 10", "it gives an empty cell, or no number"),
        ("visit", "the exhibit has no column `visit`"),
    ],
)
def test_a_value_that_no_option_could_say_is_refused(expression: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        value_of(expression, EXHIBIT)
    assert faults(expression, "1", "2", "3", "4")[0].startswith(f"`computed` cannot be evaluated, because {reason}")


def test_an_item_without_an_expression_has_nothing_to_compare() -> None:
    assert list(computed_faults(an_item("x"))) == []


def test_the_check_of_a_pack_finds_a_wrong_key(items: WrittenItems) -> None:
    items.replace(MEDICATION_ITEMS, "| Ward | 9 | 2 |", "| Ward | 6 | 2 |")

    assert items.problems() == [
        f"{MEDICATION_ITEMS}: co-list-owner: `computed` gives Home, and option a says so, which is not the key.",
        f"{MEDICATION_ITEMS}: co-list-owner: `computed` gives Home, but the key, option b, does not say so.",
    ]
