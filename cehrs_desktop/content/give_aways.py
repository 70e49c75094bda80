"""Items whose stem says another item's key.

Compared are the words that matter (see `near_duplicates`). A stem gives a key away

- when it holds all words of the key in the key's order with no other between them, and there are at least FEW: nobody
  writes so many in a row by chance;
- when both items teach one flashcard, so that they are about one fact, and either there are at least LEAST words in a
  row ("date of birth" stands in many stems and tells nothing there), or at least FEW of which most, in any order, are
  in the stem.

Items of different domains ask about different matters, and enemies never meet on a form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from cehrs_desktop.content.near_duplicates import words_in_order
from cehrs_desktop.rules.content import DomainNumber, Item, ItemId, TopicId

FEW = 4
LEAST = 2
MOST = 0.8


@dataclass(frozen=True, slots=True)
class _Compared:
    """An item with the words of its stem and of its key; no words for an item that has no key, or more than one."""

    item: Item
    stem: str
    stem_words: frozenset[str]
    key: str
    key_words: frozenset[str]
    key_length: int

    @classmethod
    def of(cls, item: Item) -> _Compared:
        stem = words_in_order(item.stem)
        keys = [option.text for option in item.options if option.key]
        key = words_in_order(keys[0]) if len(keys) == 1 else ()
        return cls(item, f" {' '.join(stem)} ", frozenset(stem), f" {' '.join(key)} ", frozenset(key), len(key))

    def tells(self, other: _Compared) -> bool:
        if other.key_length < LEAST:
            return False
        in_a_row = other.key in self.stem
        if in_a_row and other.key_length >= FEW:
            return True
        if {*self.item.teaches}.isdisjoint(other.item.teaches):
            return False
        shared = len(other.key_words & self.stem_words)
        return in_a_row or (len(other.key_words) >= FEW and shared >= MOST * len(other.key_words))

    def is_enemy_of(self, other: _Compared) -> bool:
        return self.item.id in other.item.enemies or other.item.id in self.item.enemies


def give_aways(items: Sequence[Item], domains: Mapping[TopicId, DomainNumber]) -> Iterator[tuple[ItemId, ItemId]]:
    """Pairs: the item whose stem tells, and the item whose key is told."""
    by_domain: dict[DomainNumber | None, list[_Compared]] = defaultdict(list)
    for item in items:
        by_domain[domains.get(item.topic)].append(_Compared.of(item))
    for together in by_domain.values():
        for teller, told in permutations(together, 2):
            if teller.tells(told) and not teller.is_enemy_of(told):
                yield teller.item.id, told.item.id
