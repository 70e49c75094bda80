"""What the flashcards of a pack must be like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cehrs_desktop.content.draft import Draft
from cehrs_desktop.content.near_duplicates import THRESHOLD, similar_fronts
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.content.text_checks import text_faults


def groups_have_company(draft: Draft) -> Iterator[Problem]:
    """A group has at least two flashcards."""
    if not draft.whole:
        return
    sizes = Counter(card.group for card in draft.flashcards.values)
    for placed in draft.flashcards.entries:
        card = placed.value
        if card.group and sizes[card.group] == 1:
            yield Problem(placed.file, card.id, f"The flashcard is alone in its group `{card.group}`.")


def texts_are_fit(draft: Draft) -> Iterator[Problem]:
    """Lengths, tables, nothing that loads or runs."""
    for placed in draft.flashcards.entries:
        for sentence in text_faults(placed.value):
            yield Problem(placed.file, placed.value.id, sentence)


def fronts_differ(draft: Draft) -> Iterator[Problem]:
    """No two flashcards ask nearly the same."""
    files: dict[str, str] = {placed.value.id: placed.file for placed in draft.flashcards.entries}
    for pair in similar_fronts(draft.flashcards.values, at_least=THRESHOLD):
        other = f"{pair.first} ({files[pair.first]})"
        yield Problem(
            files[pair.second], pair.second, f"The front is nearly that of {other}: similarity {pair.similarity:.2f}."
        )
