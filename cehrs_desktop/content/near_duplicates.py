"""Fronts, and stems, that ask nearly the same thing.

Measure: the words of a text without case, punctuation, plural endings and the few words that only hold a question
together; two texts are as similar as these sets overlap (Jaccard: shared words by all words). Word order does not
count, so a turned sentence is found; every word counts the same, so a verdict on two texts never changes because of
a third. Negations, comparisons and numbers stay: "500 or more" and "fewer than 500" are different questions.

Threshold: 0.8. Parallel questions that differ in the one word that matters ("How long ... to act on a request for
access?" and "... for amendment?") reach about 0.75 and are good cards, and the check knows no exceptions; the same
question in another order or with other small words lies above. What says it in other words altogether lies below:
for that the figures list the most similar pairs for someone to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import Flashcard, Item

THRESHOLD = 0.8
"""From this similarity on, two texts count as one question asked twice."""

_WORD = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_BINDING_WORDS = frozenset(
    _WORD.findall(
        "a an and are as at be been being by can could did do does for from had has have having he her his "
        "how if in into is it its must of on or she should than that the their them then there these they "
        "this those to was were what when where which who whom whose why will with would"
    )
)


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two flashcards or two items, and the similarity of their texts, 0 to 1; `first` comes first in the pack."""

    first: str
    second: str
    similarity: float


def similar_fronts(flashcards: Sequence[Flashcard], *, at_least: float) -> list[SimilarPair]:
    """All pairs whose fronts are at least so similar, the most similar first.

    Blanks of one cloze text are left out: their fronts are alike by nature, and the scheduler keeps them apart.
    """
    groups: dict[str, str] = {card.id: card.group for card in flashcards if card.group is not None}
    pairs = _similar_texts([(card.id, card.front) for card in flashcards], at_least)
    return [pair for pair in pairs if pair.first not in groups or groups[pair.first] != groups.get(pair.second)]


def similar_stems(items: Sequence[Item], *, at_least: float) -> list[SimilarPair]:
    """All pairs whose stems are at least so similar, the most similar first."""
    return _similar_texts([(item.id, item.stem) for item in items], at_least)


def words_that_matter(text: str) -> frozenset[str]:
    """The words of a text by which it is compared; all of them where only binding words are left."""
    return frozenset(words_in_order(text)) or frozenset(_words(text))


def words_in_order(text: str) -> tuple[str, ...]:
    """The words of a text without its binding words, in their order."""
    return tuple(word for word in _words(text) if word not in _BINDING_WORDS)


def _words(text: str) -> list[str]:
    return [_singular(word) for word in _WORD.findall(_POSSESSIVE.sub("", text.casefold()))]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "aius" else word


def _similar_texts(texts: Sequence[tuple[str, str]], at_least: float) -> list[SimilarPair]:
    """Pairs of (id, text) by their similarity."""
    if not texts:
        return []
    similarity = _similarities([words_that_matter(text) for _, text in texts])
    first, second = np.nonzero(np.triu(similarity >= at_least, k=1))
    pairs = [
        SimilarPair(texts[i][0], texts[j][0], round(float(similarity[i, j]), 3))
        for i, j in zip(first.tolist(), second.tolist(), strict=True)
    ]
    return sorted(pairs, key=lambda pair: -pair.similarity)


def _similarities(texts: Sequence[frozenset[str]]) -> npt.NDArray[np.float32]:
    """Jaccard similarity of every text with every other, as a square matrix; one matrix product does the work."""
    column = {word: place for place, word in enumerate(sorted(frozenset().union(*texts)))}
    holds = np.zeros((len(texts), len(column)), dtype=np.float32)
    for row, words in enumerate(texts):
        holds[row, [column[word] for word in words]] = 1.0
    shared = holds @ holds.T
    sizes = holds.sum(axis=1)
    all_words = sizes[:, None] + sizes[None, :] - shared
    overlap: npt.NDArray[np.float32] = shared / np.maximum(all_words, 1.0)
    return overlap
