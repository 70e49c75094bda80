"""The steps that can be taken back, newest first."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, ItemId
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.remark import Remark
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Marks, Text
from cehrs_desktop.storage.flashcards import Edit
from cehrs_desktop.storage.own_rows import OwnRow, rows_from_json, rows_to_json
from cehrs_desktop.storage.rows import insert_row, written

STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One step, with what was there before: a review's row has it; otherwise the marks or the learner's own text.

    `many` has the marks of each card of a step done to many, `memories` their memory, `remarks` their tags and notes;
    `cards` are those that were added or deleted, `own` own cards that were rewritten or that an import changed. `card`
    is the first of them; None for a step on a question, of which `question` has the id and the note.
    """

    kind: StepKind
    card: CardId | None
    review_id: int | None = None
    marks: Marks | None = None
    edit: Edit | None = None
    many: tuple[tuple[CardId, Marks], ...] = ()
    memories: tuple[Card, ...] = ()
    remarks: tuple[tuple[CardId, Remark], ...] = ()
    cards: tuple[CardId, ...] = ()
    own: tuple[OwnRow, ...] = ()
    question: tuple[ItemId, str] | None = None

    @property
    def all_cards(self) -> tuple[CardId, ...]:
        """Every card of a step done to many; empty for one done to a single card."""
        if self.memories:
            return tuple(card.id for card in self.memories)
        changed = tuple(row.card for row in self.own)
        return tuple(card for card, _ in self.many or self.remarks) or (*changed, *self.cards)


def push_step(connection: sqlite3.Connection, step: UndoStep, *, made_at: datetime) -> None:
    """Remember a step, forgetting those too old to be of use."""
    columns = {
        "made_at": written(made_at),
        "kind": step.kind.value,
        "card_id": step.card,
        "review_id": step.review_id,
        "before": _to_json(step),
    }
    step_id = insert_row(connection, "undo_step", columns)
    connection.execute("DELETE FROM undo_step WHERE id <= ?", (step_id - STEPS_KEPT,))


def pop_step(connection: sqlite3.Connection) -> UndoStep | None:
    """Take the newest step off; None when there is none."""
    row = connection.execute(
        "SELECT id, kind, card_id, review_id, before FROM undo_step ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    connection.execute("DELETE FROM undo_step WHERE id = ?", row[:1])
    return _from_row(StepKind(row[1]), None if row[2] is None else CardId(row[2]), row[3], row[4])


def _to_json(step: UndoStep) -> str | None:
    if step.kind in (StepKind.REWRITE, StepKind.IMPORT):
        return rows_to_json(step.own, step.cards)
    if step.many:
        return json.dumps([[card, had.suspended, had.flagged, had.buried_day] for card, had in step.many])
    if step.memories:
        return json.dumps([_memory(card) for card in step.memories])
    if step.remarks:
        return json.dumps([[card, had.tags, had.note] for card, had in step.remarks])
    if step.cards:
        return json.dumps(step.cards)
    if step.question is not None:
        return json.dumps(step.question)
    if step.marks is not None:
        return json.dumps([step.marks.suspended, step.marks.flagged, step.marks.buried_day])
    if step.edit is not None:
        text = step.edit.text
        return json.dumps([text.front, text.back, text.why, step.edit.replaces, step.edit.edited_at.isoformat()])
    return None


def _from_row(kind: StepKind, card: CardId | None, review_id: int | None, before: str | None) -> UndoStep:
    if before is None:
        return UndoStep(kind, card, review_id=review_id)
    kept = json.loads(before)
    if kind is StepKind.MARKS:
        return UndoStep(kind, card, many=tuple((CardId(each[0]), Marks(*each[1:])) for each in kept))
    if kind is StepKind.MEMORIES:
        return UndoStep(kind, card, memories=tuple(_card(*each) for each in kept))
    if kind is StepKind.REMARKS:
        remarks = tuple((CardId(number), Remark(tuple(tags), note)) for number, tags, note in kept)
        return UndoStep(kind, card, remarks=remarks)
    if kind in (StepKind.REWRITE, StepKind.IMPORT):
        own, added = rows_from_json(kept)
        return UndoStep(kind, card, cards=added, own=own)
    if kind in (StepKind.ADD, StepKind.DELETE):
        return UndoStep(kind, card, cards=tuple(map(CardId, kept)))
    if kind is StepKind.QUESTION_NOTE:
        return UndoStep(kind, card, question=(ItemId(kept[0]), kept[1]))
    if kind is StepKind.EDIT:
        return UndoStep(kind, card, edit=Edit(Text(*kept[:3]), kept[3], datetime.fromisoformat(kept[4])))
    return UndoStep(kind, card, marks=Marks(*kept))


def _memory(card: Card) -> list[Any]:
    due_at = None if card.due_at is None else card.due_at.isoformat()
    days = (card.due_day, due_at, card.last_day)
    return [
        card.id,
        card.domain,
        card.state,
        card.step,
        card.stability,
        card.difficulty,
        *days,
        card.reviews,
        card.lapses,
    ]


def _card(number: int, domain: int, state: int, *rest: Any) -> Card:
    step, stability, difficulty, due_day, due_at, last_day, reviews, lapses = rest
    return Card(
        id=CardId(number),
        domain=DomainNumber(domain),
        state=CardState(state),
        step=step,
        stability=stability,
        difficulty=difficulty,
        due_day=due_day,
        due_at=None if due_at is None else datetime.fromisoformat(due_at),
        last_day=last_day,
        reviews=reviews,
        lapses=lapses,
    )


def can_undo(connection: sqlite3.Connection) -> bool:
    """Whether there is a step to take back."""
    return connection.execute("SELECT 1 FROM undo_step LIMIT 1").fetchone() is not None
