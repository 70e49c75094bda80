"""`cehrs-desktop content check` and `content stats`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cehrs_desktop import paths
from cehrs_desktop.cli.content import app
from cehrs_desktop.clock import SystemClock
from tests.content.written_items import WrittenItems
from tests.content.written_pack import CHART, WrittenPack

SOUND = "small: 4 flashcards, 0 items, no problems.\n"
OLD_FACT = (
    "notice: sources.toml: practice-metrics: "
    "Looked up in 2025-03, more than 12 months ago; it may have changed since.\n"
)
SHIPPED_BLUEPRINT = paths.resources_dir() / "blueprint.toml"


def run(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and everything printed."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.fixture
def pack(tmp_path: Path) -> WrittenPack:
    return WrittenPack(tmp_path)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WrittenPack:
    """The program's own resources: one small pack and the blueprint."""
    package = tmp_path / "cehrs_desktop"
    resources = package / "resources"
    pack = WrittenPack(resources / "content")
    pack.write("../LICENSE", "Not a pack.")
    (resources / "blueprint.toml").write_bytes(SHIPPED_BLUEPRINT.read_bytes())
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    return pack


def test_a_sound_pack_is_told_in_one_line(pack: WrittenPack) -> None:
    pack.replace("sources.toml", "volatile = true", "volatile = false")

    assert run("check", pack.folder) == (0, SOUND)


def test_a_changing_fact_looked_up_over_a_year_ago_is_a_notice_and_no_problem(pack: WrittenPack) -> None:
    assert run("check", pack.folder) == (0, SOUND + OLD_FACT)


def test_a_changing_fact_looked_up_lately_is_no_notice(pack: WrittenPack) -> None:
    pack.replace("sources.toml", "2025-03", SystemClock().now().strftime("%Y-%m"))

    assert run("check", pack.folder) == (0, SOUND)


def test_each_problem_is_told_on_a_line_and_the_exit_code_is_1(pack: WrittenPack) -> None:
    pack.replace(CHART, 'back = "Its author."', 'back = ""')
    pack.replace(CHART, "co-late-entry", "Co-late-entry")

    code, output = run("check", pack.folder)

    assert code == 1
    assert output.splitlines() == [
        f"{CHART}: co-addendum: `back` is empty.",
        f"{CHART}: Co-late-entry: The id must be in small letters and digits, joined by hyphens.",
    ]


def test_a_folder_may_be_named_from_where_one_stands(pack: WrittenPack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack.folder)

    assert run("check", ".") == (0, SOUND + OLD_FACT)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert run("check", tmp_path / "nowhere") == (1, ".: The folder of the pack is missing.\n")


def test_without_a_folder_every_pack_of_the_program_is_checked(installed: WrittenPack) -> None:
    assert run("check") == (0, SOUND + OLD_FACT)


def test_a_broken_blueprint_fails_the_check_too(pack: WrittenPack, tmp_path: Path) -> None:
    blueprint = tmp_path / "blueprint.toml"
    blueprint.write_text("minutes = 125")

    code, output = run("check", pack.folder, "--blueprint", blueprint)

    assert code == 1
    assert output.startswith(f"{SOUND}{OLD_FACT}The exam's blueprint cannot be used: ")


def test_the_blueprint_of_the_program_is_read_when_none_is_named(installed: WrittenPack) -> None:
    installed.write("../../blueprint.toml", "")

    code, output = run("check")

    assert code == 1
    assert "The exam's blueprint cannot be used: `id` is missing" in output


def test_the_library_of_the_program_is_checked_where_there_is_one(installed: WrittenPack) -> None:
    installed.write("../../sheet.md", "# Numbers")
    code, output = run("check")
    assert code == 0
    assert (
        output
        == f"{SOUND}{OLD_FACT}library: 0 primers, 0 glossary entries, 0 pages of the guide, a sheet, no problems.\n"
    )
    installed.write("../../sheet.md", "# Numbers\n[no](page.md)")
    installed.write("../../primers/drugs.md", "# Drugs")
    code, output = run("check")
    assert code == 1
    assert "sheet.md: The link to 'page.md' leads to no page.\n" in output
    assert "primers/drugs.md: There is no topic `drugs`; a primer is named after one.\n" in output
    installed.write("../../sheet.md", "Numbers")
    code, output = run("check")
    assert code == 1
    assert output.splitlines()[2:] == ["sheet.md: The first line must be the heading: # and the title."]


def test_the_library_is_not_judged_beside_a_broken_pack(installed: WrittenPack) -> None:
    installed.write("../../primers/drugs.md", "# Drugs")
    installed.replace(CHART, 'back = "Its author."', 'back = ""')

    assert run("check") == (1, f"{CHART}: co-addendum: `back` is empty.\n")


def test_figures_come_as_a_table(pack: WrittenPack) -> None:
    code, output = run("stats", pack.folder)

    assert code == 0
    assert "small 1: 4 flashcards, 1 core, 0 items\n" in output
    assert "\nDomain 2                                  3      3      1\n" in output
    assert "\n  chart-structure                         2      2      1\n" in output
    assert "\n  CMS: 1, 3 cards, 0 items\n" in output
    assert "\nVolatile sources 1, older than 12 months " in output


def test_figures_of_items_are_in_the_table_where_there_are_items(tmp_path: Path) -> None:
    code, output = run("stats", WrittenItems(tmp_path).with_items().folder)

    assert code == 0
    assert "small 1: 4 flashcards, 1 core, 2 items\n" in output
    assert "\nDomain 2                                  2      2       0       1       1       1    0.660\n" in output
    assert "\nComputed keys 1, options in fixed order 1\n" in output
    assert "\nFlashcards taught by an item 3 (75.0%); by none:\n  nc-no-show\n" in output
    assert "\n  CMS: 1, 3 cards, 2 items\n" in output


def test_figures_come_as_json(installed: WrittenPack) -> None:
    code, output = run("stats", "--json")

    assert code == 0
    (figures,) = json.loads(output)["packs"]
    assert (figures["id"], figures["flashcards"]["count"], figures["sources"]["count"]) == ("small", 4, 2)


def test_a_broken_pack_has_no_figures(pack: WrittenPack) -> None:
    pack.replace(CHART, 'back = "Its author."', 'back = ""')

    code, output = run("stats", pack.folder, "--json")

    assert code == 1
    assert f"{CHART}: co-addendum: `back` is empty." in output
