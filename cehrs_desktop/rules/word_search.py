"""Searching texts that are at hand: all the words wanted, in any order, whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable


def folded(text: str) -> str:
    """A text as it is compared: without case and accents."""
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return text.casefold()


def holding(wanted: str) -> Callable[[str], bool]:
    """Whether a text has, for each of the words wanted, a word that begins with it; without words, every text has."""
    patterns = [re.compile(rf"\b{re.escape(word)}") for word in re.findall(r"\w+", folded(wanted))]

    def holds(text: str) -> bool:
        plain = folded(text)
        return all(pattern.search(plain) for pattern in patterns)

    return holds
