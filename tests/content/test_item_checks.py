"""The checks of items among each other and among flashcards: one kind of problem a test, in an otherwise sound pack."""

from __future__ import annotations

import pytest

from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.rules.content import Cognitive, Option, OptionId
from tests.content.written_items import CHART_ITEMS, MEDICATION_ITEMS, WrittenItems
from tests.content.written_pack import CHART, MEDICATIONS

GIVEN_AWAY = (
    f"{MEDICATION_ITEMS}: co-list-owner: The stem gives away the key of co-forgotten-injection ({CHART_ITEMS}); "
    "reword one, or make them enemies."
)


def test_a_sound_pack_with_items_is_read_as_it_is_written(items: WrittenItems) -> None:
    pack = read_pack(items.folder)

    assert pack.item_quotas == (0, 2, 0, 0, 0)
    first, second = pack.items
    assert (first.id, first.topic, first.cognitive) == (
        "co-forgotten-injection",
        "chart-structure",
        Cognitive.APPLICATION,
    )
    assert first.options[0] == Option(
        OptionId("a"), "As a late entry that shows both times", "Both times stay readable.", key=True
    )
    assert (first.key, [option.key for option in first.options]) == (first.options[0], [True, False, False, False])
    assert (first.expected, first.teaches, first.enemies) == (
        0.72,
        ("co-late-entry", "co-addendum"),
        ("co-list-owner",),
    )
    assert (first.exhibit, first.computed, first.fixed_order, first.tags) == (None, None, False, ())
    assert second.exhibit is not None
    assert second.exhibit.startswith("Lists at discharge\n\n| List |")
    assert (second.computed, second.fixed_order, second.tags) == ("list[active == max(active)]", True, ("lists",))
    assert second.source == "42-cfr-482.24"


def test_items_go_by_the_order_of_topics_then_by_the_order_in_the_file(items: WrittenItems) -> None:
    pack_file = items.folder / CHART_ITEMS
    text = pack_file.read_text(encoding="utf-8")
    again = text.replace("co-forgotten-injection", "co-second").replace(
        "A nurse forgot", "Two clerks and a doctor lost"
    )
    items.append(CHART_ITEMS, again.replace("to chart a morning injection", "seven faxed letters about rashes"))
    items.replace("pack.toml", "items = [0, 2", "items = [0, 3")

    assert [item.id for item in read_pack(items.folder).items] == [
        "co-forgotten-injection",
        "co-second",
        "co-list-owner",
    ]


def test_a_pack_without_items_need_not_speak_of_them(items: WrittenItems) -> None:
    (items.folder / CHART_ITEMS).unlink()
    (items.folder / MEDICATION_ITEMS).unlink()
    items.replace("pack.toml", "items = [0, 2, 0, 0, 0]", "")

    pack = read_pack(items.folder)

    assert (pack.items, pack.item_quotas) == ((), (0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"application"', '"guessing"', "`cognitive` must be 'recall', 'application' or 'analysis'."),
        ("expected = 0.72", 'expected = "0.72"', "`expected` must be a number."),
        ("expected = 0.72", "expected = true", "`expected` must be a number."),
        ("expected = 0.72", "hard = 0.72", "`hard` is not a known key."),
        ('teaches = ["co-late-entry", "co-addendum"]', 'teaches = "co-late-entry"', "`teaches` must be a list."),
        ("key = true", 'key = "yes"', "`options.key`, entry 1, must be true or false."),
        ("key = true", "letter = 1", "`options.letter`, entry 1, is not a known key."),
        ('text = "In the margin of the signed order"', "", "`options.text`, entry 3, is missing."),
    ],
)
def test_a_wrong_shape_is_told_in_plain_words(items: WrittenItems, old: str, new: str, sentence: str) -> None:
    items.replace(CHART_ITEMS, old, new)

    assert f"{CHART_ITEMS}: co-forgotten-injection: {sentence}" in items.problems()


def test_an_item_off_its_shape_is_not_missed_a_second_time(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, "expected = 0.72", 'expected = "0.72"')
    items.replace(MEDICATION_ITEMS, 'tags = ["lists"]', 'enemies = ["co-forgotten-injection"]')

    assert items.problems() == [f"{CHART_ITEMS}: co-forgotten-injection: `expected` must be a number."]


