"""Fingerprints: equal for equal content, different for any difference."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.content.fingerprint import item_versions, of_flashcard, of_folder, of_item
from cehrs_desktop.content.pack_reader import BrokenPack
from cehrs_desktop.rules.content import Cognitive, DomainNumber, Flashcard, Item, Source
from tests.builders import a_flashcard, a_pack, an_item
from tests.content.written_pack import CHART, MEDICATIONS, WrittenPack

CARD = replace(a_flashcard("a-card"), tags=("a", "b"))


def test_equal_flashcards_have_one_fingerprint() -> None:
    assert of_flashcard(CARD) == of_flashcard(replace(CARD))
    assert len(of_flashcard(CARD)) == 64


def test_the_fingerprint_of_a_flashcard_stays_what_it_is() -> None:
    # Were it another, every pack would be installed anew, card by card.
    assert of_flashcard(CARD) == "f3e7b2ed2d20a6dde01a59875f9267d6cff745265a5a87874ca39fe6a3babbd8"


@pytest.mark.parametrize("name", [field.name for field in fields(Flashcard)])
def test_every_field_of_a_flashcard_counts(name: str) -> None:
    value = getattr(CARD, name)
    other = {bool: not value, tuple: ("b", "a")}.get(type(value), "something else")
    changed = replace(CARD, **{name: other})  # type: ignore[arg-type]

    assert of_flashcard(changed) != of_flashcard(CARD)


ITEM = replace(an_item("an-item"), exhibit="A table", computed="a", tags=("a",))
SOURCE = a_pack([]).sources[0]
DOMAIN = DomainNumber.REPORTING


def test_the_fingerprint_of_an_item_stays_what_it_is() -> None:
    # Were it another, every item would be a new version, and none would be the one an attempt names.
    assert of_item(ITEM, DOMAIN, SOURCE) == "1abf4e8ca1d36421ecb978c007af1bc6ee9db9585a9f7af4bd5f6037c154e56c"


@pytest.mark.parametrize("name", [field.name for field in fields(Item)])
def test_every_field_of_an_item_counts(name: str) -> None:
    value = getattr(ITEM, name)
    others: dict[type, Any] = {bool: True, float: 0.5, tuple: (), Cognitive: Cognitive.RECALL}
    other: Any = ("x",) if value == () else others.get(type(value), "something else")
    changed = replace(ITEM, **{name: other})

    assert of_item(changed, DOMAIN, SOURCE) != of_item(ITEM, DOMAIN, SOURCE)


@pytest.mark.parametrize("name", [field.name for field in fields(Source)])
def test_every_field_of_its_source_counts_and_its_domain(name: str) -> None:
    other: Any = True if name == "volatile" else "something else"
    changed = replace(SOURCE, **{name: other})

    prints = {of_item(ITEM, DOMAIN, SOURCE), of_item(ITEM, DOMAIN, changed), of_item(ITEM, DomainNumber(1), SOURCE)}
    assert len(prints) == 3


def test_items_of_a_pack_go_with_their_domain_and_source() -> None:
    pack = replace(a_pack([]), items=(an_item("one", domain=5), an_item("two", domain=1)))

    versions = item_versions(pack)

    assert [(version.item, version.domain) for version in versions] == [(pack.items[0], 5), (pack.items[1], 1)]
    assert [version.content_hash for version in versions] == [
        of_item(item, domain, SOURCE) for item, domain in zip(pack.items, (DOMAIN, DomainNumber(1)), strict=True)
    ]


def test_a_copied_folder_has_the_same_fingerprint(tmp_path: Path) -> None:
    assert of_folder(WrittenPack(tmp_path / "here").folder) == of_folder(WrittenPack(tmp_path / "there").folder)


def test_a_changed_a_renamed_and_a_new_file_change_the_fingerprint(pack: WrittenPack) -> None:
    prints = {of_folder(pack.folder)}
    pack.append(CHART, "\n")
    prints.add(of_folder(pack.folder))
    (pack.folder / MEDICATIONS).rename(pack.folder / "flashcards/clinical-operations/drugs.toml")
    prints.add(of_folder(pack.folder))
    pack.write("flashcards/reporting/reports.toml", "")
    prints.add(of_folder(pack.folder))

    assert len(prints) == 4


def test_text_that_moves_from_one_file_to_the_next_changes_the_fingerprint(tmp_path: Path) -> None:
    packs = [WrittenPack(tmp_path / name) for name in ("here", "there")]
    for pack, (first, second) in zip(packs, [("# a\n# b\n", ""), ("# a\n", "# b\n")], strict=True):
        pack.write("flashcards/reporting/a.toml", first)
        pack.write("flashcards/reporting/b.toml", second)

    assert of_folder(packs[0].folder) != of_folder(packs[1].folder)


def test_what_does_not_belong_to_a_pack_does_not_count(pack: WrittenPack) -> None:
    before = of_folder(pack.folder)
    pack.write(".DS_Store", "")
    pack.write("flashcards/._reports.toml", "")

    assert of_folder(pack.folder) == before


def test_a_missing_folder_has_no_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack, match="The folder of the pack is missing"):
        of_folder(tmp_path / "nowhere")
