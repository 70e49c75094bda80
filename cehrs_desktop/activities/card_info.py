"""All that is known of one card: its text, memory, history, and why it comes when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.learner_day import day_of, study_day
from cehrs_desktop.rules.study.recall_curve import recall_curve
from cehrs_desktop.rules.study.scheduling import due_by, predicted_recall
from cehrs_desktop.rules.study.shown_card import CardInfo, ShownFlashcard
from cehrs_desktop.rules.study.why import why
from cehrs_desktop.storage.cards import read_card, read_marks
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_shown
from cehrs_desktop.storage.parameters import read_parameters
from cehrs_desktop.storage.remarks import read_remark
from cehrs_desktop.storage.reviews import read_history

if TYPE_CHECKING:
    from cehrs_desktop.rules.study.exam_order import ExamOrder


def shown_flashcard(database: Database, card: CardId) -> ShownFlashcard:
    """What a card says. Raises KeyError: no such card."""
    with database.reading() as connection:
        return read_shown(connection, card)


def card_info(
    database: Database,
    clock: Clock,
    *,
    card: CardId,
    preferences: Preferences,
    order: ExamOrder | None = None,
) -> CardInfo:
    """Read everything about one card; `order` is the exam-day order in force. Raises KeyError: no such card."""
    day = study_day(clock.now(), rollover_hour=preferences.study.rollover_hour)
    exam = None if preferences.exam_date is None else day_of(preferences.exam_date)
    with database.reading() as connection:
        memory = read_card(connection, card)
        parameters = read_parameters(connection)
        assert parameters is not None, "the file is opened with a parameter set"
        history = read_history(connection, card)
        return CardInfo(
            flashcard=read_shown(connection, card),
            card=memory,
            marks=read_marks(connection, card),
            day=day,
            recall_now=predicted_recall(memory, day, decay=parameters.decay),
            history=history,
            why=why(memory, day, exam=exam, worth=None if order is None else order.worth(card)),
            due_day=due_by(memory.due_day, day, exam=exam),
            remark=read_remark(connection, card),
            curve=recall_curve(history, memory.stability, day, decay=parameters.decay),
        )