def test_a_fault_of_one_item_is_told_with_file_and_id(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, "in the afternoon?", "in the afternoon.")
    items.replace(MEDICATION_ITEMS, 'why = "It has 7."', 'why = " "')

    assert items.problems() == [
        f"{CHART_ITEMS}: co-forgotten-injection: `stem` must end with a question mark.",
        f"{MEDICATION_ITEMS}: co-list-owner: `options.why`, entry 1, is empty.",
    ]


def test_an_id_that_a_flashcard_has_is_told(items: WrittenItems) -> None:
    items.replace(MEDICATION_ITEMS, '"co-list-owner"', '"co-addendum"')

    assert f"{MEDICATION_ITEMS}: co-addendum: The id is used before, in {CHART}." in items.problems()


def test_ids_of_items_and_options_are_in_small_letters(items: WrittenItems) -> None:
    items.replace(MEDICATION_ITEMS, 'id = "a"', 'id = "A"')
    items.replace(CHART_ITEMS, '"co-forgotten-injection"', '"co_forgotten"')

    assert items.problems() == [
        f"{CHART_ITEMS}: co_forgotten: The id must be in small letters and digits, joined by hyphens.",
        (
            f"{MEDICATION_ITEMS}: co-list-owner: "
            "The id of option `A` must be in small letters and digits, joined by hyphens."
        ),
    ]


def test_what_an_item_names_must_be_there(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, 'source = "42-cfr-482.24"', 'source = "hearsay"')
    items.replace(CHART_ITEMS, '"co-addendum"', '"co-unheard-of"')
    items.replace(CHART_ITEMS, 'enemies = ["co-list-owner"]', 'enemies = ["co-nobody"]')

    assert items.problems() == [
        f"{CHART_ITEMS}: co-forgotten-injection: There is no source `hearsay` in sources.toml.",
        f"{CHART_ITEMS}: co-forgotten-injection: There is no flashcard `co-unheard-of`, which `teaches` names.",
        f"{CHART_ITEMS}: co-forgotten-injection: There is no item `co-nobody`, which `enemies` names.",
    ]


def test_every_item_teaches_a_flashcard(items: WrittenItems) -> None:
    items.replace(MEDICATION_ITEMS, 'teaches = ["co-reconciliation"]', "teaches = []")

    assert items.problems() == [f"{MEDICATION_ITEMS}: co-list-owner: `teaches` names no flashcard."]


def test_nothing_is_named_twice_and_no_item_is_its_own_enemy(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, '"co-addendum"', '"co-late-entry"')
    items.replace(CHART_ITEMS, 'enemies = ["co-list-owner"]', 'enemies = ["co-forgotten-injection"]')

    assert items.problems() == [
        f"{CHART_ITEMS}: co-forgotten-injection: `teaches` names one flashcard twice.",
        f"{CHART_ITEMS}: co-forgotten-injection: `enemies` names the item itself.",
    ]


def test_an_item_lies_in_the_file_of_its_topic_and_that_in_the_folder_of_its_domain(items: WrittenItems) -> None:
    text = (items.folder / MEDICATION_ITEMS).read_bytes()
    (items.folder / MEDICATION_ITEMS).unlink()
    items.write("items/reporting/medications.toml", text)
    items.write("items/reporting/drugs.toml", "item = []")
    items.replace(CHART_ITEMS, 'topic = "chart-structure"', 'topic = "medications"')

    problems = items.problems()

    assert (
        "items/reporting/drugs.toml: There is no topic `drugs` in topics.toml; an item file is named after one."
        in problems
    )
    assert (
        "items/reporting/medications.toml: The file belongs in items/clinical-operations: that is its topic's domain."
        in problems
    )
    assert (
        f"{CHART_ITEMS}: co-forgotten-injection: The topic is `medications`, but the file is that of `chart-structure`."
        in problems
    )


def test_items_off_their_quotas_are_told_by_domain_and_topic(items: WrittenItems) -> None:
    items.replace("pack.toml", "items = [0, 2, 0, 0, 0]", "items = [0, 3, 0, 0, 1]")

    assert items.problems() == [
        f"{CHART_ITEMS}: chart-structure: Items of the topic: 1; the quota is 2.",
        "items/reporting/reports.toml: reports: Items of the topic: 0; the quota is 1.",
        "pack.toml: Items of domain 2: 2; the quota is 3.",
        "pack.toml: Items of domain 5: 0; the quota is 1.",
    ]


