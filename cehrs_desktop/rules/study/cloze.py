"""Texts with blanks, written as in Anki: '{{c1::answer}}', or '{{c1::answer::hint}}' with a word in the gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_BLANK = re.compile(r"\{\{c(\d+)::((?:(?!\{\{c\d+::).)*?)(?:::((?:(?!\}\}).)*?))?\}\}", re.DOTALL)
_MOST_NESTED = 20


def blanks_in(text: str) -> tuple[int, ...]:
    """The numbers of a text's blanks, each once, the lowest first."""
    return tuple(sorted({int(match[1]) for match in _all(text)}))


def answers_to(text: str, blank: int) -> tuple[str, ...]:
    """What stands in the gaps of one number, in order, each once."""
    return tuple(dict.fromkeys(match[2] for match in _all(text) if int(match[1]) == blank))


def with_blank(text: str, blank: int, *, gap: Callable[[str], str]) -> str:
    """The text with one number's gaps open and the others filled; `gap` makes one from its hint, '…' without."""

    def shown(match: re.Match[str]) -> str:
        return gap(match[3] or "…") if int(match[1]) == blank else match[2]

    for _ in range(_MOST_NESTED):
        text, changed = _BLANK.subn(shown, text)
        if not changed:
            break
    return text


def _all(text: str) -> Iterator[re.Match[str]]:
    """Every blank, those within others first."""
    for _ in range(_MOST_NESTED):
        yield from _BLANK.finditer(text)
        text, changed = _BLANK.subn(lambda match: match[2], text)
        if not changed:
            return


def next_blank(text: str) -> int:
    """The number of another blank."""
    return max(blanks_in(text), default=0) + 1
