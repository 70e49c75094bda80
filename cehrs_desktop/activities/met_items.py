"""Looking at the questions already met, with their keys and reasons."""

from __future__ import annotations

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.met_items import MetItem
from cehrs_desktop.rules.study.remark import LONGEST_NOTE
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.met_items import read_item_note, read_met_items, write_item_note
from cehrs_desktop.storage.undo import UndoStep, push_step


def met_items(database: Database) -> tuple[MetItem, ...]:
    """Every question that was met, the latest first; not those of a sitting that is under way."""
    with database.reading() as connection:
        return read_met_items(connection)


def note_item(database: Database, clock: Clock, item: ItemId, note: str) -> Changed:
    """Keep a note on a question, one step of undo; an empty one takes it away. Raises UserError when it is too long."""
    if len(note) > LONGEST_NOTE:
        raise UserError("A note has room for {most} characters. Shorten it.", most=LONGEST_NOTE)
    with database.changing() as connection:
        before = read_item_note(connection, item)
        if note.strip() == before:
            return Changed(0)
        write_item_note(connection, item, note.strip())
        step = UndoStep(StepKind.QUESTION_NOTE, None, question=(item, before))
        push_step(connection, step, made_at=clock.now())
    return Changed.QUESTIONS
