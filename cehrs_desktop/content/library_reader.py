"""Reads the library: `primers/<topic>.md`, `glossary.toml`, `guide/*.md` in the order of guide.toml, and `sheet.md`.

Any part may be missing; what is there has to be sound. Each part can be read by itself, where it is shown: by plain
checks, because pydantic would take longer to import than the files to read.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from cehrs_desktop.content.problems import BrokenPack, Problem
from cehrs_desktop.rules.content import SourceId, TopicId
from cehrs_desktop.rules.library import SHEET_FILE, GlossaryEntry, GuidePage, Library, Primer

PRIMERS_FOLDER = "primers"
GUIDE_FOLDER = "guide"
GUIDE_FILE = "guide/guide.toml"
GLOSSARY_FILE = "glossary.toml"

_HEADING = re.compile(r"# +(\S.*)")


def read_library(resources: Path) -> Library:
    """Everything. Raises BrokenPack with all that cannot be read."""
    problems: list[Problem] = []
    primers = _read_primers(resources, problems)
    glossary = _read_glossary(resources, problems)
    guide = _read_guide(resources, problems)
    sheet = _read_page(resources, SHEET_FILE, problems) if (resources / SHEET_FILE).exists() else None
    _refuse(problems)
    return Library({primer.topic: primer for primer in primers}, glossary, guide, sheet[1] if sheet else None)


def read_primer(resources: Path, topic: TopicId) -> Primer | None:
    """The primer of a topic; None where there is none. Raises BrokenPack when it cannot be read."""
    file = f"{PRIMERS_FOLDER}/{topic}.md"
    if not (resources / file).exists():
        return None
    problems: list[Problem] = []
    page = _read_page(resources, file, problems)
    _refuse(problems)
    return Primer(topic, *page) if page else None


def read_glossary(resources: Path) -> tuple[GlossaryEntry, ...]:
    """The entries in their order. Raises BrokenPack with all that cannot be read."""
    problems: list[Problem] = []
    entries = _read_glossary(resources, problems)
    _refuse(problems)
    return entries


def read_guide(resources: Path) -> tuple[GuidePage, ...]:
    """The pages in the order of guide.toml. Raises BrokenPack with all that cannot be read."""
    problems: list[Problem] = []
    pages = _read_guide(resources, problems)
    _refuse(problems)
    return pages


def read_sheet(resources: Path) -> GuidePage | None:
    """The sheet of numbers as a page; None when there is none. Raises BrokenPack when it cannot be read."""
    if not (resources / SHEET_FILE).exists():
        return None
    problems: list[Problem] = []
    page = _read_page(resources, SHEET_FILE, problems)
    _refuse(problems)
    return GuidePage(SHEET_FILE, *page) if page else None


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise BrokenPack("library", problems)


def _read_primers(resources: Path, problems: list[Problem]) -> tuple[Primer, ...]:
    primers = []
    for path in sorted((resources / PRIMERS_FOLDER).glob("[!.]*.md")):
        page = _read_page(resources, f"{PRIMERS_FOLDER}/{path.name}", problems)
        if page:
            primers.append(Primer(TopicId(path.stem), *page))
    return tuple(primers)


def _read_guide(resources: Path, problems: list[Problem]) -> tuple[GuidePage, ...]:
    pages = []
    rows = _read_rows(resources, GUIDE_FILE, "page", _PAGE, problems)
    for row in rows:
        if PurePath(row["file"]).name != row["file"]:
            problems.append(Problem(GUIDE_FILE, row["file"], "The page must lie in the folder of the guide."))
            continue
        file = f"{GUIDE_FOLDER}/{row['file']}"
        page = _read_page(resources, file, problems)
        if page and page[0] != row["title"]:
            problems.append(Problem(file, None, f"The heading must be the title in guide.toml, '{row['title']}'."))
        if page:
            pages.append(GuidePage(row["file"], *page))
    listed = [row["file"] for row in rows]
    there = [path.name for path in sorted((resources / GUIDE_FOLDER).glob("[!.]*.md"))]
    problems += [
        Problem(f"{GUIDE_FOLDER}/{name}", None, "guide.toml does not list this page.")
        for name in there
        if name not in listed
    ]
    problems += [
        Problem(GUIDE_FILE, name, "The page is listed twice.") for name, count in Counter(listed).items() if count > 1
    ]
    return tuple(pages)


def _read_page(resources: Path, file: str, problems: list[Problem]) -> tuple[str, str] | None:
    """Title and text of a page; its heading is its first line."""
    text = _read_text(resources, file, problems)
    if text is None:
        return None
    heading = _HEADING.fullmatch(text.split("\n", 1)[0].rstrip())
    if heading is None:
        problems.append(Problem(file, None, "The first line must be the heading: # and the title."))
        return None
    return heading[1], text


def _read_text(resources: Path, file: str, problems: list[Problem]) -> str | None:
    try:
        return (resources / file).read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.append(Problem(file, None, f"The file cannot be read: {error.strerror or error}."))
    except UnicodeDecodeError:
        problems.append(Problem(file, None, "The file is not UTF-8 text."))
    return None


def _read_glossary(resources: Path, problems: list[Problem]) -> tuple[GlossaryEntry, ...]:
    return tuple(
        GlossaryEntry(
            short=row["short"],
            term=row["term"],
            meaning=row["meaning"],
            see=tuple(row.get("see", ())),
            source=SourceId(row["source"]) if "source" in row else None,
        )
        for row in _read_rows(resources, GLOSSARY_FILE, "entry", _ENTRY, problems)
    )


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of a row, the first of which names it: texts it must have, texts and lists of texts it may have."""

    texts: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


_ENTRY = _Keys(("short", "term", "meaning"), optional=frozenset({"source"}), lists=frozenset({"see"}))
_PAGE = _Keys(("file", "title"))


def _read_rows(resources: Path, file: str, key: str, keys: _Keys, problems: list[Problem]) -> list[dict[str, Any]]:
    """The sound rows of a TOML file that holds one list and nothing else; none when there is no such file."""
    text = _read_text(resources, file, problems) if (resources / file).exists() else None
    if text is None:
        return []
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        problems.append(Problem(file, None, f"The file is not TOML: {error}."))
        return []
    rows = table.get(key)
    if not isinstance(rows, list) or len(table) > 1:
        problems.append(Problem(file, None, f"The file must be a list of `[[{key}]]` and nothing else."))
        return []
    sound = []
    for number, row in enumerate(rows, start=1):
        sentences = list(_row_faults(row, keys))
        written = row.get(keys.texts[0]) if isinstance(row, dict) else None
        name = written if written and isinstance(written, str) else f"entry {number}"
        problems += [Problem(file, name, sentence) for sentence in sentences]
        if not sentences:
            sound.append({name: value.strip() if isinstance(value, str) else value for name, value in row.items()})
    return sound


def _row_faults(row: object, keys: _Keys) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "An entry must be a table."
        return
    for key in sorted(row.keys() - {*keys.texts, *keys.optional, *keys.lists}):
        yield f"`{key}` is not a known key."
    for key in keys.texts:
        if key not in row:
            yield f"`{key}` is missing."
    for key in sorted(row.keys() & {*keys.texts, *keys.optional}):
        if not isinstance(row[key], str) or not row[key].strip():
            yield f"`{key}` must be text, and not empty."
    for key in sorted(row.keys() & keys.lists):
        if not isinstance(row[key], list) or not all(isinstance(name, str) for name in row[key]):
            yield f"`{key}` must be a list of texts."
