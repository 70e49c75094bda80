"""How hard a text is to read, as a US school grade."""

from __future__ import annotations

import re

from cehrs_desktop.content.text_checks import word_count

_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_WORD = re.compile(r"[a-z]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[aeiouy]le|[^tdaeiouy]ed|[^cghsxzaeiouy]es)$")


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975).

    Syllables are counted by vowel groups, good to about a tenth; 0.0 for a text without words.
    """
    words = word_count(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    syllables = sum(_syllables(word) for word in _WORD.findall(text.lower()))
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def _syllables(word: str) -> int:
    return max(1, len(_VOWELS.findall(word)) - bool(_SILENT_END.search(word)))
