"""The learner's own cards: a pack like any other, that no installation touches."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.learner_day import study_day
from cehrs_desktop.rules.study.own_card import OWN_PACK, OwnCard, card_of
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.database import within
from cehrs_desktop.storage.parameters import read_parameters
from cehrs_desktop.storage.reviews import Review
from cehrs_desktop.storage.rows import insert_rows, written
from cehrs_desktop.storage.study_days import count_reviews

if TYPE_CHECKING:
    from sqlmodel import Session

_PREFIX = f"{OWN_PACK}-"
_AFTER_PACKS = 1_000_000
"""Own cards are introduced after those of packs."""


def read_own_texts(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """The texts of own cards by key, as they were written or imported."""
    rows = connection.execute(
        "SELECT stable_id, front, back, why FROM flashcard WHERE pack_id = ? AND retired = 0", (OWN_PACK,)
    )
    return {row[0].removeprefix(_PREFIX): (row[1], row[2], row[3]) for row in rows}


def read_questions(connection: sqlite3.Connection) -> list[str]:
    """The questions of all cards in use, blanks of cloze texts left out."""
    return [row[0] for row in connection.execute("SELECT front FROM flashcard WHERE retired = 0 AND group_key IS NULL")]


def add_own_cards(
    session: Session, cards: Sequence[OwnCard], *, now: datetime, rollover_hour: int
) -> tuple[CardId, ...]:
    """Write new cards with what they bring of memory and history; returns their ids.

    One that was deleted is brought back with its new text; its own memory stays.
    """
    _write_frame(session, now=now)
    connection = within(session)
    deleted = _deleted(connection)
    back = [own for own in cards if own.key in deleted]
    change_own_cards(session, back)
    set_retired(connection, [deleted[own.key] for own in back], retired=False)
    topics = {row[0] for row in connection.execute("SELECT id FROM topic")}
    first = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM flashcard").fetchone()[0]
    place = connection.execute("SELECT ifnull(max(position), 0) + 1 FROM flashcard").fetchone()[0]
    flashcards, memories, histories = [], [], []
    for number, own in enumerate(own for own in cards if own.key not in deleted):
        card = card_of(own, CardId(first + number), now=now, rollover_hour=rollover_hour)
        topic = own.topic if own.topic in topics else own_topic(own.domain)
        place_of_card = max(place, _AFTER_PACKS) + number
        flashcards.append({"id": card.id, "position": place_of_card, "topic_id": topic, **_columns(own)})
        memories.append({**_memory(card), "suspended": own.suspended})
        histories.append((own, card))
    insert_rows(connection, "flashcard", flashcards)
    insert_rows(connection, "card", memories)
    _add_histories(connection, histories, rollover_hour=rollover_hour, now=now)
    return (*(deleted[own.key] for own in back), *(card.id for _, card in histories))


def next_key(connection: sqlite3.Connection) -> str:
    """A key that no own card has, for one that is written by hand."""
    return f"written-{connection.execute('SELECT ifnull(max(id), 0) + 1 FROM flashcard').fetchone()[0]}"


def set_retired(connection: sqlite3.Connection, cards: Iterable[CardId], *, retired: bool) -> None:
    """Put own cards out of sight, or bring them back; their history stays in either case."""
    connection.executemany(
        "UPDATE flashcard SET retired = ? WHERE id = ? AND pack_id = ?", [(retired, card, OWN_PACK) for card in cards]
    )


def read_own(connection: sqlite3.Connection, cards: Iterable[CardId]) -> tuple[CardId, ...]:
    """Those of the cards that are the learner's own and in use."""
    own = {
        row[0] for row in connection.execute("SELECT id FROM flashcard WHERE pack_id = ? AND NOT retired", (OWN_PACK,))
    }
    return tuple(card for card in cards if card in own)


def _deleted(connection: sqlite3.Connection) -> dict[str, CardId]:
    rows = connection.execute("SELECT stable_id, id FROM flashcard WHERE pack_id = ? AND retired", (OWN_PACK,))
    return {row[0].removeprefix(_PREFIX): CardId(row[1]) for row in rows}


