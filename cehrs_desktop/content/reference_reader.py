"""Reads what can be looked up: the guide, the primers, the glossary, the sheet of numbers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import TopicId
from cehrs_desktop.rules.reference import Glossary, GlossaryEntry, GuidePage, Primer

GUIDE_FOLDER, PRIMERS_FOLDER = "guide", "primers"
GUIDE_FILE, GLOSSARY_FILE, SHEET_FILE = "guide.toml", "glossary.toml", "sheet.md"


def read_guide(resources: Path) -> tuple[GuidePage, ...]:
    """The guide's pages in the order of guide.toml. Raises UserError when a file isn't as it should be."""
    folder = resources / GUIDE_FOLDER
    listed = _entries(folder / GUIDE_FILE, "page", {"file", "title"})
    return tuple(GuidePage(page["file"], page["title"], _text_below_heading(folder / page["file"])) for page in listed)


def read_glossary(resources: Path) -> Glossary:
    """All entries as they are sorted in the file. Raises UserError when it is missing or isn't what it should be."""
    file = resources / GLOSSARY_FILE
    entries = tuple(
        GlossaryEntry(entry["short"], entry["term"], entry["meaning"], tuple(entry.get("see", ())))
        for entry in _entries(file, "entry", {"short", "term", "meaning"})
    )
    shorts = {entry.short for entry in entries}
    if len(shorts) < len(entries) or not all(shorts.issuperset(entry.see) for entry in entries):
        raise _broken(file)
    return Glossary(entries)


def read_primer(resources: Path, topic: TopicId) -> Primer | None:
    """The primer of a topic; None when there is none. Raises UserError when it can't be read."""
    file = resources / PRIMERS_FOLDER / f"{topic}.md"
    return Primer(topic, _heading(file), _text_below_heading(file)) if file.is_file() else None


def read_sheet(resources: Path) -> GuidePage:
    """The sheet of numbers and deadlines. Raises UserError when it is missing."""
    file = resources / SHEET_FILE
    return GuidePage(SHEET_FILE, _heading(file), _text_below_heading(file))


def _entries(file: Path, name: str, needed: set[str]) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(_written(file)).get(name)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file) from error
    if not isinstance(found, list) or not all(isinstance(entry, dict) and needed <= entry.keys() for entry in found):
        raise _broken(file)
    return found


def _heading(file: Path) -> str:
    first, _, _ = _written(file).partition("\n")
    if not first.startswith("# "):
        raise _broken(file)
    return first.removeprefix("# ").strip()


def _text_below_heading(file: Path) -> str:
    return _written(file).removeprefix("# " + _heading(file)).strip()


def _written(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(file) from error


def _broken(file: Path) -> UserError:
    return UserError("The program's own file {file} can't be used. Install CEHRS Trainer again.", file=file)
