"""Flashcards: the one to show, and the learner's own text for it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from cehrs_desktop.rules.content import DomainNumber, FlashcardId, Source, SourceId
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.shown_card import ShownFlashcard, Text
from cehrs_desktop.storage.rows import put_row, written


@dataclass(frozen=True, slots=True)
class Edit:
    """The learner's own text, the content hash of the pack's version it replaced, and when it was written."""

    text: Text
    replaces: str
    edited_at: datetime


_NAMES = """
    SELECT 1 FROM flashcard WHERE instr(front || back || why || ifnull(exhibit, ''), ?1)
    UNION ALL SELECT 1 FROM flashcard_edit WHERE instr(front || back || why, ?1)
    UNION ALL SELECT 1 FROM undo_step WHERE instr(before, ?1)
    LIMIT 1
"""
_SHOWN = """
    SELECT stable_id, topic.domain, topic.name, flashcard.front, flashcard.back, flashcard.why, exhibit,
           flashcard.content_hash, edit.front, edit.back, edit.why, edit.content_hash,
           source.id, title, citation, publisher, address, as_of, volatile
    FROM flashcard JOIN topic ON topic.id = topic_id JOIN source ON source.id = source_id
    LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = flashcard.id
    WHERE flashcard.id = ?
"""


def read_shown(connection: sqlite3.Connection, card_id: CardId) -> ShownFlashcard:
    """The flashcard of a card. Raises KeyError when there is no such card."""
    row = connection.execute(_SHOWN, (card_id,)).fetchone()
    if row is None:
        raise KeyError(card_id)
    stable_id, domain, topic, front, back, why, exhibit, content_hash = row[:8]
    pack_text, edited = Text(front, back, why), row[8] is not None
    return ShownFlashcard(
        id=FlashcardId(stable_id),
        domain=DomainNumber(domain),
        topic=topic,
        text=Text(*row[8:11]) if edited else pack_text,
        pack_text=pack_text,
        exhibit=exhibit,
        source=_source(*row[12:]),
        edited=edited,
        pack_changed=edited and row[11] != content_hash,
    )


def _source(
    source_id: str, title: str, citation: str, publisher: str, address: str, as_of: str, volatile: int
) -> Source:
    return Source(SourceId(source_id), title, citation, publisher, address, as_of, volatile=bool(volatile))


def read_edit(connection: sqlite3.Connection, card_id: CardId) -> Edit | None:
    """The learner's own text; None where the pack's is shown."""
    row = connection.execute(
        "SELECT front, back, why, content_hash, edited_at FROM flashcard_edit WHERE flashcard_id = ?", (card_id,)
    ).fetchone()
    if row is None:
        return None
    return Edit(Text(*row[:3]), row[3], edited_at=datetime.fromisoformat(row[4]).replace(tzinfo=UTC))


def content_hash(connection: sqlite3.Connection, card_id: CardId) -> str:
    """Which version of the pack's text is installed."""
    return str(connection.execute("SELECT content_hash FROM flashcard WHERE id = ?", (card_id,)).fetchone()[0])


def write_edit(connection: sqlite3.Connection, card_id: CardId, edit: Edit | None) -> None:
    """Store the learner's own text, or (None) go back to the pack's."""
    if edit is None:
        connection.execute("DELETE FROM flashcard_edit WHERE flashcard_id = ?", (card_id,))
        return
    columns = {
        "front": edit.text.front,
        "back": edit.text.back,
        "why": edit.text.why,
        "content_hash": edit.replaces,
        "edited_at": written(edit.edited_at),
    }
    put_row(connection, "flashcard_edit", {"flashcard_id": card_id}, columns)


def names_image(connection: sqlite3.Connection, name: str) -> bool:
    """Whether any text of a card, also a deleted one's or an earlier one that undo would bring back, has this name."""
    return connection.execute(_NAMES, (name,)).fetchone() is not None
