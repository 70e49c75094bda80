"""What two texts have in common, word by word, and what only one of them has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum


class Kind(Enum):
    """Which of two texts a stretch belongs to."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words, as they stand in the text, with the spaces and line breaks before them."""

    kind: Kind
    text: str


def differences(first: str, second: str) -> tuple[Stretch, ...]:
    """Both texts as one, in reading order: what only the first has stands before what the second has in its place.

    Spaces and line breaks make no difference.
    """
    a, b = _words(first), _words(second)
    found = []
    plain = [word.strip() for word in a], [word.strip() for word in b]
    for kind, start, end, start_b, end_b in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch(Kind.BOTH, "".join(a[start:end])))
        else:
            found.append(Stretch(Kind.FIRST, "".join(a[start:end])))
            found.append(Stretch(Kind.SECOND, "".join(b[start_b:end_b])))
    return tuple(stretch for stretch in found if stretch.text)


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text.strip())
