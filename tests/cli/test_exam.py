"""`cehrs-desktop exam form`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cehrs_desktop import paths
from cehrs_desktop.cli.exam import as_lines, as_written, mocks_in_a_row
from cehrs_desktop.rules.content import Pack
from tests.builders import a_pack
from tests.cli.command_line import CommandLine
from tests.content.written_pack import WrittenPack
from tests.rules.exam.banks import BLUEPRINT, bank_in_quota, topics


def a_pack_of_650() -> Pack:
    bank = bank_in_quota()
    return replace(a_pack([]), topics=topics(), items=bank.items)


def test_json_has_each_item_of_each_form_and_the_cuts() -> None:
    forms = mocks_in_a_row(a_pack_of_650(), BLUEPRINT, seed=3, count=4)
    written = json.loads(as_written(forms))
    assert [len(form) for form in written["forms"]] == [125] * 4
    assert len({item["item"] for form in written["forms"] for item in form}) == 500
    for form, cut in zip(written["forms"], written["cuts"], strict=True):
        assert [item["position"] for item in form] == list(range(1, 126))
        assert set(form[0]) == {"position", "item", "domain", "topic", "scored", "expected"}
        scored = [item for item in form if item["scored"]]
        assert [sum(item["domain"] == domain for item in scored) for domain in (1, 2, 3, 4, 5)] == [28, 32, 15, 15, 10]
        assert cut == -(-sum(round(100 * item["expected"]) for item in scored) // 100)


@pytest.fixture
def small_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own pack, when it has no items."""
    package = tmp_path / "cehrs_desktop"
    resources = package / "resources"
    blueprint = (paths.resources_dir() / "blueprint.toml").read_bytes()
    pack = WrittenPack(resources / "content")
    pack.replace("pack.toml", 'id = "small"', 'id = "cehrs-2020"')
    pack.folder.rename(resources / "content" / "cehrs-2020")
    (resources / "blueprint.toml").write_bytes(blueprint)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))


@pytest.mark.usefixtures("small_pack")
@pytest.mark.parametrize("options", [("--json",), ()])
def test_too_few_questions_are_told_in_one_sentence_with_exit_code_1(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert command_line.run("exam", "form", "--seed", "1", *options) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("There are too few questions for this exam: 35 more questions are needed in ")


def test_without_json_each_form_is_a_line() -> None:
    forms = mocks_in_a_row(a_pack_of_650(), BLUEPRINT, seed=3, count=2)
    lines = as_lines(forms).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Form 2: 100 scored, 25 pretest, mean expected 0.")
    assert lines[1].endswith(f", cut {forms[1].cut}")
