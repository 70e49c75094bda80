"""The checks of meaning: one kind of problem a test, each on an otherwise sound pack."""

from __future__ import annotations

import random

import pytest

from cehrs_desktop.content.pack_reader import read_pack
from tests.content.written_pack import CHART, MEDICATIONS, SCHEDULING, WrittenPack


def test_a_sound_pack_has_no_problems(pack: WrittenPack) -> None:
    assert pack.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("pack.toml", 'disclaimer = "Independent."', 'disclaimer = " "', "small: `disclaimer`"),
        ("topics.toml", 'name = "The topic privacy"', 'name = ""', "privacy: `name`"),
        ("sources.toml", 'title = "Metrics"', 'title = "\\n"', "practice-metrics: `title`"),
        (CHART, 'back = "Its author."', 'back = "  "', "co-addendum: `back`"),
        (CHART, "core = true", 'core = true\nexhibit = ""', "co-late-entry: `exhibit`"),
        (SCHEDULING, '["rates"]', '["rates", ""]', "nc-no-show: `tags`"),
    ],
)
def test_an_empty_text_is_told(pack: WrittenPack, file: str, old: str, new: str, where: str) -> None:
    pack.replace(file, old, new)

    assert pack.problems() == [f"{file}: {where} is empty."]


@pytest.mark.parametrize("wrong", ["co_addendum", "Co-addendum", "co--addendum", "co-addendum-", "co addendum", "co.a"])
def test_an_id_not_in_small_letters_and_hyphens_is_told(pack: WrittenPack, wrong: str) -> None:
    pack.replace(CHART, '"co-addendum"', f'"{wrong}"')

    assert pack.problems() == [f"{CHART}: {wrong}: The id must be in small letters and digits, joined by hyphens."]


def test_a_group_is_written_like_an_id(pack: WrittenPack) -> None:
    for title in ("co-late-entry", "co-addendum"):
        pack.replace(CHART, f'id = "{title}"', f'id = "{title}"\ngroup = "A Group"')

    assert pack.problems() == [
        f"{CHART}: {title}: `group` must be in small letters and digits, joined by hyphens."
        for title in ("co-late-entry", "co-addendum")
    ]


def test_the_pack_has_the_name_of_its_folder(pack: WrittenPack) -> None:
    pack.replace("pack.toml", '"small"', '"large"')

    assert pack.problems() == ["pack.toml: large: The id must be the name of the pack's folder, `small`."]


def test_an_id_used_twice_in_a_file_is_told(pack: WrittenPack) -> None:
    pack.replace(CHART, '"co-addendum"', '"co-late-entry"')

    assert pack.problems() == [f"{CHART}: co-late-entry: The id is used before, in this file."]


def test_an_id_used_in_two_files_is_told(pack: WrittenPack) -> None:
    pack.replace(MEDICATIONS, '"co-reconciliation"', '"co-addendum"')

    assert pack.problems() == [f"{MEDICATIONS}: co-addendum: The id is used before, in {CHART}."]


def test_ids_of_topics_and_of_sources_are_unique_too(pack: WrittenPack) -> None:
    pack.append("topics.toml", '[[topic]]\nid = "privacy"\ndomain = 4\nname = "Again"\nshare = 1\n')
    pack.replace("sources.toml", '"practice-metrics"', '"42-cfr-482.24"')

    problems = pack.problems()

    assert "topics.toml: privacy: The id is used before, in this file." in problems
    assert "sources.toml: 42-cfr-482.24: The id is used before, in this file." in problems


@pytest.mark.parametrize("wrong", ["2026", "2026-13", "2026-1", "11/2026", "2026-11-01"])
def test_a_source_is_dated_by_year_and_month(pack: WrittenPack, wrong: str) -> None:
    pack.replace("sources.toml", '"2026-01"', f'"{wrong}"')

    assert pack.problems() == ["sources.toml: 42-cfr-482.24: `as_of` must be a year and month, such as 2026-11."]


