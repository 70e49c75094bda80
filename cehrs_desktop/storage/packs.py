"""Packs: installing one, so that what the learner has is updated and never lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cehrs_desktop.rules.content import Flashcard, FlashcardId, ItemVersion, Pack
from cehrs_desktop.storage.items import Changes, install_items

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class InstallReport:
    """What installing a pack changed: flashcards, and items."""

    added: int
    changed: int
    retired: int
    items: Changes


def installed_fingerprint(connection: sqlite3.Connection, pack_id: str) -> str | None:
    """The fingerprint of the installed version of a pack; None when it isn't installed."""
    row = connection.execute("SELECT fingerprint FROM pack WHERE id = ?", (pack_id,)).fetchone()
    return None if row is None else str(row[0])


def install_pack(
    session: Session,
    pack: Pack,
    *,
    hashes: Mapping[FlashcardId, str],
    items: Sequence[ItemVersion],
    fingerprint: str,
    installed_at: datetime,
) -> InstallReport:
    """Add what is new, update what has another hash, retire what is gone; a learner's card keeps its history.

    `hashes` has the content hash of every flashcard of the pack, `items` its items as they are now.
    """
    _write_frame(session, pack, fingerprint=fingerprint, installed_at=installed_at)
    flashcards = _install_flashcards(session, pack, hashes)
    return InstallReport(
        added=flashcards.added,
        changed=flashcards.changed,
        retired=flashcards.retired,
        items=install_items(session, pack.id, items),
    )


def _install_flashcards(session: Session, pack: Pack, hashes: Mapping[FlashcardId, str]) -> Changes:
    from sqlmodel import select

    from cehrs_desktop.storage.tables import CardRow, FlashcardRow

    there = {row.stable_id: row for row in session.exec(select(FlashcardRow).where(FlashcardRow.pack_id == pack.id))}
    cards = {card.id: card for card in session.exec(select(CardRow))}
    domains = {topic.id: topic.domain for topic in pack.topics}
    new: list[tuple[FlashcardRow, int]] = []
    changed = 0
    for position, flashcard in enumerate(pack.flashcards):
        row = there.pop(flashcard.id, None)
        if row is None:
            columns = _columns(flashcard, hashes[flashcard.id])
            row = FlashcardRow(stable_id=flashcard.id, pack_id=pack.id, position=position, **columns)
            new.append((row, int(domains[flashcard.topic])))
            continue
        if row.content_hash != hashes[flashcard.id] or row.retired:
            for name, value in _columns(flashcard, hashes[flashcard.id]).items():
                setattr(row, name, value)
            changed += 1
        row.position = position
        assert row.id is not None
        cards[row.id].domain = int(domains[flashcard.topic])  # a topic may have moved
    session.add_all(row for row, _ in new)
    session.flush()  # gives each its id, in this order
    session.add_all(CardRow(id=row.id, domain=domain) for row, domain in new if row.id is not None)
    gone = [row for row in there.values() if not row.retired]
    for row in gone:
        row.retired = True
    return Changes(added=len(new), changed=changed, retired=len(gone))


def _write_frame(session: Session, pack: Pack, *, fingerprint: str, installed_at: datetime) -> None:
    from cehrs_desktop.storage.tables import PackRow, SourceRow, TopicRow

    session.merge(
        PackRow(
            id=pack.id,
            name=pack.name,
            version=pack.version,
            language=pack.language,
            license=pack.license,
            disclaimer=pack.disclaimer,
            fingerprint=fingerprint,
            installed_at=installed_at,
        )
    )
    session.flush()
    with session.no_autoflush:  # or each merge would write the one before it by itself
        for position, topic in enumerate(pack.topics):
            session.merge(
                TopicRow(
                    id=topic.id,
                    pack_id=pack.id,
                    domain=int(topic.domain),
                    name=topic.name,
                    share=topic.share,
                    position=position,
                )
            )
        for source in pack.sources:
            session.merge(
                SourceRow(
                    id=source.id,
                    pack_id=pack.id,
                    title=source.title,
                    citation=source.citation,
                    publisher=source.publisher,
                    address=source.address,
                    as_of=source.as_of,
                    volatile=source.volatile,
                )
            )
    session.flush()


def _columns(flashcard: Flashcard, content_hash: str) -> dict[str, Any]:
    return {
        "topic_id": flashcard.topic,
        "front": flashcard.front,
        "back": flashcard.back,
        "why": flashcard.why,
        "exhibit": flashcard.exhibit,
        "source_id": flashcard.source,
        "core": flashcard.core,
        "group_key": flashcard.group,
        "tags": json.dumps(flashcard.tags),
        "content_hash": content_hash,
        "retired": False,
    }
