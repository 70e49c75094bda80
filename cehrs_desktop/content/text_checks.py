"""What the texts of a flashcard must be like: lengths, tables, nothing that loads or runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cehrs_desktop.rules.content import Flashcard

FRONT_WORDS = 60
BACK_WORDS = 40
"""Most words of a front and of a back: the answer is short enough to say aloud."""

_HTML = re.compile(r"<[A-Za-z/!?]")
# A scheme with an authority, a bare web address, a link or image whose target has a scheme or names a host.
_NETWORK = re.compile(r"\b[a-z][a-z0-9+.-]*://|\bwww\.|\](?:\(|:)\s*<?(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_WITHOUT_OPTIONS = re.compile(r"\b\w+ of the following\b|\btrue or false\b", re.I)
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_DELIMITER_CELL = re.compile(r"\s*:?-+:?\s*")


def text_faults(card: Flashcard) -> Iterator[str]:
    """A sentence for everything that is wrong with the texts of a flashcard, empty ones apart."""
    for name, text, most in (("front", card.front, FRONT_WORDS), ("back", card.back, BACK_WORDS)):
        if word_count(text) > most:
            yield f"`{name}` has {word_count(text)} words; it may have {most}."
    banned = _WITHOUT_OPTIONS.search(card.front)
    if banned:
        yield f"`front` says '{banned.group()}', but a flashcard shows no options."
    for name, text in (("front", card.front), ("back", card.back), ("why", card.why), ("exhibit", card.exhibit or "")):
        if _HTML.search(text):
            yield f"`{name}` holds raw HTML; write Markdown, and a space after a less-than sign."
        if _NETWORK.search(text):
            yield f"`{name}` holds a link or image from the network; addresses belong in sources.toml."
    if card.exhibit:
        yield from _table_faults(card.exhibit)


def word_count(text: str) -> int:
    """Words of a text: what stands between spaces and has a letter or digit, so no dashes and table borders."""
    return sum(any(character.isalnum() for character in part) for part in text.split())


def _table_faults(exhibit: str) -> Iterator[str]:
    rows = [line.strip() for line in exhibit.splitlines()]
    if len(rows) < 3 or not all(_is_row(row) for row in rows):
        yield "`exhibit` must be one Markdown table: a header, a line of hyphens and rows, all between | and |."
        return
    table = [_CELL_BORDER.split(row[1:-1]) for row in rows]
    if not all(_DELIMITER_CELL.fullmatch(cell) for cell in table[1]):
        yield "The second line of the table in `exhibit` must hold hyphens only: |---|---|."
    counts = [len(cells) for cells in table]
    for number, count in enumerate(counts, start=1):
        if count != counts[0]:
            yield f"Line {number} of the table in `exhibit` differs from its header in cells: {count}, not {counts[0]}."


def _is_row(line: str) -> bool:
    return len(line) > 2 and line.startswith("|") and line.endswith("|") and not line.endswith("\\|")
