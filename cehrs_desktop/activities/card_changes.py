"""What a learner can do to a single card besides rating it: put it off, take it out, flag it, rewrite it."""

from __future__ import annotations

from dataclasses import replace

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Marks, Text
from cehrs_desktop.storage.cards import bring_back_suspended, count_suspended, read_marks, write_marks
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import Edit, content_hash, read_edit, write_edit
from cehrs_desktop.storage.undo import UndoStep, push_step


def bury(database: Database, clock: Clock, *, card: CardId, day: StudyDay) -> Changed:
    """Put a card off until the study day after `day`."""
    return _mark(database, clock, card, StepKind.BURY, day=day)


def suspend(database: Database, clock: Clock, *, card: CardId) -> Changed:
    """Take a card out of study, or bring it back."""
    return _mark(database, clock, card, StepKind.SUSPEND)


def suspended_cards(database: Database) -> int:
    """How many cards are out of study."""
    with database.reading() as connection:
        return count_suspended(connection)


def bring_all_back(database: Database) -> Changed:
    """Put every suspended card back in study."""
    with database.changing() as connection:
        bring_back_suspended(connection)
    return Changed.CARDS


def flag(database: Database, clock: Clock, *, card: CardId) -> Changed:
    """Flag a card, or take its flag off."""
    return _mark(database, clock, card, StepKind.FLAG)


def _mark(database: Database, clock: Clock, card: CardId, kind: StepKind, *, day: StudyDay | None = None) -> Changed:
    with database.changing() as connection:
        before = read_marks(connection, card)
        write_marks(connection, card, _marked(before, kind, day))
        push_step(connection, UndoStep(kind, card, marks=before), made_at=clock.now())
    return Changed.CARDS


def _marked(before: Marks, kind: StepKind, day: StudyDay | None) -> Marks:
    if kind is StepKind.BURY:
        return replace(before, buried_day=day)
    if kind is StepKind.SUSPEND:
        return replace(before, suspended=not before.suspended)
    return replace(before, flagged=not before.flagged)


def rewrite(database: Database, clock: Clock, *, card: CardId, text: Text | None) -> Changed:
    """Give a card the learner's own text, or (None) the pack's again. Its memory stays as it is.

    Raises UserError when question or answer is empty.
    """
    if text is not None and not (text.front.strip() and text.back.strip()):
        raise UserError("A card needs a question and an answer. Fill in both, or cancel.")
    now = clock.now()
    with database.changing() as connection:
        before = read_edit(connection, card)
        edit = None if text is None else Edit(text, content_hash(connection, card), edited_at=now)
        write_edit(connection, card, edit)
        push_step(connection, UndoStep(StepKind.EDIT, card, edit=before), made_at=now)
    return Changed.CONTENT