def test_a_source_has_an_address_on_the_web(pack: WrittenPack) -> None:
    pack.replace("sources.toml", "https://example.org/metrics", "example.org/metrics")

    assert pack.problems() == [
        "sources.toml: practice-metrics: `address` must begin with https:// or http:// and hold no space."
    ]


def test_a_source_without_address_or_date_is_told_once_for_each(pack: WrittenPack) -> None:
    pack.replace("sources.toml", "https://example.org/metrics", "")
    pack.replace("sources.toml", "2025-03", "")

    assert pack.problems() == [
        "sources.toml: practice-metrics: `address` is empty.",
        "sources.toml: practice-metrics: `as_of` is empty.",
    ]


def test_an_unknown_topic_is_told(pack: WrittenPack) -> None:
    pack.replace(CHART, 'topic = "chart-structure"', 'topic = "charts"')

    assert f"{CHART}: co-late-entry: There is no topic `charts` in topics.toml." in pack.problems()


def test_an_unknown_source_is_told(pack: WrittenPack) -> None:
    pack.replace(CHART, 'source = "42-cfr-482.24"', 'source = "hearsay"')

    assert pack.problems() == [f"{CHART}: co-late-entry: There is no source `hearsay` in sources.toml."]


def test_a_reference_to_a_refused_entry_is_no_second_problem(pack: WrittenPack) -> None:
    pack.replace("topics.toml", "share = 60", 'share = "60"')
    pack.replace("sources.toml", "volatile = true", "volatile = 1")

    assert pack.problems() == [
        "sources.toml: practice-metrics: `volatile` must be true or false.",
        "topics.toml: chart-structure: `share` must be a whole number.",
    ]


def test_a_flashcard_file_is_named_after_a_topic(pack: WrittenPack) -> None:
    path = "flashcards/clinical-operations/drugs.toml"
    pack.write(path, (pack.folder / MEDICATIONS).read_bytes())
    (pack.folder / MEDICATIONS).unlink()

    assert pack.problems() == [
        f"{path}: There is no topic `drugs` in topics.toml; a flashcard file is named after one."
    ]


def test_a_flashcard_file_lies_in_the_folder_of_its_domain(pack: WrittenPack) -> None:
    path = "flashcards/reporting/medications.toml"
    pack.write(path, (pack.folder / MEDICATIONS).read_bytes())
    (pack.folder / MEDICATIONS).unlink()

    assert pack.problems() == [
        f"{path}: The file belongs in flashcards/clinical-operations: that is its topic's domain."
    ]


def test_a_flashcard_lies_in_the_file_of_its_topic(pack: WrittenPack) -> None:
    pack.replace(MEDICATIONS, 'topic = "medications"', 'topic = "chart-structure"')

    assert (
        f"{MEDICATIONS}: co-reconciliation: The topic is `chart-structure`, but the file is that of `medications`."
        in pack.problems()
    )


def test_the_shares_of_a_domain_make_a_hundred(pack: WrittenPack) -> None:
    pack.replace("topics.toml", "share = 60", "share = 61")

    assert pack.problems() == ["topics.toml: The shares of domain 2 add up to 101, not to 100."]


def test_every_domain_has_a_topic(pack: WrittenPack) -> None:
    pack.replace("topics.toml", "domain = 5", "domain = 2")

    assert "topics.toml: Domain 5 has no topic." in pack.problems()


def test_quotas_are_five_numbers(pack: WrittenPack) -> None:
    pack.replace("pack.toml", "core = [0, 1, 0, 0, 0]", "core = [0, 1, 0, 0]")

    assert pack.problems() == ["pack.toml: `quotas.core` must have 5 numbers, one for each domain, not 4."]


def test_no_more_flashcards_are_core_than_there_are(pack: WrittenPack) -> None:
    pack.replace("pack.toml", "core = [0, 1, 0, 0, 0]", "core = [0, 1, 0, 2, 0]")

    assert pack.problems() == ["pack.toml: `quotas.core` wants 2 of the 0 flashcards of domain 4."]


