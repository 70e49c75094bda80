"""docs/content-format.md says what is so: its example loads, its keys are the keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.content import pack_format
from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.content.statistics import statistics
from cehrs_desktop.rules.library import GlossaryEntry

PAGE = (Path(__file__).parents[2] / "docs" / "content-format.md").read_text(encoding="utf-8")


def example_files() -> dict[str, str]:
    return dict(re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))


def example_pack(parent: Path) -> Path:
    for file, text in example_files().items():
        path = parent / "example" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return parent / "example"


def section(title: str) -> str:
    return PAGE.split(f"{title}", 1)[1].split("\n#", 1)[0]


def keys_of(value: Any, path: str = "") -> Iterator[str]:
    match value:
        case dict():
            for key, below in value.items():
                yield from keys_of(below, f"{path}.{key}" if path else key)
        case list() | tuple():
            for below in value:
                yield from keys_of(below, f"{path}[]")
        case _:
            yield path


def test_the_example_is_a_complete_pack(tmp_path: Path) -> None:
    pack = read_pack(example_pack(tmp_path))

    assert len(example_files()) == 5
    assert [card.id for card in pack.flashcards] == ["co-notes-late-entry", "co-notes-unsigned"]
    assert [item.id for item in pack.items] == ["co-late-entry-injection", "co-unsigned-notes"]


@pytest.mark.parametrize(
    ("title", "shape"),
    [
        ("### topics.toml", pack_format.TopicShape),
        ("### sources.toml", pack_format.SourceShape),
        ("### flashcards/", pack_format.FlashcardShape),
        ("### items/", pack_format.ItemShape),
    ],
)
def test_the_keys_of_a_file_are_all_described_and_no_others(title: str, shape: type[pack_format.Shape]) -> None:
    rows = re.findall(r"^\| (`.*?) \|", section(title).split("| key of an option |")[0], re.MULTILINE)

    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(shape.model_fields)


def test_the_keys_of_an_option_are_all_described_and_no_others() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.split("| key of an option |")[1].split("\n\n")[0], re.MULTILINE)

    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(pack_format.OptionShape.model_fields)


def test_the_keys_of_pack_toml_are_all_described_and_no_others() -> None:
    rows = re.findall(r"^\| (`.*?) \|", section("### pack.toml"), re.MULTILINE)

    quotas = {f"quotas.{name}" for name in pack_format.QuotasShape.model_fields}
    assert set(re.findall(r"`([\w.]+)`", " ".join(rows))) == {*pack_format.PackShape.model_fields, *quotas} - {"quotas"}


def test_the_keys_of_the_glossary_are_all_described_and_no_others() -> None:
    rows = re.findall(r"^\| (`.*?) \|", section("## The library"), re.MULTILINE)

    assert re.findall(r"`(\w+)`", " ".join(rows)) == [field.name for field in fields(GlossaryEntry)]


def test_the_keys_of_the_figures_are_all_described_and_no_others(tmp_path: Path) -> None:
    folder = example_pack(tmp_path)
    sources = folder / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + "volatile = true\n", encoding="utf-8")
    cards = folder / "flashcards" / "clinical-operations" / "chart-structure.toml"
    text = cards.read_text(encoding="utf-8")
    cards.write_text(text.replace("Which of these notes still waits for", "Nurse injection, 4 p.m.?"), encoding="utf-8")

    items = folder / "items" / "clinical-operations" / "chart-structure.toml"
    text = items.read_text(encoding="utf-8")
    items.write_text(
        text.replace("Before a release, a specialist", "At 4 p.m. a nurse, asked for an injection,"), encoding="utf-8"
    )

    figures = {"packs": [statistics(read_pack(folder), date(2026, 11, 23)).as_dict()]}

    assert set(keys_of(figures)) == set(re.findall(r"`(packs\[\].*?)`", section("## Figures")))
