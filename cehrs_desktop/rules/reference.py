"""The glossary at work: what a search finds, and which words of a text are entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from cehrs_desktop.rules.library import GlossaryEntry
from cehrs_desktop.rules.word_search import folded

NOT_MARKED = frozenset({"U", "CO", "PR", "AS", "OS", "Direct", "query", "breach"})
"""Entries whose `short` is mostly something else when it stands in a text: found by search, never marked."""


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """Where a text uses an entry of the glossary: from character `start` up to `end`."""

    start: int
    end: int
    short: str


@dataclass(frozen=True)
class Glossary:
    """All entries, sorted by `short`."""

    entries: tuple[GlossaryEntry, ...] = field(default=())

    @cached_property
    def _by_short(self) -> dict[str, GlossaryEntry]:
        return {entry.short: entry for entry in self.entries}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        shorts = sorted((e.short for e in self.entries if e.short not in NOT_MARKED), key=len, reverse=True)
        if not shorts:
            return None
        # A number with a sign, a decimal or a neighbor across a dash is an amount, not a transaction.
        return re.compile(rf"(?<![\w$§/.,-])(?:{'|'.join(map(re.escape, shorts))})(?![\w/%]|[-.,]\w)")

    def entry(self, short: str) -> GlossaryEntry | None:
        """The entry of exactly this short; None when there is none."""
        return self._by_short.get(short)

    def found_in(self, text: str) -> Iterator[FoundTerm]:
        """Whole words of a text that are entries, upper and lower case as in the glossary; each entry once."""
        if self._pattern is None:
            return
        met: set[str] = set()
        for match in self._pattern.finditer(text):
            if match[0] not in met:
                met.add(match[0])
                yield FoundTerm(match.start(), match.end(), match[0])

    def matching(self, wanted: str) -> tuple[GlossaryEntry, ...]:
        """Entries that hold each of the words wanted: shorts first that begin with them, meanings last."""
        words = folded(wanted).split()
        ranked = []
        for number, entry in enumerate(self.entries):
            short, term = folded(entry.short), folded(entry.term)
            everything = f"{short} {term} {folded(entry.meaning)}"
            if all(word in everything for word in words):
                whole = " ".join(words)
                rank = 0 if short == whole else 1 if short.startswith(whole) else 2 if whole in term else 3
                ranked.append((rank, number, entry))
        return tuple(entry for _, _, entry in sorted(ranked, key=lambda found: found[:2]))
