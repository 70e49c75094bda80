"""Cards: reading them all as a deck, one as a value, and writing one back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.deck import NO_DAY, NO_GROUP, Deck
from cehrs_desktop.rules.study.shown_card import Marks

if TYPE_CHECKING:
    from sqlmodel import Session

_COLUMNS = "id, domain, state, step, stability, difficulty, due_day, due_at, last_day, reviews, lapses"

# One row a card, in the order new cards are introduced; what a card doesn't have is a number, for numpy.
_DECK = f"""
    SELECT card.id, card.domain, card.state, ifnull(due_day, {NO_DAY}),
           CASE WHEN due_at IS NULL THEN 0.0 ELSE (julianday(due_at) - 2440587.5) * 86400.0 END,
           ifnull(last_day, {NO_DAY}), ifnull(buried_day, {NO_DAY}), ifnull(stability, 0.0), group_key, core, suspended
    FROM flashcard CROSS JOIN card ON card.id = flashcard.id
    WHERE retired = 0 ORDER BY position, flashcard.id
"""
_TYPES = (np.int64, np.int8, np.int8, np.int32, np.float64, np.int32, np.int32, np.float64)


def read_deck(connection: sqlite3.Connection) -> Deck:
    """All cards whose flashcard is in use."""
    rows = connection.execute(_DECK).fetchall()
    if not rows:
        rows_by_column: list[tuple[Any, ...]] = [()] * 11
    else:
        rows_by_column = list(zip(*rows, strict=True))
    numbers = [np.array(c, dtype=t) for c, t in zip(rows_by_column, _TYPES, strict=False)]
    ids, domain, state, due_day, due_at, last_day, buried_day, stability = numbers
    due_at[due_at == 0.0] = np.nan
    stability[stability == 0.0] = np.nan
    return Deck(
        id=ids,
        domain=domain,
        state=state,
        due_day=due_day,
        due_at=due_at,
        last_day=last_day,
        buried_day=buried_day,
        stability=stability,
        group=_numbered(rows_by_column[8]),
        core=np.array(rows_by_column[9], dtype=np.bool_),
        suspended=np.array(rows_by_column[10], dtype=np.bool_),
    )


def _numbered(groups: tuple[str | None, ...]) -> np.ndarray[Any, np.dtype[np.int32]]:
    numbers: dict[str | None, int] = {None: NO_GROUP}
    for group in groups:
        numbers.setdefault(group, len(numbers))
    return np.array([numbers[group] for group in groups], dtype=np.int32)


def read_card(connection: sqlite3.Connection, card_id: CardId) -> Card:
    """One card's memory, also within a transaction. Raises KeyError when there is no such card."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM card WHERE id = ?", (card_id,)).fetchone()
    if row is None:
        raise KeyError(card_id)
    number, domain, state, step, stability, difficulty, due_day, due_at, last_day, reviews, lapses = row
    return Card(
        id=CardId(number),
        domain=DomainNumber(domain),
        state=CardState(state),
        step=step,
        stability=stability,
        difficulty=difficulty,
        due_day=due_day,
        due_at=moment(due_at),
        last_day=last_day,
        reviews=reviews,
        lapses=lapses,
    )


def moment(text: str | None) -> datetime | None:
    """A moment as SQLModel writes it (UTC, without saying so), made aware."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def read_marks(connection: sqlite3.Connection, card_id: CardId) -> Marks:
    """What the learner decided about a card."""
    suspended, flagged, buried_day = connection.execute(
        "SELECT suspended, flagged, buried_day FROM card WHERE id = ?", (card_id,)
    ).fetchone()
    return Marks(suspended=bool(suspended), flagged=bool(flagged), buried_day=buried_day)


def write_card(session: Session, card: Card) -> None:
    """Replace a card's memory."""
    from cehrs_desktop.storage.tables import CardRow

    row = session.get_one(CardRow, card.id)
    row.state, row.step = int(card.state), card.step
    row.stability, row.difficulty = card.stability, card.difficulty
    row.due_day, row.due_at, row.last_day = card.due_day, card.due_at, card.last_day
    row.reviews, row.lapses = card.reviews, card.lapses


def write_marks(session: Session, card_id: CardId, marks: Marks) -> None:
    """Replace what the learner decided about a card."""
    from cehrs_desktop.storage.tables import CardRow

    row = session.get_one(CardRow, card_id)
    row.suspended, row.flagged, row.buried_day = marks.suspended, marks.flagged, marks.buried_day