def change_own_cards(session: Session, cards: Sequence[OwnCard]) -> None:
    """Replace the texts of own cards and add their tags; memory, marks and the learner's own edits stay."""
    connection = within(session)
    for own in cards:
        found = connection.execute("SELECT tags FROM flashcard WHERE stable_id = ?", (_PREFIX + own.key,)).fetchone()
        tags = dict.fromkeys((*(json.loads(found[0]) if found else ()), *own.tags))
        connection.execute(
            "UPDATE flashcard SET front = ?, back = ?, why = ?, tags = ?, content_hash = ?"
            " WHERE stable_id = ? AND pack_id = ?",
            (
                *_texts(own.text),
                json.dumps(list(tags), ensure_ascii=False),
                _hash(own.text),
                _PREFIX + own.key,
                OWN_PACK,
            ),
        )


def own_topic(domain: DomainNumber) -> TopicId:
    """The topic of own cards that belong to no other topic of their domain."""
    return TopicId(f"{_PREFIX}{int(domain)}")


def _columns(own: OwnCard) -> dict[str, Any]:
    front, back, why = _texts(own.text)
    return {
        "stable_id": _PREFIX + own.key,
        "pack_id": OWN_PACK,
        "front": front,
        "back": back,
        "why": why,
        "exhibit": None,
        "source_id": OWN_PACK,
        "core": False,
        "group_key": own.group,
        "tags": json.dumps(own.tags, ensure_ascii=False),
        "content_hash": _hash(own.text),
        "retired": False,
    }


def _texts(text: Text) -> tuple[str, str, str]:
    return text.front, text.back, text.why


def _hash(text: Text) -> str:
    return hashlib.sha256("\x1f".join(_texts(text)).encode()).hexdigest()


def _memory(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "domain": int(card.domain),
        "state": int(card.state),
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due_day": card.due_day,
        "last_day": card.last_day,
        "reviews": card.reviews,
        "lapses": card.lapses,
        "flagged": False,
    }


def _write_frame(session: Session, *, now: datetime) -> None:
    """The pack of own cards with its source and a topic a domain, made when they are first needed."""
    from cehrs_desktop.storage.tables import PackRow, SourceRow, TopicRow

    if session.get(PackRow, OWN_PACK) is not None:
        return
    session.add(
        PackRow(
            id=OWN_PACK,
            name="Your own cards",
            version="1",
            language="en-US",
            license="",
            disclaimer="",
            fingerprint="",
            installed_at=now,
        )
    )
    session.flush()
    session.add(
        SourceRow(
            id=OWN_PACK,
            pack_id=OWN_PACK,
            title="Your own card",
            citation="Your own card",
            publisher="",
            address="",
            as_of=f"{now:%Y-%m}",
            volatile=False,
        )
    )
    for domain in DomainNumber:
        session.add(
            TopicRow(
                id=own_topic(domain),
                pack_id=OWN_PACK,
                domain=int(domain),
                name="Your own cards",
                share=0,
                position=_AFTER_PACKS,
            )
        )
    session.flush()


def _add_histories(
    connection: sqlite3.Connection, cards: Sequence[tuple[OwnCard, Card]], *, rollover_hour: int, now: datetime
) -> None:
    parameters = read_parameters(connection)
    assert parameters is not None, "the file is opened with a parameter set"
    reviews = []
    for own, card in cards:
        for number, past in enumerate(own.memory.history if own.memory else ()):
            local = past.reviewed_at.astimezone(now.tzinfo)
            before = Card(
                id=card.id,
                domain=card.domain,
                state=CardState.NEW if past.was_new else CardState.REVIEW,
                reviews=number,
            )
            review = Review(
                before=before,
                rating=Rating(past.rating),
                reviewed_at=local,
                study_day=study_day(local, rollover_hour=rollover_hour),
                seconds=past.seconds,
                predicted_recall=None,
                desired_retention=0.9,
                parameter_set=parameters.id or 0,
            )
            reviews.append(review)
    count_reviews(connection, reviews)
    insert_rows(connection, "review", [_review_row(review) for review in reviews])


def _review_row(review: Review) -> dict[str, Any]:
    before = review.before
    return {
        "card_id": before.id,
        "reviewed_at": written(review.reviewed_at),
        "study_day": review.study_day,
        "local_hour": review.reviewed_at.hour,
        "domain": int(before.domain),
        "rating": int(review.rating),
        "seconds": review.seconds,
        "desired_retention": review.desired_retention,
        "parameter_set_id": review.parameter_set,
        "state_before": int(before.state),
        "reviews_before": before.reviews,
        "lapses_before": 0,
    }
