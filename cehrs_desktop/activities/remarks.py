"""Tags on many cards at once, and a note on one: each one step of undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.browse import tags_in_use
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.remark import LONGEST_NOTE, Remark, TagsOfMany
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.browse import read_lines
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.remarks import read_remark, write_remark
from cehrs_desktop.storage.undo import UndoStep, push_step


def tags_of(database: Database, cards: Sequence[CardId]) -> TagsOfMany:
    """The tags that can be set on these cards or cleared from them."""
    with database.reading() as connection:
        in_use = tags_in_use(read_lines(connection))
        counts = Counter(tag for card in cards for tag in read_remark(connection, card).tags)
    return TagsOfMany(len(cards), {tag: counts[tag] for tag in in_use})


def remark_of(database: Database, card: CardId) -> Remark:
    """The tags and the note of a card."""
    with database.reading() as connection:
        return read_remark(connection, card)


def tag_all(
    database: Database,
    clock: Clock,
    cards: Sequence[CardId],
    *,
    add: Collection[str] = (),
    remove: Collection[str] = (),
) -> Changed:
    """Set tags on cards, or clear them."""
    return _remark_all(database, clock, cards, lambda had: had.tagged(add=add, remove=remove))


def write_note(database: Database, clock: Clock, card: CardId, note: str) -> Changed:
    """Keep a note on a card; an empty one takes it away. Raises UserError when it is too long."""
    if len(note) > LONGEST_NOTE:
        raise UserError("A note has room for {most} characters. Shorten it.", most=LONGEST_NOTE)
    return _remark_all(database, clock, [card], lambda had: replace(had, note=note.strip()))


def _remark_all(
    database: Database, clock: Clock, cards: Sequence[CardId], remarked: Callable[[Remark], Remark]
) -> Changed:
    with database.changing() as connection:
        before = tuple((card, read_remark(connection, card)) for card in cards)
        changed = tuple((card, had) for card, had in before if remarked(had) != had)
        for card, had in changed:
            write_remark(connection, card, remarked(had))
        if changed:
            step = UndoStep(StepKind.REMARKS, changed[0][0], remarks=changed)
            push_step(connection, step, made_at=clock.now())
    return Changed.CARDS | Changed.CONTENT if changed else Changed(0)
