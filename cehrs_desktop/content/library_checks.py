"""What the library must be like: a primer for every topic, a glossary one can search, links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from cehrs_desktop.content.library_reader import GLOSSARY_FILE, GUIDE_FOLDER, PRIMERS_FOLDER
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.content.tables import page_table_faults
from cehrs_desktop.content.text_checks import markup_faults, word_count
from cehrs_desktop.rules.content import Pack
from cehrs_desktop.rules.library import SHEET_FILE, Library

PRIMER_WORDS = 300
MEANING_WORDS = 40

_LINK = re.compile(r"(!?)\[[^\]]*\]\(\s*<?([^)\s>]+)[^)]*\)")
_TITLE = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)


def library_problems(library: Library, resources: Path, packs: Sequence[Pack]) -> list[Problem]:
    """Everything that is wrong with a library that could be read; `packs` are those it belongs to."""
    return [
        *_primer_problems(library, packs),
        *_glossary_problems(library, packs),
        *_page_problems(library, resources),
    ]


def _primer_problems(library: Library, packs: Sequence[Pack]) -> Iterator[Problem]:
    names = {topic.id: topic.name for pack in packs for topic in pack.topics}
    for topic, primer in library.primers.items():
        file = f"{PRIMERS_FOLDER}/{topic}.md"
        if topic not in names:
            yield Problem(file, None, f"There is no topic `{topic}`; a primer is named after one.")
        elif primer.title != names[topic]:
            yield Problem(file, None, f"The heading must be the topic's name, '{names[topic]}'.")
        if word_count(primer.text) > PRIMER_WORDS:
            yield Problem(file, None, f"The primer has {word_count(primer.text)} words; it may have {PRIMER_WORDS}.")
    if library.primers:
        for topic in names.keys() - library.primers.keys():
            yield Problem(f"{PRIMERS_FOLDER}/{topic}.md", None, "The topic has no primer.")


def _glossary_problems(library: Library, packs: Sequence[Pack]) -> Iterator[Problem]:
    names = [entry.short.casefold() for entry in library.glossary]
    for first, second in pairwise(library.glossary):
        if first.short.casefold() > second.short.casefold():
            yield Problem(GLOSSARY_FILE, second.short, f"The entry must stand before '{first.short}': by the alphabet.")
    twice = {name for name, count in Counter(names).items() if count > 1}
    sources = {source.id for pack in packs for source in pack.sources}
    for entry in library.glossary:
        if entry.short.casefold() in twice:
            yield Problem(GLOSSARY_FILE, entry.short, "There is more than one entry of this name.")
        for name in entry.see:
            if name.casefold() not in names or name.casefold() == entry.short.casefold():
                yield Problem(GLOSSARY_FILE, entry.short, f"`see` names '{name}', which is no other entry.")
        if entry.source is not None and entry.source not in sources:
            yield Problem(GLOSSARY_FILE, entry.short, f"There is no source `{entry.source}` in sources.toml.")
        if word_count(entry.meaning) > MEANING_WORDS:
            words = word_count(entry.meaning)
            yield Problem(GLOSSARY_FILE, entry.short, f"`meaning` has {words} words; it may have {MEANING_WORDS}.")
        for key, text in (("short", entry.short), ("term", entry.term), ("meaning", entry.meaning)):
            for sentence in markup_faults(key, text):
                yield Problem(GLOSSARY_FILE, entry.short, sentence)


def _page_problems(library: Library, resources: Path) -> Iterator[Problem]:
    """Tables, markup and links of all pages."""
    pages = {f"{PRIMERS_FOLDER}/{topic}.md": primer.text for topic, primer in library.primers.items()}
    if library.sheet is not None:
        pages[SHEET_FILE] = library.sheet
    pages |= {f"{GUIDE_FOLDER}/{page.file}": page.text for page in library.guide}
    for file, text in pages.items():
        for sentence in (*markup_faults("page", text), *page_table_faults(text)):
            yield Problem(file, None, sentence)
        for image, target in _LINK.findall(text):
            yield from _link_problems(file, target, pages, resources, image=bool(image))


def _link_problems(file: str, target: str, pages: dict[str, str], resources: Path, *, image: bool) -> Iterator[Problem]:
    place, _, anchor = target.partition("#")
    path = _joined(PurePosixPath(file).parent, place) if place else file
    if image and (path is None or not (resources / path).is_file()):
        yield Problem(file, None, f"There is no picture '{target}'.")
    elif not image and path not in pages:
        yield Problem(file, None, f"The link to '{target}' leads to no page.")
    elif not image and anchor and anchor not in {_slug(title) for title in _TITLE.findall(pages[str(path)])}:
        yield Problem(file, None, f"The link to '{target}' leads to no heading of that page.")


def _joined(folder: PurePosixPath, place: str) -> str | None:
    """A relative place from a folder, without leaving the resources; None where it would."""
    parts = list(folder.parts)
    for part in PurePosixPath(place).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(part)
    return None if place.startswith("/") else "/".join(parts)


def _slug(title: str) -> str:
    """A heading as links name it: small letters, hyphens for spaces, without other signs."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
