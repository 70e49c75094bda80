"""What is done to the memory of many cards at once, each time one step of undo: due today, or begun anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.learner_day import study_day
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.cards import read_card, read_marks, write_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.undo import UndoStep, push_step


def bring_all_forward(
    database: Database, clock: Clock, cards: Sequence[CardId], *, rollover_hour: int
) -> tuple[CardId, ...]:
    """Have cards come today, before others; returns those that will: not the suspended ones, nor those in steps."""
    now = clock.now()
    today = study_day(now, rollover_hour=rollover_hour)
    after = []
    with database.reading() as connection:
        for card in cards:
            memory, suspended = read_card(connection, card), read_marks(connection, card).suspended
            if not suspended and memory.state in (CardState.NEW, CardState.REVIEW):
                due = today if memory.due_day is None else min(memory.due_day, today)
                after.append(replace(memory, due_day=due, due_at=now))
    return _remember(database, clock, after)


def begin_anew(database: Database, clock: Clock, cards: Sequence[CardId]) -> tuple[CardId, ...]:
    """Make cards new again; returns those that weren't. Their answers stay in the log, but no longer count for them."""
    with database.reading() as connection:
        memories = [read_card(connection, card) for card in cards]
    anew = [(memory, Card(memory.id, memory.domain)) for memory in memories]
    return _remember(database, clock, [new for memory, new in anew if new != memory])


def _remember(database: Database, clock: Clock, after: Sequence[Card]) -> tuple[CardId, ...]:
    if not after:
        return ()
    with database.changing() as connection:
        before = tuple(read_card(connection, card.id) for card in after)
        for card in after:
            write_card(connection, card)
        push_step(connection, UndoStep(StepKind.MEMORIES, before[0].id, memories=before), made_at=clock.now())
    return tuple(card.id for card in after)
