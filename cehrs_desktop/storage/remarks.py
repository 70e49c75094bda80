"""Tags and notes of the learner's. Own cards have their tags with their text, as they were imported."""

from __future__ import annotations

import json
import sqlite3

from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.own_card import OWN_PACK
from cehrs_desktop.rules.study.remark import Remark
from cehrs_desktop.storage.rows import put_row, update_row

_REMARK = f"""
    SELECT CASE WHEN pack_id = '{OWN_PACK}' THEN flashcard.tags ELSE ifnull(remark.tags, '[]') END, ifnull(note, '')
    FROM flashcard LEFT JOIN flashcard_remark AS remark ON flashcard_id = flashcard.id WHERE flashcard.id = ?
"""


def read_remark(connection: sqlite3.Connection, card: CardId) -> Remark:
    """The tags and the note of a card. Raises KeyError when there is no such card."""
    row = connection.execute(_REMARK, (card,)).fetchone()
    if row is None:
        raise KeyError(card)
    return Remark(tuple(json.loads(row[0])), row[1])


def write_remark(connection: sqlite3.Connection, card: CardId, remark: Remark) -> None:
    """Replace the tags and the note of a card, leaving no row for one without."""
    pack = connection.execute("SELECT pack_id FROM flashcard WHERE id = ?", (card,)).fetchone()[0]
    if pack == OWN_PACK:
        update_row(connection, "flashcard", {"id": card}, {"tags": json.dumps(remark.tags, ensure_ascii=False)})
    kept = () if pack == OWN_PACK else remark.tags
    if kept or remark.note:
        columns = {"tags": json.dumps(kept, ensure_ascii=False), "note": remark.note}
        put_row(connection, "flashcard_remark", {"flashcard_id": card}, columns)
    else:
        connection.execute("DELETE FROM flashcard_remark WHERE flashcard_id = ?", (card,))