def test_quotas_of_items_are_five_numbers(items: WrittenItems) -> None:
    items.replace("pack.toml", "items = [0, 2, 0, 0, 0]", "items = [0, 2]")

    assert items.problems() == ["pack.toml: `quotas.items` must have 5 numbers, one for each domain, not 2."]


def test_a_source_that_only_an_item_uses_is_used(items: WrittenItems) -> None:
    items.append(
        "sources.toml",
        '[[source]]\nid = "lists"\ntitle = "Lists"\ncitation = "Lists"\npublisher = "CMS"\n'
        'address = "https://example.org"\nas_of = "2026-01"\n',
    )
    assert items.problems() == ["sources.toml: lists: No flashcard and no item uses this source."]
    items.replace(MEDICATION_ITEMS, 'source = "42-cfr-482.24"', 'source = "lists"')
    assert items.problems() == []


def test_two_stems_that_ask_the_same_are_told(items: WrittenItems) -> None:
    items.replace(
        MEDICATION_ITEMS,
        "Three lists disagree at discharge. Which one has most active drugs?",
        "Morning injections a nurse forgot to chart: how to enter them in the afternoons?",
    )

    assert items.problems() == [
        (
            f"{MEDICATION_ITEMS}: co-list-owner: "
            f"The stem is nearly that of co-forgotten-injection ({CHART_ITEMS}): similarity 0.88."
        ),
    ]


def tell_the_key(items: WrittenItems) -> list[str]:
    """The second stem holds the first item's key, of four words that matter, in its words and order."""
    items.replace(
        MEDICATION_ITEMS, "Three lists disagree", "The nurse made a late entry, showing the times. Three lists disagree"
    )
    items.replace(CHART_ITEMS, "As a late entry that shows both times", "As a late entry showing the times")
    return items.problems()


def test_a_stem_that_tells_another_items_key_is_told(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, 'enemies = ["co-list-owner"]', "")

    assert tell_the_key(items) == [GIVEN_AWAY]


def test_enemies_may_give_each_other_away(items: WrittenItems) -> None:
    assert tell_the_key(items) == []
    items.replace(CHART_ITEMS, 'enemies = ["co-list-owner"]', "")
    items.replace(MEDICATION_ITEMS, 'tags = ["lists"]', 'enemies = ["co-forgotten-injection"]')
    assert items.problems() == []


def test_a_key_of_few_words_is_given_away_only_where_the_same_flashcard_is_taught(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, 'enemies = ["co-list-owner"]', "")
    items.replace(MEDICATION_ITEMS, "Three lists disagree", "After a late entry three lists disagree")
    items.replace(CHART_ITEMS, "As a late entry that shows both times", "It is had as her late entry by them")
    assert items.problems() == []
    items.replace(MEDICATION_ITEMS, '["co-reconciliation"]', '["co-reconciliation", "co-late-entry"]')
    assert items.problems() == [GIVEN_AWAY]


def test_most_words_of_a_key_in_any_order_give_it_away_where_the_same_flashcard_is_taught(items: WrittenItems) -> None:
    items.replace(CHART_ITEMS, 'enemies = ["co-list-owner"]', "")
    items.replace(
        MEDICATION_ITEMS, "Three lists disagree", "Both times are shown by late entries. Three lists disagree"
    )
    assert items.problems() == []
    items.replace(MEDICATION_ITEMS, '["co-reconciliation"]', '["co-reconciliation", "co-late-entry"]')
    assert items.problems() == []  # shown is not show: three words of four
    items.replace(MEDICATION_ITEMS, "are shown by late entries", "show in a late entry")
    assert items.problems() == [GIVEN_AWAY]


def test_a_refused_flashcard_is_still_there_to_be_taught(items: WrittenItems) -> None:
    items.replace(MEDICATIONS, 'source = "42-cfr-482.24"', "source = 7")

    assert items.problems() == [f"{MEDICATIONS}: co-reconciliation: `source` must be text."]
