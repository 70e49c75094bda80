"""All cards as lines of a list, and full-text search over them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.browse import CardLine
from cehrs_desktop.rules.study.cards import CardId, CardState
from cehrs_desktop.rules.study.own_card import OWN_PACK

_LINES = f"""
    SELECT flashcard.id, ifnull(edit.front, flashcard.front), card.domain, topic.name, state, due_day, stability,
           lapses, core, suspended, flagged, edit.front IS NOT NULL, flashcard.pack_id = '{OWN_PACK}',
           ifnull(edit.content_hash <> flashcard.content_hash, 0),
           CASE WHEN flashcard.pack_id = '{OWN_PACK}' THEN flashcard.tags ELSE ifnull(remark.tags, '[]') END,
           ifnull(note, '') <> '', topic_id, stable_id
    FROM flashcard JOIN card USING (id) JOIN topic ON topic.id = topic_id
    LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = flashcard.id
    LEFT JOIN flashcard_remark AS remark ON remark.flashcard_id = flashcard.id
    WHERE retired = 0 ORDER BY flashcard.position, flashcard.id
"""
_TEXTS = """
    SELECT flashcard.id, ifnull(edit.front, flashcard.front), ifnull(edit.back, flashcard.back),
           ifnull(edit.why, flashcard.why), ifnull(exhibit, ''),
           topic.name || ' ' || flashcard.tags || ' ' || ifnull(remark.tags, '') || ' ' || ifnull(note, '')
    FROM flashcard JOIN topic ON topic.id = topic_id
    LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = flashcard.id
    LEFT JOIN flashcard_remark AS remark ON remark.flashcard_id = flashcard.id WHERE retired = 0
"""
_MISSED = """
    WITH latest AS (
        SELECT version, correct, ifnull(confidence, '') = 'guess' AS guessed, max(attempt_id * 1000 + position)
        FROM response JOIN attempt ON attempt.id = attempt_id AND ended_at IS NOT NULL GROUP BY item_id
    )
    SELECT DISTINCT value FROM latest JOIN item_version ON content_hash = version, json_each(teaches)
    WHERE guessed OR NOT correct
"""
_FRONTS = """
    SELECT ifnull(edit.front, flashcard.front)
    FROM flashcard LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = flashcard.id
    WHERE retired = 0 AND flashcard.id IS NOT ?
"""
_SIGNS = re.compile(r"\\([\W_])|(?<=[^\s*`])[*`]+|[*`]+(?=[^\s*`])")  # what stands alone, or has a \\, is meant


def read_lines(connection: sqlite3.Connection) -> tuple[CardLine, ...]:
    """Every card in use, in the order of introduction."""
    missed = {row[0] for row in connection.execute(_MISSED)}
    return tuple(
        CardLine(
            id=CardId(row[0]),
            front=" ".join(_SIGNS.sub(r"\1", row[1]).split()),
            domain=DomainNumber(row[2]),
            topic=row[3],
            topic_id=TopicId(row[16]),
            state=CardState(row[4]),
            due_day=row[5],
            stability=row[6],
            lapses=row[7],
            core=bool(row[8]),
            suspended=bool(row[9]),
            flagged=bool(row[10]),
            edited=bool(row[11]),
            own=bool(row[12]),
            new_text=bool(row[13]),
            tags=() if row[14] == "[]" else tuple(json.loads(row[14])),
            noted=bool(row[15]),
            missed=row[17] in missed,
        )
        for row in connection.execute(_LINES)
    )


def read_texts(connection: sqlite3.Connection) -> list[tuple[int | str, ...]]:
    """Id and texts of every card in use, for a search."""
    return connection.execute(_TEXTS).fetchall()


def read_fronts(connection: sqlite3.Connection, *, but: CardId | None = None) -> list[str]:
    """The question of every card in use (`but` one)."""
    return [row[0] for row in connection.execute(_FRONTS, (but,))]


def fingerprint_of(texts: Sequence[tuple[int | str, ...]]) -> int:
    """The same for the same texts, within one run of the program."""
    return hash(tuple(texts))


class CardSearch:
    """An FTS5 index in memory. Made anew when texts change: in the file it would have to be kept in step by all.

    It may be made on one thread and asked on another, one at a time.
    """

    def __init__(self, texts: Sequence[tuple[int | str, ...]]) -> None:
        self.fingerprint = fingerprint_of(texts)
        self._index = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE card_search USING fts5(front, back, why, exhibit, place,"
            " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2', detail = none)"
        )
        self._index.execute("BEGIN")
        self._index.executemany(
            "INSERT INTO card_search (rowid, front, back, why, exhibit, place) VALUES (?, ?, ?, ?, ?, ?)", texts
        )
        self._index.execute("COMMIT")

    def found(self, wanted: str) -> frozenset[CardId] | None:
        """The cards that hold a word beginning with each of the words wanted; None when there are no words."""
        words = re.findall(r"\w+", wanted)
        if not words:
            return None
        query = " AND ".join(f'"{word}" *' for word in words)
        rows = self._index.execute("SELECT rowid FROM card_search WHERE card_search MATCH ?", (query,))
        return frozenset(CardId(row[0]) for row in rows)

    def close(self) -> None:
        """Let go of the memory."""
        self._index.close()
