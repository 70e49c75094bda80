"""Taking back: the newest step of any kind is undone exactly, also one made in an earlier session."""

from __future__ import annotations

from dataclasses import dataclass

from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.cards import write_card, write_marks
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import write_edit
from cehrs_desktop.storage.met_items import write_item_note
from cehrs_desktop.storage.own_cards import set_retired
from cehrs_desktop.storage.own_rows import write_own_rows
from cehrs_desktop.storage.remarks import write_remark
from cehrs_desktop.storage.reviews import Review, delete_review, read_review
from cehrs_desktop.storage.study_days import count_review
from cehrs_desktop.storage.undo import can_undo, pop_step


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the card it was done to (`many`: all of them; None: a question), and the review."""

    card: CardId | None
    kind: StepKind
    review_id: int | None = None
    review: Review | None = None
    many: tuple[CardId, ...] = ()


def undo_is_possible(database: Database) -> bool:
    """Whether there is a step to take back."""
    with database.reading() as connection:
        return can_undo(connection)


def take_back(database: Database) -> Undone | None:
    """Undo the newest step: the card, its marks or its text, or a question's note, are as they were.

    None when there is nothing to undo.
    Cards that were added are put out of sight, as deleted ones are: a session under way may still have them.
    """
    with database.changing() as connection:
        step = pop_step(connection)
        if step is None:
            return None
        if step.question is not None:
            write_item_note(connection, *step.question)
            return Undone(None, step.kind)
        assert step.card is not None
        if step.kind is StepKind.EDIT:
            write_edit(connection, step.card, step.edit)
        elif step.kind is StepKind.MARKS:
            for card, marks in step.many:
                write_marks(connection, card, marks)
        elif step.kind is StepKind.MEMORIES:
            for memory in step.memories:
                write_card(connection, memory)
        elif step.kind is StepKind.REMARKS:
            for card, remark in step.remarks:
                write_remark(connection, card, remark)
        elif step.kind in (StepKind.ADD, StepKind.DELETE):
            set_retired(connection, step.cards, retired=step.kind is StepKind.ADD)
        elif step.kind in (StepKind.REWRITE, StepKind.IMPORT):
            write_own_rows(connection, step.own)
            set_retired(connection, step.cards, retired=True)
        elif step.kind is not StepKind.REVIEW:
            assert step.marks is not None
            write_marks(connection, step.card, step.marks)
        else:
            assert step.review_id is not None
            review = read_review(connection, step.review_id)
            delete_review(connection, step.review_id)
            write_card(connection, review.before)
            count_review(connection, review, sign=-1)
            return Undone(step.card, step.kind, step.review_id, review)
    return Undone(step.card, step.kind, many=step.all_cards)
