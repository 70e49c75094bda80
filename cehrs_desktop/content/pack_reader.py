"""Reads a pack: its files are parsed, brought into shape, then checked for their meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cehrs_desktop.content.draft import Draft
from cehrs_desktop.content.problems import BrokenPack, Problem
from cehrs_desktop.rules.content import Pack

__all__ = ["BrokenPack", "Problem", "read_pack"]


def read_pack(folder: Path) -> Pack:
    """The pack in `folder`, complete and checked.

    Topics, flashcards and items go by domain, then by the order of topics.toml, then by the order in their file;
    sources by the order of sources.toml. Raises BrokenPack with every problem of every file.
    """
    # Here and not above: pydantic is slow to import, and most starts of the program read no pack.
    from cehrs_desktop.content import checks, parsing

    draft, problems = parsing.parse(folder)
    problems = [*problems, *checks.problems_of(draft)]
    if draft.head is None or problems:
        raise BrokenPack(folder.name, sorted(problems, key=lambda problem: problem.file))
    return _in_order(draft.head, draft)


def _in_order(head: Pack, draft: Draft) -> Pack:
    topics = sorted(draft.topics.values, key=lambda topic: topic.domain)
    position = {topic.id: number for number, topic in enumerate(topics)}
    flashcards = sorted(draft.flashcards.values, key=lambda flashcard: position[flashcard.topic])
    items = sorted(draft.items.values, key=lambda item: position[item.topic])
    return replace(
        head,
        topics=tuple(topics),
        sources=draft.sources.values,
        flashcards=tuple(flashcards),
        items=tuple(items),
    )
