"""What the texts of a flashcard must be like: lengths, a table, nothing that loads or runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cehrs_desktop.content.tables import table_faults
from cehrs_desktop.rules.content import Flashcard

FRONT_WORDS = 60
BACK_WORDS = 40
"""Most words of a front and of a back: the answer is short enough to say aloud."""

_HTML = re.compile(r"<[A-Za-z/!?]")
# A scheme with an authority, a bare web address, a link or image whose target has a scheme or names a host.
_NETWORK = re.compile(r"\b[a-z][a-z0-9+.-]*://|\bwww\.|\](?:\(|:)\s*<?(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_WITHOUT_OPTIONS = re.compile(r"\b\w+ of the following\b|\btrue or false\b", re.I)


def text_faults(card: Flashcard) -> Iterator[str]:
    """A sentence for everything that is wrong with the texts of a flashcard, empty ones apart."""
    for name, text, most in (("front", card.front, FRONT_WORDS), ("back", card.back, BACK_WORDS)):
        if word_count(text) > most:
            yield f"`{name}` has {word_count(text)} words; it may have {most}."
    banned = _WITHOUT_OPTIONS.search(card.front)
    if banned:
        yield f"`front` says '{banned.group()}', but a flashcard shows no options."
    for name, text in (("front", card.front), ("back", card.back), ("why", card.why), ("exhibit", card.exhibit or "")):
        yield from markup_faults(name, text)
    if card.exhibit:
        yield from table_faults(card.exhibit)


def markup_faults(name: str, text: str) -> Iterator[str]:
    """A sentence for each kind of markup that may not be in a text: what would run or load."""
    if _HTML.search(text):
        yield f"`{name}` holds raw HTML; write Markdown, and a space after a less-than sign."
    if _NETWORK.search(text):
        yield f"`{name}` holds a link or image from the network; addresses belong in sources.toml."


def word_count(text: str) -> int:
    """Words of a text: what stands between spaces and has a letter or digit, so no dashes and table borders."""
    return sum(any(character.isalnum() for character in part) for part in text.split())
