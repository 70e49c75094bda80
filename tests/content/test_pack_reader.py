"""Reading a pack from its folder, and telling everything that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cehrs_desktop.content.pack_reader import BrokenPack, Problem, read_pack
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import DomainNumber, Source
from tests.content.written_pack import CHART, MEDICATIONS, SCHEDULING, WrittenPack


def test_the_shipped_pack_has_no_problems() -> None:
    pack = read_pack(resources_dir() / "content" / "cehrs-2020")

    assert len(pack.flashcards) == sum(pack.flashcard_quotas)
    assert all(card.why and card.source for card in pack.flashcards)


def test_a_sound_pack_is_read_as_it_is_written(pack: WrittenPack) -> None:
    read = read_pack(pack.folder)

    assert (read.id, read.name, read.version, read.language) == ("small", "A small pack", "1", "en-US")
    assert (read.license, read.disclaimer) == ("CC-BY-4.0", "Independent.")
    assert (read.flashcard_quotas, read.core_quotas) == ((1, 3, 0, 0, 0), (0, 1, 0, 0, 0))
    assert [source.id for source in read.sources] == ["42-cfr-482.24", "practice-metrics"]
    assert isinstance(read.sources[0], Source)
    assert read.sources[1].volatile
    card = read.flashcards[0]
    assert (card.id, card.topic, card.core, card.group, card.tags) == (
        "nc-no-show",
        "scheduling",
        False,
        None,
        ("rates",),
    )
    assert card.exhibit == "| Clinic | Scheduled |\n|:---|---:|\n| North \\| West | 420 |"


def test_topics_and_flashcards_go_by_domain_then_by_the_order_of_topics_then_by_the_order_in_the_file(
    pack: WrittenPack,
) -> None:
    read = read_pack(pack.folder)

    assert [topic.domain for topic in read.topics] == [1, 2, 2, 3, 4, 5]
    assert read.topics[0].domain is DomainNumber.NON_CLINICAL_OPERATIONS
    assert [card.id for card in read.flashcards] == ["nc-no-show", "co-late-entry", "co-addendum", "co-reconciliation"]


def test_a_byte_order_mark_and_line_ends_of_windows_do_no_harm(pack: WrittenPack) -> None:
    before = read_pack(pack.folder)
    for file in ("pack.toml", "topics.toml", "sources.toml", SCHEDULING, CHART, MEDICATIONS):
        written = (pack.folder / file).read_bytes()
        pack.write(file, b"\xef\xbb\xbf" + written.replace(b"\n", b"\r\n"))

    assert read_pack(pack.folder) == before


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack) as caught:
        read_pack(tmp_path / "nowhere")

    assert caught.value.problems == (Problem(".", None, "The folder of the pack is missing."),)


@pytest.mark.parametrize("file", ["pack.toml", "topics.toml", "sources.toml"])
def test_a_missing_file_is_the_only_problem_told(pack: WrittenPack, file: str) -> None:
    (pack.folder / file).unlink()

    assert pack.problems() == [f"{file}: The file is missing."]


def test_a_file_that_cannot_be_opened_is_told(pack: WrittenPack) -> None:
    (pack.folder / "topics.toml").unlink()
    (pack.folder / "topics.toml").mkdir()

    (problem,) = pack.problems()

    assert problem.startswith("topics.toml: The file cannot be read: ")


def test_text_in_another_encoding_is_told_with_its_line(pack: WrittenPack) -> None:
    pack.write(CHART, "# first line\n# café".encode("latin-1"))

    assert pack.problems() == [f"{CHART}: The file is not UTF-8 text (at line 2)."]


def test_what_is_not_toml_is_told_with_its_line(pack: WrittenPack) -> None:
    pack.replace(CHART, 'back = "As a late entry."', "back = As a late entry.")

    assert pack.problems() == [f"{CHART}: The file is not TOML: Invalid value (at line 7, column 8)."]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("pack.toml", 'version = "1"', "version = 1", "`version` must be text."),
        ("pack.toml", 'name = "A small pack"', "", "`name` is missing."),
        ("pack.toml", "[quotas]", "[quota]", "`quotas` is missing."),
        ("pack.toml", "[quotas]", "[quota]", "`quota` is not a known key."),
        ("pack.toml", "[1, 3, 0, 0, 0]", '[1, "3", 0, 0, 0]', "`quotas.flashcards`, entry 2, must be a whole number."),
        ("pack.toml", "[1, 3, 0, 0, 0]", "[1, -3, 0, 0, 0]", "`quotas.flashcards`, entry 2, must be at least 0."),
        ("pack.toml", "[1, 3, 0, 0, 0]", "4", "`quotas.flashcards` must be a list."),
        ("topics.toml", "domain = 4", "domain = 6", "privacy: `domain` must be at most 5."),
        ("topics.toml", "share = 100", "share = 0", "privacy: `share` must be at least 1."),
        ("topics.toml", "share = 100", "share = true", "privacy: `share` must be a whole number."),
        ("sources.toml", 'as_of = "2026-01"', "as_of = 2026-01-01", "42-cfr-482.24: `as_of` must be text."),
        (CHART, "core = true", 'core = "yes"', "co-late-entry: `core` must be true or false."),
        (CHART, "core = true", 'colour = "red"', "co-late-entry: `colour` is not a known key."),
        (CHART, "core = true", "tags = [1]", "co-late-entry: `tags`, entry 1, must be text."),
        (CHART, 'id = "co-late-entry"', "", "entry 1: `id` is missing."),
        (CHART, 'id = "co-late-entry"', "id = 7", "entry 1: `id` must be text."),
    ],
)
def test_a_wrong_shape_is_told_in_plain_words(pack: WrittenPack, file: str, old: str, new: str, sentence: str) -> None:
    pack.replace(file, old, new)

    assert f"{file}: {sentence}" in pack.problems()


def test_an_entry_that_is_no_table_is_told(pack: WrittenPack) -> None:
    pack.write(MEDICATIONS, 'flashcard = ["a card"]')

    assert pack.problems() == [f"{MEDICATIONS}: entry 1: This entry must be a table."]


def test_a_list_under_a_misspelled_key_is_told(pack: WrittenPack) -> None:
    pack.replace(MEDICATIONS, "[[flashcard]]", "[[flashcards]]")

    assert pack.problems() == [
        f"{MEDICATIONS}: `flashcard` is missing.",
        f"{MEDICATIONS}: `flashcards` is not a known key.",
    ]


def test_a_stray_table_in_a_file_does_not_hide_what_is_wrong_with_the_others(pack: WrittenPack) -> None:
    pack.replace(CHART, 'source = "42-cfr-482.24"', 'source = "unheard-of"')
    pack.append(CHART, "[[flashcrad]]\n")

    assert pack.problems() == [
        f"{CHART}: `flashcrad` is not a known key.",
        f"{CHART}: co-late-entry: There is no source `unheard-of` in sources.toml.",
    ]


@pytest.mark.parametrize("file", ["topic.toml", "flashcards/stray.toml", "flashcards/a/b/c.toml", "cards/a/b.toml"])
def test_a_file_in_no_place_of_a_pack_is_told(pack: WrittenPack, file: str) -> None:
    pack.write(file, "")

    assert pack.problems() == [f"{file}: A pack has no file of this name in this place."]


@pytest.mark.parametrize(
    "file", [".hidden.toml", ".git/pack.toml", "LICENSE", "flashcards/clinical-operations/a.toml~"]
)
def test_hidden_files_and_files_of_other_kinds_are_ignored(pack: WrittenPack, file: str) -> None:
    pack.write(file, "[[nonsense")

    assert pack.problems() == []


@pytest.mark.parametrize("file", [CHART, "pack.toml", "topics.toml", "sources.toml"])
@pytest.mark.parametrize(
    "value", ["1", "-1.5", "nan", "true", "[]", "[[]]", "{}", "2026-11-01", '""', '"x"', '["x"]', "[{}]", "1" * 5000]
)
def test_whatever_stands_for_a_value_the_pack_is_read_or_refused_with_problems(
    pack: WrittenPack, file: str, value: str
) -> None:
    sound = (pack.folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(sound):
        key, is_value, _ = line.partition(" = ")
        if is_value:
            pack.write(file, "".join([*sound[:number], f"{key} = {value}\n", *sound[number + 1 :]]))
            assert all(pack.problems())


def test_a_pack_with_many_faults_tells_them_all_at_once(pack: WrittenPack) -> None:
    pack.replace("pack.toml", 'version = "1"', "version = 1")
    pack.replace("topics.toml", "share = 60", "share = 50")
    pack.replace("sources.toml", "https://example.org/metrics", "a library")
    pack.write(SCHEDULING, "[[flashcard")
    pack.replace(CHART, "core = true", 'colour = "red"')
    pack.replace(CHART, 'back = "Its author."', 'back = " "')
    pack.replace(MEDICATIONS, 'source = "42-cfr-482.24"', 'source = "unheard-of"')

    with pytest.raises(UserError) as caught:
        read_pack(pack.folder)

    assert str(caught.value).splitlines() == [
        "The content pack small cannot be used, because it has 7 problems:",
        f"{CHART}: co-late-entry: `colour` is not a known key.",
        f"{CHART}: co-addendum: `back` is empty.",
        f"{MEDICATIONS}: co-reconciliation: There is no source `unheard-of` in sources.toml.",
        f"{SCHEDULING}: The file is not TOML: Expected ']]' at the end of an array declaration (at end of document).",
        "pack.toml: `version` must be text.",
        "sources.toml: practice-metrics: `address` must begin with https:// or http:// and hold no space.",
        "topics.toml: The shares of domain 2 add up to 90, not to 100.",
        "Install CEHRS Trainer again, or mend these files.",
    ]


def test_a_single_problem_is_counted_in_the_singular() -> None:
    message = str(BrokenPack("small", [Problem("pack.toml", None, "It is wrong.")]))

    assert message.startswith(
        "The content pack small cannot be used, because it has 1 problem:\npack.toml: It is wrong."
    )


def test_importing_the_reader_brings_in_neither_pydantic_nor_numpy() -> None:
    program = (
        "import sys; from cehrs_desktop.content import blueprint_reader, fingerprint, pack_reader;"
        "sys.exit(bool({'pydantic', 'numpy', 'appdirs'} & sys.modules.keys()))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
