"""The questions there are, as columns that assembly can count with, and when the learner last met each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import Cognitive, DomainNumber, Item, ItemHash, ItemId, Topic, TopicId
from cehrs_desktop.rules.study.learner_day import StudyDay

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

COGNITIVE = tuple(Cognitive)
"""What the numbers of the column `cognitive` stand for."""


@dataclass(frozen=True, slots=True)
class Met:
    """How often the learner has been shown an item, and on which study day last."""

    times: int
    last_day: StudyDay


History = Mapping[ItemId, Met]
"""Only items that were met are in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """All items of a pack that may be shown. Columns have the shape (items,), in the order of `items`.

    `topic`: position in `topics` · `domain`: 1 to 5 · `cognitive`: position in COGNITIVE · `hundredths`: the expected
    chance in whole hundredths · `enemies`: who gives whom away, shape (items, items), both ways.
    """

    items: tuple[Item, ...]
    versions: tuple[ItemHash, ...]
    topics: tuple[Topic, ...]
    topic: Integers
    domain: Integers
    cognitive: Integers
    hundredths: Integers
    enemies: Booleans
    rows: Mapping[ItemId, int]

    def __len__(self) -> int:
        return len(self.items)

    def rows_of(self, ids: Iterable[ItemId]) -> list[int]:
        """The rows of these items, as far as they are in the bank."""
        return [self.rows[each] for each in ids if each in self.rows]

    def topics_of(self, domain: DomainNumber) -> list[int]:
        """Positions of a domain's topics in `topics`."""
        return [position for position, topic in enumerate(self.topics) if topic.domain == domain]

    def domain_of(self, item: ItemId) -> DomainNumber:
        """The domain of an item in the bank."""
        return DomainNumber(int(self.domain[self.rows[item]]))


def bank(items: Sequence[Item], topics: Sequence[Topic], versions: Mapping[ItemId, ItemHash]) -> Bank:
    """The bank of these items; `versions` gives each item's content hash.

    Raises ValueError for an item met twice, of an unknown topic, or with an expected chance that isn't within 0 … 1.
    """
    rows = {item.id: row for row, item in enumerate(items)}
    positions: dict[TopicId, int] = {topic.id: position for position, topic in enumerate(topics)}
    if len(rows) != len(items):
        raise ValueError("two items have the same id")
    for item in items:
        if item.topic not in positions:
            raise ValueError(f"item {item.id} has the unknown topic {item.topic}")
        if not 1 <= hundredths(item.expected) <= 99:
            raise ValueError(f"item {item.id} has the expected chance {item.expected}; it must lie between 0 and 1")
    topic = np.array([positions[item.topic] for item in items], dtype=np.int64)
    domains = np.array([each.domain for each in topics], dtype=np.int64)
    return Bank(
        items=tuple(items),
        versions=tuple(versions[item.id] for item in items),
        topics=tuple(topics),
        topic=topic,
        domain=domains[topic] if len(items) else topic,
        cognitive=np.array([COGNITIVE.index(item.cognitive) for item in items], dtype=np.int64),
        hundredths=np.array([hundredths(item.expected) for item in items], dtype=np.int64),
        enemies=_enemies(items, rows),
        rows=rows,
    )


def hundredths(expected: float) -> int:
    """An expected chance in whole hundredths."""
    return round(expected * 100)


def _enemies(items: Sequence[Item], rows: Mapping[ItemId, int]) -> Booleans:
    """Either side may name the other; names that aren't in the bank are no concern."""
    matrix = np.zeros((len(items), len(items)), dtype=np.bool_)
    for row, item in enumerate(items):
        for enemy in item.enemies:
            other = rows.get(enemy, row)
            matrix[row, other] = matrix[other, row] = other != row
    return matrix
