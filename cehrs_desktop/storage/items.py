"""Items: those in use, any version that ever was, and taking over those of a pack."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cehrs_desktop.rules.content import (
    Cognitive,
    DomainNumber,
    FlashcardId,
    Item,
    ItemHash,
    ItemId,
    ItemVersion,
    Option,
    OptionId,
    Source,
    TopicId,
)

if TYPE_CHECKING:
    from sqlmodel import Session

    from cehrs_desktop.storage.tables import ItemVersionRow


@dataclass(frozen=True, slots=True)
class Changes:
    """What taking over the flashcards, or the items, of a pack changed."""

    added: int
    changed: int
    retired: int


_COLUMNS = """
    version.content_hash, version.domain, version.stable_id, version.topic_id, cognitive, stem, exhibit, computed,
    options, fixed_order, source, expected, teaches, enemies, tags
"""
_AT_ONCE = 500
"""So many hashes go into one question; older SQLites take no more than 999."""


def read_items(connection: sqlite3.Connection) -> tuple[ItemVersion, ...]:
    """All items in use, as they are now, in the order of their pack."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM item JOIN item_version AS version USING (content_hash)"
        " WHERE retired = 0 ORDER BY position, item.stable_id"
    )
    return tuple(_version(row) for row in rows)


def read_version(connection: sqlite3.Connection, content_hash: ItemHash) -> ItemVersion:
    """One version of an item, in use or not. Raises KeyError when there is no such version."""
    return read_versions(connection, [content_hash])[content_hash]


def read_versions(connection: sqlite3.Connection, hashes: Iterable[ItemHash]) -> dict[ItemHash, ItemVersion]:
    """The versions of these hashes. Raises KeyError when there is no version of one of them."""
    wanted = list(dict.fromkeys(hashes))
    found: dict[ItemHash, ItemVersion] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM item_version AS version WHERE content_hash IN ({marks})", some
        )
        found.update({version.content_hash: version for version in map(_version, rows)})
    return {content_hash: found[content_hash] for content_hash in wanted}


def install_items(session: Session, pack_id: str, versions: Sequence[ItemVersion]) -> Changes:
    """Make these the items of a pack: what is gone is retired, and versions that were replaced are kept."""
    from sqlmodel import select

    from cehrs_desktop.storage.tables import ItemRow, ItemVersionRow

    kept = set(session.exec(select(ItemVersionRow.content_hash)))
    session.add_all(_version_row(version) for version in versions if version.content_hash not in kept)
    session.flush()
    there = {row.stable_id: row for row in session.exec(select(ItemRow).where(ItemRow.pack_id == pack_id))}
    added = changed = 0
    for position, version in enumerate(versions):
        row = there.pop(version.item.id, None)
        if row is None:
            row = ItemRow(
                stable_id=version.item.id,
                pack_id=pack_id,
                topic_id=version.item.topic,
                content_hash=version.content_hash,
                position=position,
            )
            session.add(row)
            added += 1
            continue
        changed += row.content_hash != version.content_hash or row.retired
        row.content_hash, row.topic_id = version.content_hash, version.item.topic
        row.position, row.retired = position, False
    gone = [row for row in there.values() if not row.retired]
    for row in gone:
        row.retired = True
    return Changes(added=added, changed=changed, retired=len(gone))


def _version_row(version: ItemVersion) -> ItemVersionRow:
    from cehrs_desktop.storage.tables import ItemVersionRow

    item = version.item
    return ItemVersionRow(
        content_hash=version.content_hash,
        stable_id=item.id,
        topic_id=item.topic,
        domain=int(version.domain),
        cognitive=str(item.cognitive),
        stem=item.stem,
        exhibit=item.exhibit,
        computed=item.computed,
        options=json.dumps([asdict(option) for option in item.options], ensure_ascii=False),
        fixed_order=item.fixed_order,
        source=json.dumps(asdict(version.source), ensure_ascii=False),
        expected=item.expected,
        teaches=json.dumps(item.teaches),
        enemies=json.dumps(item.enemies),
        tags=json.dumps(item.tags, ensure_ascii=False),
    )


@lru_cache(maxsize=2048)
def _version(row: tuple[Any, ...]) -> ItemVersion:
    """What a row says; versions never change, so that each is taken apart once."""
    content_hash, domain, stable_id, topic, cognitive, stem, exhibit, computed = row[:8]
    options, fixed_order, source, expected, teaches, enemies, tags = row[8:]
    cited = Source(**json.loads(source))
    item = Item(
        id=ItemId(stable_id),
        topic=TopicId(topic),
        cognitive=Cognitive(cognitive),
        stem=stem,
        options=tuple(_option(**option) for option in json.loads(options)),
        source=cited.id,
        expected=expected,
        teaches=tuple(FlashcardId(name) for name in json.loads(teaches)),
        exhibit=exhibit,
        computed=computed,
        fixed_order=bool(fixed_order),
        enemies=tuple(ItemId(name) for name in json.loads(enemies)),
        tags=tuple(json.loads(tags)),
    )
    return ItemVersion(ItemHash(content_hash), DomainNumber(domain), item, cited)


def _option(id: str, text: str, why: str, key: bool) -> Option:  # noqa: A002 (the names of the stored keys)
    return Option(id=OptionId(id), text=text, why=why, key=key)
