"""Items that were met in sittings that are over: one under way keeps its keys to itself."""

from __future__ import annotations

import sqlite3

from cehrs_desktop.rules.content import ItemHash, ItemId
from cehrs_desktop.rules.exam.met_items import MetItem
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.storage.items import read_versions

_MET = """
    WITH met AS (
        SELECT item_id, version, count(*) AS times, sum(correct) AS answered_right, max(response.study_day) AS day,
               correct, ifnull(confidence, '') = 'guess' AS guessed, topic_id, max(attempt_id * 1000 + position)
        FROM response JOIN attempt ON attempt.id = attempt_id AND ended_at IS NOT NULL GROUP BY item_id
    )
    SELECT version, ifnull(topic.name, ''), times, answered_right, day, correct, guessed, ifnull(flagged, 0),
           ifnull(note, '')
    FROM met LEFT JOIN topic ON topic.id = topic_id LEFT JOIN item_mark USING (item_id)
    WHERE item_id NOT IN (
        SELECT stable_id FROM attempt_item JOIN attempt ON attempt.id = attempt_id
        JOIN item_version ON content_hash = version WHERE ended_at IS NULL
    )
    ORDER BY day DESC, item_id
"""


def read_item_note(connection: sqlite3.Connection, item: ItemId) -> str:
    """The note on an item, empty when there is none."""
    row = connection.execute("SELECT note FROM item_mark WHERE item_id = ?", (item,)).fetchone()
    return "" if row is None else row[0] or ""


def write_item_note(connection: sqlite3.Connection, item: ItemId, note: str) -> None:
    """Keep a note on an item, leaving no row for one without note and flag; its flag stays."""
    connection.execute(
        "INSERT INTO item_mark (item_id, flagged, note) VALUES (?1, 0, ?2)"
        " ON CONFLICT (item_id) DO UPDATE SET note = ?2",
        (item, note or None),
    )
    connection.execute("DELETE FROM item_mark WHERE item_id = ? AND NOT flagged AND note IS NULL", (item,))


def read_met_items(connection: sqlite3.Connection) -> tuple[MetItem, ...]:
    """Every item that was met, the latest first."""
    rows = connection.execute(_MET).fetchall()
    versions = read_versions(connection, [ItemHash(row[0]) for row in rows])
    return tuple(
        MetItem(
            version=versions[ItemHash(row[0])],
            topic=row[1],
            times=row[2],
            right=row[3],
            last_day=StudyDay(row[4]),
            known=bool(row[5]) and not row[6],
            guessed=bool(row[5] and row[6]),
            flagged=bool(row[7]),
            note=row[8],
        )
        for row in rows
    )
