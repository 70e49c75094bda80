"""Own cards as their rows have them: read before rewriting or an import changes them, written back by undo."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.own_card import OWN_PACK
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.flashcards import Edit, write_edit

_PREFIX = f"{OWN_PACK}-"
_ROWS = """
    SELECT flashcard.id, stable_id, flashcard.front, flashcard.back, flashcard.why, tags, flashcard.content_hash,
           topic_id, card.domain, group_key, retired,
           edit.front, edit.back, edit.why, edit.content_hash, edit.edited_at
    FROM flashcard JOIN card USING (id) LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = flashcard.id
    WHERE pack_id = ? ORDER BY flashcard.id
"""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What can change of an own card besides its memory and marks. `text` is as it was first written or imported,
    `edit` what the learner has made of it; `tags` are JSON; `retired`: deleted, out of sight.
    """

    card: CardId
    text: Text
    tags: str
    content_hash: str
    topic: TopicId
    domain: DomainNumber
    group: str | None
    retired: bool
    edit: Edit | None

    @property
    def shown(self) -> Text:
        """The text the learner sees."""
        return self.text if self.edit is None else self.edit.text


def read_own_rows(connection: sqlite3.Connection, cards: Collection[CardId]) -> tuple[OwnRow, ...]:
    """Those of the cards that are the learner's own and in use, and the others of the texts they are blanks of."""
    rows = [row for _, row in _rows(connection) if not row.retired]
    groups = {row.group for row in rows if row.card in cards} - {None}
    return tuple(row for row in rows if row.card in cards or row.group in groups)


def read_rows_of_keys(connection: sqlite3.Connection, keys: Iterable[str]) -> tuple[OwnRow, ...]:
    """The own cards with these keys, also deleted ones."""
    wanted = frozenset(keys)
    return tuple(row for key, row in _rows(connection) if key in wanted)


def _rows(connection: sqlite3.Connection) -> list[tuple[str, OwnRow]]:
    return [
        (
            row[1].removeprefix(_PREFIX),
            OwnRow(
                CardId(row[0]),
                Text(*row[2:5]),
                tags=row[5],
                content_hash=row[6],
                topic=TopicId(row[7]),
                domain=DomainNumber(row[8]),
                group=row[9],
                retired=bool(row[10]),
                edit=None
                if row[11] is None
                else Edit(Text(*row[11:14]), row[14], edited_at=datetime.fromisoformat(row[15]).replace(tzinfo=UTC)),
            ),
        )
        for row in connection.execute(_ROWS, (OWN_PACK,))
    ]


def write_own_rows(connection: sqlite3.Connection, rows: Sequence[OwnRow]) -> None:
    """Write the cards as these say; memory, marks and history stay."""
    for row in rows:
        connection.execute(
            "UPDATE flashcard SET front = ?, back = ?, why = ?, tags = ?, content_hash = ?, topic_id = ?,"
            " group_key = ?, retired = ? WHERE id = ? AND pack_id = ?",
            (
                *(row.text.front, row.text.back, row.text.why),
                *(row.tags, row.content_hash, row.topic, row.group, row.retired, row.card, OWN_PACK),
            ),
        )
        connection.execute("UPDATE card SET domain = ? WHERE id = ?", (int(row.domain), row.card))
        write_edit(connection, row.card, row.edit)


def rows_to_json(rows: Sequence[OwnRow], added: Sequence[CardId]) -> str:
    """What undo keeps of a step that changed these and added those."""
    return json.dumps({"rows": [_to_list(row) for row in rows], "added": added}, ensure_ascii=False)


def rows_from_json(kept: dict[str, Any]) -> tuple[tuple[OwnRow, ...], tuple[CardId, ...]]:
    """What `rows_to_json` kept: the cards that were changed, as they were before, and those that were added."""
    return tuple(_from_list(*row) for row in kept["rows"]), tuple(map(CardId, kept["added"]))


def _to_list(row: OwnRow) -> list[Any]:
    text, edit = row.text, row.edit
    had = None
    if edit is not None:
        had = [edit.text.front, edit.text.back, edit.text.why, edit.replaces, edit.edited_at.isoformat()]
    place = (row.topic, int(row.domain), row.group, row.retired)
    return [row.card, text.front, text.back, text.why, row.tags, row.content_hash, *place, had]


def _from_list(card: int, front: str, back: str, why: str, tags: str, content_hash: str, *rest: Any) -> OwnRow:
    topic, domain, group, retired, had = rest
    return OwnRow(
        CardId(card),
        Text(front, back, why),
        tags=tags,
        content_hash=content_hash,
        topic=TopicId(topic),
        domain=DomainNumber(domain),
        group=group,
        retired=retired,
        edit=None if had is None else Edit(Text(*had[:3]), had[3], edited_at=datetime.fromisoformat(had[4])),
    )
