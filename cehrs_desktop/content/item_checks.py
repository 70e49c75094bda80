"""What the items of a pack must be like, each by itself and among the others."""

from __future__ import annotations

from collections.abc import Iterator

from cehrs_desktop.content.draft import Draft
from cehrs_desktop.content.give_aways import give_aways
from cehrs_desktop.content.item_faults import item_faults
from cehrs_desktop.content.near_duplicates import THRESHOLD, similar_stems
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.rules.content import Item


def items_are_fit(draft: Draft) -> Iterator[Problem]:
    """Stem, options, whys, expected difficulty, exhibit."""
    for file, item in _items(draft):
        for sentence in item_faults(item):
            yield Problem(file, item.id, sentence)


def references_exist(draft: Draft) -> Iterator[Problem]:
    """Every item teaches a flashcard; flashcards and enemies that are named are there."""
    for file, item in _items(draft):
        if not item.teaches:
            yield Problem(file, item.id, "`teaches` names no flashcard.")
        named: tuple[tuple[str, tuple[str, ...], str, frozenset[str]], ...] = (
            ("teaches", item.teaches, "flashcard", draft.flashcards.ids),
            ("enemies", item.enemies, "item", draft.items.ids),
        )
        for key, names, kind, known in named:
            for name in sorted({*names} - known):
                yield Problem(file, item.id, f"There is no {kind} `{name}`, which `{key}` names.")
            if len(set(names)) < len(names):
                yield Problem(file, item.id, f"`{key}` names one {kind} twice.")
        if item.id in item.enemies:
            yield Problem(file, item.id, "`enemies` names the item itself.")


def stems_differ(draft: Draft) -> Iterator[Problem]:
    """No two items ask nearly the same."""
    files = _files(draft)
    for pair in similar_stems(draft.items.values, at_least=THRESHOLD):
        other = f"{pair.first} ({files[pair.first]})"
        yield Problem(
            files[pair.second], pair.second, f"The stem is nearly that of {other}: similarity {pair.similarity:.2f}."
        )


def no_stem_gives_a_key_away(draft: Draft) -> Iterator[Problem]:
    """Unless the two items are enemies, and so never meet on a form."""
    files = _files(draft)
    domains = {topic.id: topic.domain for topic in draft.topics.values}
    for teller, told in give_aways(draft.items.values, domains):
        sentence = f"The stem gives away the key of {told} ({files[told]}); reword one, or make them enemies."
        yield Problem(files[teller], teller, sentence)


def _items(draft: Draft) -> Iterator[tuple[str, Item]]:
    return ((placed.file, placed.value) for placed in draft.items.entries)


def _files(draft: Draft) -> dict[str, str]:
    return {item.id: file for file, item in _items(draft)}