def test_a_domain_off_its_quota_is_told(pack: WrittenPack) -> None:
    pack.replace("pack.toml", "flashcards = [1, 3, 0, 0, 0]", "flashcards = [1, 3, 0, 2, 0]")

    assert pack.problems() == [
        "flashcards/regulatory-compliance/privacy.toml: privacy: Flashcards of the topic: 0; the quota is 2.",
        "pack.toml: Flashcards of domain 4: 0; the quota is 2.",
    ]


def test_a_topic_off_its_quota_is_told(pack: WrittenPack) -> None:
    pack.replace("topics.toml", "share = 60", "share = 40")
    pack.replace("topics.toml", 'share = 40\n[[topic]]\nid = "claims"', 'share = 60\n[[topic]]\nid = "claims"')

    assert pack.problems() == [
        f"{CHART}: chart-structure: Flashcards of the topic: 2; the quota is 1.",
        f"{MEDICATIONS}: medications: Flashcards of the topic: 1; the quota is 2.",
    ]


def test_a_domain_off_its_core_quota_is_told(pack: WrittenPack) -> None:
    pack.replace(CHART, "core = true", "core = false")

    assert pack.problems() == ["pack.toml: Core flashcards of domain 2: 0; the quota is 1."]


def test_a_flashcard_alone_in_its_group_is_told(pack: WrittenPack) -> None:
    pack.replace(CHART, "core = true", 'core = true\ngroup = "entries"')

    assert pack.problems() == [f"{CHART}: co-late-entry: The flashcard is alone in its group `entries`."]


def test_a_source_that_nothing_rests_on_is_told(pack: WrittenPack) -> None:
    pack.replace(SCHEDULING, '"practice-metrics"', '"42-cfr-482.24"')

    assert pack.problems() == ["sources.toml: practice-metrics: No flashcard and no item uses this source."]


def test_a_text_that_is_not_fit_for_a_flashcard_is_told(pack: WrittenPack) -> None:
    pack.replace(CHART, "As a late entry.", "As a <b>late</b> entry.")

    assert pack.problems() == [
        f"{CHART}: co-late-entry: `back` holds raw HTML; write Markdown, and a space after a less-than sign."
    ]


def test_two_fronts_that_ask_the_same_are_told(pack: WrittenPack) -> None:
    pack.replace(CHART, "Who adds to a signed note?", "Is a morning's forgotten injection charted, and how?")

    assert pack.problems() == [
        f"{CHART}: co-addendum: The front is nearly that of co-late-entry ({CHART}): similarity 1.00."
    ]


def test_blanks_of_one_text_may_look_alike(pack: WrittenPack) -> None:
    for title, text in (
        ("co-late-entry", "How is an injection charted that was forgotten in the morning?"),
        ("co-addendum", "Who adds to a signed note?"),
    ):
        pack.replace(CHART, f'id = "{title}"', f'id = "{title}"\ngroup = "blanks"')
        pack.replace(CHART, text, "A late entry carries ___ and ___.")

    assert pack.problems() == []


def test_nine_hundred_flashcards_are_read_and_checked(pack: WrittenPack) -> None:
    dice = random.Random(1)
    words = [f"word{number}x" for number in range(3000)]
    for file, topic, more in ((CHART, "chart-structure", 537), (MEDICATIONS, "medications", 359)):
        cards = [
            f'[[flashcard]]\nid = "{topic}-{number}"\ntopic = "{topic}"\nsource = "42-cfr-482.24"\n'
            f'front = "{" ".join(dice.sample(words, 25))}"\nback = "{" ".join(dice.sample(words, 15))}"\n'
            f'why = "{" ".join(dice.sample(words, 15))}"\n'
            for number in range(more)
        ]
        pack.append(file, "".join(cards))
    pack.replace("pack.toml", "[1, 3, 0, 0, 0]", "[1, 899, 0, 0, 0]")

    read = read_pack(pack.folder)

    assert len(read.flashcards) == 900
