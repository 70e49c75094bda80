"""Fingerprints: equal for equal content, different for any difference."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from cehrs_desktop.content.fingerprint import of_flashcard, of_folder
from cehrs_desktop.content.pack_reader import BrokenPack
from cehrs_desktop.rules.content import Flashcard
from tests.builders import a_flashcard
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
