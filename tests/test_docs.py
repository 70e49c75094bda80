"""The documents: their links lead somewhere, each decision has a number of its own, the tree names every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packaging").rglob("*.md")])
_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_LINK = re.compile(r"\]\(<?([^)>\s#]+)[^)]*\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    text = _BLOCK.sub("", document.read_text(encoding="utf-8"))
    targets = [target for target in _LINK.findall(text) if not re.match(r"\w+:", target)]
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_the_tree_names_every_file_of_the_command_line() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^  cli/.*\n(?: {10,}.*\n)*", architecture, re.MULTILINE)
    names = {path.stem for path in (ROOT / "cehrs_desktop" / "cli").glob("*.py")} - {"__init__"}
    assert names - set(re.findall(r"\w+", line)) == set()
