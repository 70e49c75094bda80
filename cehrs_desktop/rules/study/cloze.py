"""Texts with blanks, written as in Anki: '{{c1::answer}}', or '{{c1::answer::hint}}' with a word in the gap.

Read in one go, blanks within blanks included: the time grows with the length, whatever a stranger has written.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SIGN = re.compile(r"\{\{c(\d{1,4})::|\}\}")
_MOST_NESTED = 20


def blanks_in(text: str) -> tuple[int, ...]:
    """The numbers of a text's blanks, each once, the lowest first."""
    return tuple(sorted({number for number, _ in _read(text)[1]}))


def answers_to(text: str, blank: int) -> tuple[str, ...]:
    """What stands in the gaps of one number, in order, each once."""
    return tuple(dict.fromkeys(answer for number, answer in _read(text)[1] if number == blank))


def with_blank(text: str, blank: int, *, gap: Callable[[str], str]) -> str:
    """The text with one number's gaps open and the others filled; `gap` makes one from its hint, '…' without."""
    return _read(text, lambda number, answer, hint: gap(hint or "…") if number == blank else answer)[0]


def next_blank(text: str) -> int:
    """The number of another blank."""
    return max(blanks_in(text), default=0) + 1


def _read(
    text: str, shown: Callable[[int, str, str], str] = lambda _number, answer, _hint: answer
) -> tuple[str, list[tuple[int, str]]]:
    """The text with every blank as it is `shown`, and all blanks with their answers, those within others first.

    What isn't closed, or is nested too deep, stays text.
    """
    blanks: list[tuple[int, str]] = []
    open_ones: list[tuple[str, list[str]]] = [("", [])]  # how each that is open begins, and its parts so far
    at = 0
    for sign in _SIGN.finditer(text):
        open_ones[-1][1].append(text[at : sign.start()])
        at = sign.end()
        if sign[1] is not None and len(open_ones) <= _MOST_NESTED:
            open_ones.append((sign[0], []))
        elif sign[1] is None and len(open_ones) > 1:
            begin, parts = open_ones.pop()
            number = int(begin[3:-2])
            answer, _, hint = "".join(parts).partition("::")
            blanks.append((number, answer))
            open_ones[-1][1].append(shown(number, answer, hint))
        else:
            open_ones[-1][1].append(sign[0])
    open_ones[-1][1].append(text[at:])
    return "".join(begin + "".join(parts) for begin, parts in open_ones), blanks
