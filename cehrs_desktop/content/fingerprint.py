"""Fingerprints of content: what tells whether a flashcard, an item or a whole pack has changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from cehrs_desktop.content.pack_files import bytes_of, files_of
from cehrs_desktop.rules.content import DomainNumber, Flashcard, Item, ItemHash, ItemVersion, Pack, Source


def of_flashcard(flashcard: Flashcard) -> str:
    """SHA-256 (hex) over every field of a flashcard, written as canonical JSON."""
    return _of_values(asdict(flashcard))


def of_item(item: Item, domain: DomainNumber, source: Source) -> ItemHash:
    """SHA-256 (hex) over every field of an item, its domain and every field of its source, likewise."""
    return ItemHash(_of_values({"item": asdict(item), "domain": int(domain), "source": asdict(source)}))


def item_versions(pack: Pack) -> tuple[ItemVersion, ...]:
    """The items of a pack as they are now, in its order."""
    domains = {topic.id: topic.domain for topic in pack.topics}
    sources = {source.id: source for source in pack.sources}
    return tuple(
        ItemVersion(of_item(item, domain, source), domain, item, source)
        for item, domain, source in ((item, domains[item.topic], sources[item.source]) for item in pack.items)
    )


def _of_values(values: dict[str, Any]) -> str:
    written = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def of_folder(folder: Path) -> str:
    """SHA-256 (hex) over names and bytes of all files of the pack in `folder`; takes a few milliseconds.

    Raises BrokenPack when the folder is missing or a file cannot be read.
    """
    total = sha256()
    for file in files_of(folder):
        written = bytes_of(folder, file)
        # The lengths keep name and bytes of neighbors apart: two different folders never feed the same bytes.
        total.update(f"{len(file.encode())} {file} {len(written)} ".encode())
        total.update(written)
    return total.hexdigest()
