"""Cards: reading them all as a deck, one as a value, and writing one back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.content import DomainNumber, FlashcardId
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.deck import NO_DAY, NO_GROUP, Deck
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.shown_card import Marks
from cehrs_desktop.storage.rows import update_row, written

if TYPE_CHECKING:
    from sqlmodel import Session

_COLUMNS = "id, domain, state, step, stability, difficulty, due_day, due_at, last_day, reviews, lapses"

# One row a card, in the order new cards are introduced. Made for speed: rows cost by the Python objects in them, so
# that small things share one number, and what a card doesn't have is one that Python keeps ready.
_NONE = -1
_DECK = f"""
    SELECT card.id * 256 + domain * 16 + state * 4 + core * 2 + suspended,
           ifnull(due_day, {NO_DAY}) * 4294967296 + ifnull(last_day, {NO_DAY}),
           ifnull(buried_day, {_NONE}), ifnull(stability, {_NONE}),
           CASE WHEN due_at IS NULL THEN {_NONE} ELSE (julianday(due_at) - 2440587.5) * 86400.0 END, group_key
    FROM flashcard CROSS JOIN card ON card.id = flashcard.id
    WHERE retired = 0 ORDER BY position, flashcard.id
"""
_ROWS_AT_ONCE = 1000
"""All at once would take ten megabytes for 20,000 cards, and wake the garbage collector again and again."""


def read_deck(connection: sqlite3.Connection) -> Deck:
    """All cards whose flashcard is in use."""
    cursor = connection.execute(_DECK)
    numbers: dict[str | None, int] = {None: NO_GROUP}
    parts = [_as_columns([], numbers)]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        parts.append(_as_columns(rows, numbers))
    packed, days, buried_day, stability, due_at, group = (np.concatenate(column) for column in zip(*parts, strict=True))
    due_at[due_at == _NONE] = np.nan
    stability[stability == _NONE] = np.nan
    buried_day[buried_day == _NONE] = NO_DAY
    return Deck(
        id=packed >> 8,
        domain=(packed >> 4 & 15).astype(np.int8),
        state=(packed >> 2 & 3).astype(np.int8),
        due_day=(days >> 32).astype(np.int32),
        due_at=due_at,
        last_day=(days & 0xFFFFFFFF).astype(np.int32),
        buried_day=buried_day,
        stability=stability,
        group=group,
        core=(packed & 2).astype(np.bool_),
        suspended=(packed & 1).astype(np.bool_),
    )


def _as_columns(rows: list[tuple[Any, ...]], numbers: dict[str | None, int]) -> tuple[np.ndarray[Any, Any], ...]:
    """Some rows as columns; `numbers` gives each group its number and learns new ones."""
    packed, days, buried_day, stability, due_at, groups = zip(*rows, strict=True) if rows else [()] * 6
    return (
        np.array(packed, dtype=np.int64),
        np.array(days, dtype=np.int64),
        np.array(buried_day, dtype=np.int32),
        np.array(stability, dtype=np.float64),
        np.array(due_at, dtype=np.float64),
        np.array([numbers.setdefault(group, len(numbers)) for group in groups], dtype=np.int32),
    )


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


def write_card(connection: sqlite3.Connection, card: Card) -> None:
    """Replace a card's memory. Raises KeyError when there is no such card."""
    columns = {
        "state": int(card.state),
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due_day": card.due_day,
        "due_at": written(card.due_at),
        "last_day": card.last_day,
        "reviews": card.reviews,
        "lapses": card.lapses,
    }
    update_row(connection, "card", {"id": card.id}, columns)


def write_memories(
    session: Session,
    ids: npt.NDArray[np.int64],
    stability: npt.NDArray[np.float64],
    difficulty: npt.NDArray[np.float64],
) -> None:
    """Replace stability and difficulty of many cards; when they are due stays."""
    from sqlmodel import update

    from cehrs_desktop.storage.tables import CardRow

    columns = zip(ids.tolist(), stability.tolist(), difficulty.tolist(), strict=True)
    rows = [{"id": card, "stability": s, "difficulty": d} for card, s, d in columns]
    if rows:
        session.execute(update(CardRow), rows)


def count_suspended(connection: sqlite3.Connection) -> int:
    """How many cards were taken out of study."""
    return int(connection.execute("SELECT count(*) FROM card WHERE suspended").fetchone()[0])


def bring_back_suspended(connection: sqlite3.Connection) -> None:
    """Put every card that was taken out of study back in."""
    connection.execute("UPDATE card SET suspended = 0 WHERE suspended")


def bring_forward(connection: sqlite3.Connection, flashcard: FlashcardId, day: StudyDay, *, asked_at: datetime) -> bool:
    """Have a card come on this study day, before others; False for one that is suspended, retired or in steps.

    One that is due earlier stays so.
    """
    changed = connection.execute(
        """UPDATE card SET due_day = min(ifnull(due_day, ?1), ?1), due_at = ?2
           WHERE id = (SELECT id FROM flashcard WHERE stable_id = ?3 AND NOT retired)
             AND NOT suspended AND state IN (?4, ?5)""",
        (day, written(asked_at), flashcard, int(CardState.NEW), int(CardState.REVIEW)),
    )
    return changed.rowcount > 0


def write_marks(connection: sqlite3.Connection, card_id: CardId, marks: Marks) -> None:
    """Replace what the learner decided about a card. Raises KeyError when there is no such card."""
    columns = {"suspended": marks.suspended, "flagged": marks.flagged, "buried_day": marks.buried_day}
    update_row(connection, "card", {"id": card_id}, columns)
