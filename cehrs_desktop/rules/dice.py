"""Seeded dice that fall the same on every machine, in every version, and whatever else lies on the table.

Things are ordered by a hash of the seed and their own name. So a thing added or taken away never changes the order of
the others, as it would with a generator that is drawn from one after another.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar

Name = TypeVar("Name", bound=str)


def scattered(names: Iterable[Name], *seed: int | str) -> list[Name]:
    """The names in an order that depends on nothing but `seed` and each name."""
    salt = "\x1f".join(str(part) for part in seed) + "\x1e"
    return sorted(names, key=lambda name: (sha256((salt + name).encode()).digest(), name))


def seed_from(*parts: int | str) -> int:
    """A seed of 63 bits for a matter with these names."""
    digest = sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
