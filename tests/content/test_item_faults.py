"""What an item must be like, taken by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.content.item_faults import item_faults
from cehrs_desktop.rules.content import Item, OptionId
from tests.builders import an_item

ITEM = an_item("an-item")
TABLE = "| A | B |\n|---|---|\n| 1 | 2 |"


def with_options(*texts: str, whys: tuple[str, ...] = ()) -> Item:
    options = tuple(replace(option, text=text) for option, text in zip(ITEM.options, texts, strict=True))
    return replace(
        ITEM,
        options=tuple(
            replace(option, why=why or option.why)
            for option, why in zip(options, whys or [""] * len(options), strict=True)
        ),
    )


def faults(item: Item) -> list[str]:
    return list(item_faults(item))


def test_a_sound_item_has_no_faults() -> None:
    assert faults(ITEM) == []


def test_a_stem_is_a_question_of_90_words() -> None:
    assert faults(replace(ITEM, stem="word " * 89 + "word?")) == []
    assert faults(replace(ITEM, stem="word " * 91)) == [
        "`stem` must end with a question mark.",
        "`stem` has 91 words; it may have 90.",
    ]


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("Which step is NOT needed?", "NOT"),
        ("All steps are needed EXCEPT which?", "EXCEPT"),
        ("All of the following steps are needed, except which?", "All of the following steps are needed, except"),
        ("Which step is LEAST useful?", "LEAST"),
        ("Which statement would be FALSE?", "FALSE"),
    ],
)
def test_a_stem_that_asks_for_the_exception_is_told(stem: str, said: str) -> None:
    assert faults(replace(ITEM, stem=stem)) == [f"`stem` says '{said}'; ask for what is so, not for the exception."]


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("Which of the following is true?", "Which of the following is true"),
        ("Which of the following statements about notes are correct?", None),
        ("A note was signed. Which statement is correct?", "Which statement is correct"),
    ],
)
def test_a_true_or_false_question_is_told(stem: str, said: str | None) -> None:
    assert faults(replace(ITEM, stem=stem)) == [
        f"`stem` says '{said or stem[:-1]}'; ask one question that can be answered without the options."
    ]


@pytest.mark.parametrize(
    "stem",
    [
        "A claim was not paid, except for one line. What is the least that must be sent?",
        "Which of the following steps comes first?",
        "A value is false. What is the correct order of steps?",
    ],
)
def test_negations_that_belong_to_the_story_are_accepted(stem: str) -> None:
    assert faults(replace(ITEM, stem=stem)) == []


def test_an_item_has_four_options_and_one_key() -> None:
    assert faults(replace(ITEM, options=ITEM.options[:3])) == ["An item has 4 options, not 3."]
    assert faults(replace(ITEM, options=())) == ["An item has 4 options, not 0.", "One option is the key, not 0."]
    no_key = tuple(replace(option, key=False) for option in ITEM.options)
    assert faults(replace(ITEM, options=no_key)) == ["One option is the key, not 0."]
    two_keys = (replace(ITEM.options[0], key=True), *ITEM.options[1:])
    assert faults(replace(ITEM, options=two_keys)) == ["One option is the key, not 2."]


def test_every_option_has_an_id_a_text_and_a_why() -> None:
    first, *others = ITEM.options
    assert faults(replace(ITEM, options=(replace(first, why="", text="", id=OptionId("")), *others))) == [
        "`options.id`, entry 1, is empty.",
        "`options.text`, entry 1, is empty.",
        "`options.why`, entry 1, is empty.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Call her", "call  her."), ("The *late* entry", "the late entry"), ("$1,234", "$1,234."), ("a/b", "A-B")],
)
def test_two_options_alike_are_told(first: str, second: str) -> None:
    assert faults(with_options(first, "Another", second, "One more")) == ["Options a and c are alike."]


@pytest.mark.parametrize(("first", "second"), [("< 90 days", "> 90 days"), ("5%", "5"), ("-5", "5"), ("1.5", "15")])
def test_options_that_differ_in_a_sign_are_not(first: str, second: str) -> None:
    assert faults(with_options(first, "120", second, "130")) == []


def test_two_options_with_one_id_are_told() -> None:
    first, second, *others = ITEM.options
    assert faults(replace(ITEM, options=(first, replace(second, id=first.id), *others))) == [
        "Two options have the id `a`."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("All of the above", "All of the above"),
        ("None of the above.", "None of the above"),
        ("Neither of these answers", "Neither of these answers"),
        ("Both A and B", "Both A and B"),
        ("A and C only", "A and C only"),
        ("Options b, c, and d", "Options b, c, and d"),
    ],
)
def test_an_option_about_other_options_is_told(text: str, said: str) -> None:
    item = with_options(text, "Another way", "A third way", "A fourth way")

    assert faults(item) == [f"Option a says '{said}'; an option stands for itself."]


@pytest.mark.parametrize(
    "text", ["Medicare Parts A and B", "Part A and Part B", "All of the above-named staff's notes"]
)
def test_an_option_about_medicare_is_not(text: str) -> None:
    item = with_options(text, "Another way", "A third way", "A fourth way")

    assert ("says" in " ".join(faults(item))) == text.startswith("All")


@pytest.mark.parametrize(
    "why",
    [
        "Option B forgets the date.",
        "The answer (C) is better.",
        "Unlike options A and D, it is final.",
        "The first option is better.",
        "See the option above.",
        "Both A and C forget it.",
    ],
)
def test_a_why_that_names_a_letter_or_a_place_is_told(why: str) -> None:
    (sentence,) = faults(with_options("One", "Two", "Three", "Four", whys=(why, "", "", "")))

    assert sentence.startswith("The why of option a says '")
    assert sentence.endswith("', but options are shuffled.")


@pytest.mark.parametrize(
    "why", ["Medicare Part A and Part B pay it.", "The option a patient has is to ask.", "An answer Dr. Adams gave."]
)
def test_letters_that_name_no_option_are_accepted(why: str) -> None:
    assert faults(with_options("One", "Two", "Three", "Four", whys=(why, "", "", ""))) == []


def test_options_of_unequal_length_are_told() -> None:
    item = with_options("x" * 10, "y" * 10, "z" * 11, "a b c d e f gh ijk")

    assert faults(item) == []
    assert faults(with_options("x" * 10, "y" * 10, "z" * 11, "a b c d e f gh ijkl")) == [
        "The longest option has 19 characters and the shortest 10: more than 1.8 times as many."
    ]


def test_options_of_six_words_at_most_may_be_of_any_length() -> None:
    assert faults(with_options("No", "Yes", "Maybe", "Only on the second Tuesday afternoon")) == []


@pytest.mark.parametrize("expected", [0.29, 0.96, float("nan"), -1.0])
def test_an_expected_difficulty_out_of_range_is_told(expected: float) -> None:
    assert faults(replace(ITEM, expected=expected)) == [
        f"`expected` must lie between 0.30 and 0.95, not at {expected:g}."
    ]


@pytest.mark.parametrize("expected", [0.30, 0.95])
def test_the_ends_of_the_range_are_within_it(expected: float) -> None:
    assert faults(replace(ITEM, expected=expected)) == []


def test_markup_that_runs_or_loads_is_told() -> None:
    item = replace(ITEM, stem="Is it <b>done</b>?", exhibit=TABLE + "\n| see | www.example.org |")
    item = replace(item, options=(replace(ITEM.options[0], why="See https://example.org"), *ITEM.options[1:]))

    assert faults(item) == [
        "`stem` holds raw HTML; write Markdown, and a space after a less-than sign.",
        "`exhibit` holds a link or image from the network; addresses belong in sources.toml.",
        "`why of option a` holds a link or image from the network; addresses belong in sources.toml.",
    ]


def test_an_expression_without_an_exhibit_is_told() -> None:
    assert faults(replace(ITEM, computed="1")) == ["`computed` needs an `exhibit`."]


@pytest.mark.parametrize("exhibit", [TABLE, f"Before\n\n{TABLE}\n\nAfter\n\n\n{TABLE}\n", f"  {TABLE}"])
def test_an_exhibit_holds_tables_and_captions(exhibit: str) -> None:
    assert faults(replace(ITEM, exhibit=exhibit)) == []


@pytest.mark.parametrize("exhibit", ["Only words", "Words\n\nand more", "A|B\n-|-\n1|2"])
def test_an_exhibit_without_a_table_is_told(exhibit: str) -> None:
    assert faults(replace(ITEM, exhibit=exhibit)) == [
        "`exhibit` has no Markdown table: a header, a line of hyphens and rows, all between | and |."
    ]


@pytest.mark.parametrize("exhibit", [f"Caption\n{TABLE}", f"{TABLE}\nCaption", f"{TABLE}\n\n| A |\n|---|"])
def test_a_table_that_is_not_parted_from_its_caption_is_told(exhibit: str) -> None:
    assert faults(replace(ITEM, exhibit=exhibit)) == [
        (
            "A table in `exhibit` must have a header, a line of hyphens and rows, all between | and |; "
            "an empty line parts it from a caption or from another table."
        ),
    ]


def test_a_table_with_a_cell_too_many_is_told() -> None:
    assert faults(replace(ITEM, exhibit=f"{TABLE}\n\n{TABLE}\n| 3 | 4 | 5 |")) == [
        "Line 4 of the table in `exhibit` differs from its header in cells: 3, not 2."
    ]
