"""Items whose stem says another item's key.

A stem gives a key away when it holds the key's words that matter (see `near_duplicates`), all of them, in the key's
order and with no other word that matters between them. Few words prove little ("date of birth" stands in many stems):
with fewer than FEW of them the two items must also teach one flashcard, with fewer than LEAST nothing is said. Items
of different domains ask about different matters, and enemies never meet on a form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from cehrs_desktop.content.near_duplicates import words_in_order
from cehrs_desktop.rules.content import DomainNumber, Item, ItemId, TopicId

FEW = 4
LEAST = 2


def give_aways(items: Sequence[Item], domains: Mapping[TopicId, DomainNumber]) -> Iterator[tuple[ItemId, ItemId]]:
    """Pairs: the item whose stem tells, and the item whose key is told."""
    by_domain: dict[DomainNumber | None, list[Item]] = defaultdict(list)
    for item in items:
        by_domain[domains.get(item.topic)].append(item)
    for together in by_domain.values():
        yield from _among(together)


def _among(items: Sequence[Item]) -> Iterator[tuple[ItemId, ItemId]]:
    stems = [_between_spaces(words_in_order(item.stem)) for item in items]
    keys = [_key_words(item) for item in items]
    told = [_between_spaces(words) for words in keys]
    for teller, other in permutations(range(len(items)), 2):
        if len(keys[other]) < LEAST or told[other] not in stems[teller]:
            continue
        first, second = items[teller], items[other]
        if first.id in second.enemies or second.id in first.enemies:
            continue
        if len(keys[other]) >= FEW or {*first.teaches} & {*second.teaches}:
            yield first.id, second.id


def _key_words(item: Item) -> tuple[str, ...]:
    """The words of the key; none for an item that has no key, or more than one."""
    keys = [option for option in item.options if option.key]
    return words_in_order(keys[0].text) if len(keys) == 1 else ()


def _between_spaces(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
