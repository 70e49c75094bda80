"""The chain of hashes over a sitting's events: a row changed afterwards is noticed.

There is no secret on a learner's own machine, so the chain makes changes evident; it can't prevent them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any


def canonical(values: Mapping[str, Any]) -> str:
    """The one way to write these values as JSON. Raises ValueError for what JSON cannot hold exactly."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def chain_start(frozen: Mapping[str, Any]) -> str:
    """The hash before the first event: that of what the sitting began with, its form and terms."""
    return sha256(canonical(frozen).encode()).hexdigest()


def link(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of an event's row, given the hash of the row before it."""
    return sha256(f"{previous}\n{canonical(row)}".encode()).hexdigest()


def first_broken(start: str, rows: Iterable[tuple[Mapping[str, Any], str]]) -> int | None:
    """The number, from 0, of the first row that doesn't have the hash it should; None if the chain holds.

    A row left out or put in breaks the chain where it was; only the loss of the newest rows can't be seen.
    """
    previous = start
    for number, (row, stored) in enumerate(rows):
        if link(previous, row) != stored:
            return number
        previous = stored
    return None
