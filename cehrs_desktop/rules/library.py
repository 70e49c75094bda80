"""What the learner reads besides flashcards and items: primers, the glossary, the guide, the sheet of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cehrs_desktop.rules.content import SourceId, TopicId

SHEET_FILE, EXAM_MORNING_FILE = "sheet.md", "exam-morning.md"
"""The pages for the last days: the sheet of numbers, and the guide's checklist for exam morning."""


@dataclass(frozen=True, slots=True)
class Primer:
    """A first page on a topic for somebody who meets it cold. `text` is Markdown, its heading included."""

    topic: TopicId
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """An abbreviation or term: `short` as it stands in texts, the full `term`, a `meaning` in a sentence or two.

    `see` names other entries by their `short`.
    """

    short: str
    term: str
    meaning: str
    see: tuple[str, ...] = ()
    source: SourceId | None = None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide; `file` is its name, by which other pages link to it. `text` is Markdown with its heading."""

    file: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Library:
    """All of it: primers by topic, glossary entries by name, guide pages in their order, the sheet as Markdown."""

    primers: Mapping[TopicId, Primer]
    glossary: tuple[GlossaryEntry, ...]
    guide: tuple[GuidePage, ...]
    sheet: str | None
