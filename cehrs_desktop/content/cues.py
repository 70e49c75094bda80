"""How far somebody gets who knows the tricks and not the subject, and other cues that point at the key.

Each strategy picks the options with the highest score; where several share it, the key among them counts as a
fraction: a strategy that can't tell the options apart scores a quarter, like guessing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cehrs_desktop.rules.content import Item, Option

_NOT_IN_WORDS = re.compile(r"[^a-z0-9]+")


def _words(text: str) -> list[str]:
    return _NOT_IN_WORDS.sub(" ", text.lower()).split()


_SMALL_WORDS = frozenset(
    _words(
        "a an the of to in on for and or is are was were be been it its that this which what who whom when where how "
        "with by as at from not no do does did has have had should would will can may might must she he her his "
        "they their them you your patient patients after before if than then there about into out up"
    )
)
_HEDGES = frozenset(
    _words("may might usually often can could sometimes generally typically likely probably unless if when")
)
_ABSOLUTES = frozenset(_words("always never only all none must every entirely completely"))


@dataclass(frozen=True, slots=True)
class KeyLengths:
    """Shares of the items whose key has more, or fewer, characters than any other option."""

    uniquely_longest: float
    uniquely_shortest: float


@dataclass(frozen=True, slots=True)
class Tricks:
    """Shares of the items answered right by who picks the longest option, the one that has most words of the stem
    (small words apart), or the one with most hedges (may, usually, unless)."""

    longest: float
    stem_words: float
    hedged: float


@dataclass(frozen=True, slots=True)
class AbsoluteWords:
    """Shares of keys and of distractors that say always, never, only and the like, and the second by the first."""

    keys: float
    distractors: float
    ratio: float


def key_lengths(items: Sequence[Item]) -> KeyLengths:
    """How often the length alone points at the key."""
    return KeyLengths(
        uniquely_longest=_score(items, lambda _, option: len(option.text), shared=False),
        uniquely_shortest=_score(items, lambda _, option: -len(option.text), shared=False),
    )


def tricks(items: Sequence[Item]) -> Tricks:
    """What the tricks are worth."""
    return Tricks(
        longest=_score(items, lambda _, option: len(option.text)),
        stem_words=_score(items, _shared_words),
        hedged=_score(items, lambda _, option: sum(word in _HEDGES for word in _words(option.text))),
    )


def absolute_words(items: Sequence[Item]) -> AbsoluteWords:
    """Whether absolute words give distractors away. Half a key stands for none, so that the ratio is a number."""
    in_keys = sum(_is_absolute(option) for item in items for option in item.options if option.key)
    in_distractors = sum(_is_absolute(option) for item in items for option in item.options if not option.key)
    distractors = sum(not option.key for item in items for option in item.options)
    keys = len(items)
    if not keys:
        return AbsoluteWords(0.0, 0.0, 0.0)
    share = in_distractors / distractors
    return AbsoluteWords(
        keys=round(in_keys / keys, 3),
        distractors=round(share, 3),
        ratio=round(share / (max(in_keys, 0.5) / keys), 2),
    )


def _score(items: Sequence[Item], score: Callable[[Item, Option], int], *, shared: bool = True) -> float:
    """Share of the items won by the highest score; a tie counts by its part, or (not `shared`) not at all."""
    won = 0.0
    for item in items:
        scores = {option.id: score(item, option) for option in item.options}
        picked = [name for name, value in scores.items() if value == max(scores.values())]
        if item.key.id in picked and (shared or len(picked) == 1):
            won += 1 / len(picked)
    return round(won / len(items), 3) if items else 0.0


def _shared_words(item: Item, option: Option) -> int:
    return len({*_words(option.text)} & {*_words(item.stem)} - _SMALL_WORDS)


def _is_absolute(option: Option) -> bool:
    return not _ABSOLUTES.isdisjoint(_words(option.text))
