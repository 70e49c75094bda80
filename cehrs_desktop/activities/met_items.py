"""Looking at the questions already met, with their keys and reasons."""

from __future__ import annotations

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.met_items import MetItem
from cehrs_desktop.rules.study.remark import LONGEST_NOTE
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.met_items import read_met_items, write_item_note


def met_items(database: Database) -> tuple[MetItem, ...]:
    """Every question that was met, the latest first; not those of a sitting that is under way."""
    with database.reading() as connection:
        return read_met_items(connection)


def note_item(database: Database, item: ItemId, note: str) -> Changed:
    """Keep a note on a question; an empty one takes it away. Raises UserError when it is too long."""
    if len(note) > LONGEST_NOTE:
        raise UserError("A note has room for {most} characters. Shorten it.", most=LONGEST_NOTE)
    with database.changing() as connection:
        write_item_note(connection, item, note.strip())
    return Changed.QUESTIONS
