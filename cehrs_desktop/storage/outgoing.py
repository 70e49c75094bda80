"""Cards on their way out: read with their texts as the learner has them, and written as an Anki collection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.cards import read_card

_MODEL = 1_700_000_000_001
_DECK = 1_700_000_000_002


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One card with what is known of it. `stable_id` is the flashcard's, the same in every export."""

    stable_id: str
    text: Text
    exhibit: str | None
    domain: DomainNumber
    topic: TopicId
    tags: tuple[str, ...]
    memory: Card
    suspended: bool


@dataclass(frozen=True, slots=True)
class OutgoingReview:
    """One rating of a card: milliseconds since 1970, which rating, milliseconds taken, whether the card was new."""

    card: CardId
    at: int
    rating: int
    milliseconds: int
    was_new: bool


@dataclass(frozen=True, slots=True)
class AnkiSide:
    """A card as Anki shows it: both sides as HTML."""

    front: str
    back: str


def read_outgoing(connection: sqlite3.Connection, only: Collection[CardId] | None = None) -> tuple[Outgoing, ...]:
    """The cards in use (or of these ids only), as the learner sees them, in the order of their introduction."""
    rows = connection.execute(
        """SELECT flashcard.id, stable_id, ifnull(edit.front, flashcard.front), ifnull(edit.back, flashcard.back),
                  ifnull(edit.why, flashcard.why), exhibit, card.domain, topic_id, tags, suspended
           FROM flashcard JOIN card USING (id) LEFT JOIN flashcard_edit AS edit ON edit.flashcard_id = flashcard.id
           WHERE retired = 0 ORDER BY position, flashcard.id"""
    ).fetchall()
    chosen = None if only is None else frozenset(only)
    return tuple(
        Outgoing(
            stable_id=row[1],
            text=Text(*row[2:5]),
            exhibit=row[5],
            domain=DomainNumber(row[6]),
            topic=TopicId(row[7]),
            tags=tuple(json.loads(row[8])),
            memory=read_card(connection, CardId(row[0])),
            suspended=bool(row[9]),
        )
        for row in rows
        if chosen is None or row[0] in chosen
    )


def read_outgoing_reviews(connection: sqlite3.Connection) -> tuple[OutgoingReview, ...]:
    """All reviews, oldest first."""
    rows = connection.execute("SELECT card_id, reviewed_at, rating, seconds, state_before FROM review ORDER BY id")
    return tuple(
        OutgoingReview(
            card=CardId(card),
            at=round(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000),
            rating=rating,
            milliseconds=round(seconds * 1000),
            was_new=state == CardState.NEW,
        )
        for card, at, rating, seconds, state in rows
    )


def write_anki_collection(
    file: Path,
    cards: Sequence[Outgoing],
    sides: Sequence[AnkiSide],
    *,
    reviews: Sequence[OutgoingReview],
    with_memory: bool,
    now: datetime,
) -> None:
    """A new collection of schema 11, which every version of Anki reads. `sides` go with `cards`."""
    created = datetime(now.year, now.month, now.day, 4, tzinfo=UTC) - timedelta(days=3650)
    with closing(sqlite3.connect(file)) as database, database:
        database.executescript(_SCHEMA)
        database.execute("INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, '{}', ?, ?, ?, '{}')", _head(created, now))
        stamp = int(now.timestamp())
        numbers = {}
        last = {review.card: review.at // 1000 for review in reviews}
        for number, (card, side) in enumerate(zip(cards, sides, strict=True), start=1):
            own = int(now.timestamp() * 1000) + number
            numbers[card.memory.id] = own
            database.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')",
                (own, card.stable_id, _MODEL, stamp, _tags(card), f"{side.front}\x1f{side.back}", side.front),
            )
            database.execute(
                "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, 2500, ?, ?, 0, 0, 0, 0, ?)",
                (
                    own,
                    own,
                    _DECK,
                    stamp,
                    *_scheduling(card, number, created, last.get(card.memory.id), with_memory=with_memory),
                ),
            )
        if with_memory:
            _write_log(database, reviews, numbers)


def _write_log(database: sqlite3.Connection, reviews: Sequence[OutgoingReview], numbers: dict[CardId, int]) -> None:
    last = 0
    for review in reviews:
        if review.card in numbers:
            last = max(review.at, last + 1)  # the moment is also the row's id
            kind = 0 if review.was_new else 1
            row = (last, numbers[review.card], review.rating, review.milliseconds, kind)
            database.execute("INSERT INTO revlog VALUES (?, ?, -1, ?, 0, 0, 0, ?, ?)", row)


def _tags(card: Outgoing) -> str:
    tags = (*card.tags, f"cehrs::domain-{int(card.domain)}", f"cehrs::{card.topic}")
    return f" {' '.join(tag.replace(' ', '-') for tag in tags)} "


def _scheduling(
    card: Outgoing, number: int, created: datetime, last: int | None, *, with_memory: bool
) -> tuple[int | str, ...]:
    """type, queue, due, interval, reps, lapses and data of Anki's card; `last`: when it was answered, in seconds since
    1970; where the log doesn't say, it is taken as noon of that day.
    """
    memory = card.memory
    if not with_memory or memory.stability is None or memory.last_day is None:
        return 0, 0, number, 0, 0, 0, "{}"
    first_day = created.toordinal() - datetime(1970, 1, 1, tzinfo=UTC).toordinal()
    due_day = memory.due_day if memory.due_day is not None else memory.last_day
    lrt = memory.last_day * 86_400 + 43_200 if last is None else last
    data = json.dumps({"s": round(memory.stability, 4), "d": round(memory.difficulty or 5.0, 3), "lrt": lrt})
    queue = -1 if card.suspended else 2
    return (
        2, queue, max(due_day - first_day, 0), max(due_day - memory.last_day, 1), memory.reviews, memory.lapses, data
    )  # fmt: skip


def _head(created: datetime, now: datetime) -> tuple[int | str, ...]:
    stamp = int(now.timestamp())
    field = {"font": "Arial", "media": [], "rtl": False, "size": 20, "sticky": False}
    model = {
        "id": str(_MODEL),
        "name": "CEHRS Trainer",
        "type": 0,
        "mod": stamp,
        "usn": -1,
        "sortf": 0,
        "did": _DECK,
        "flds": [{**field, "name": name, "ord": number} for number, name in enumerate(("Front", "Back"))],
        "tmpls": [
            {
                "name": "Card 1",
                "ord": 0,
                "qfmt": "{{Front}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
                "did": None,
                "bqfmt": "",
                "bafmt": "",
            }
        ],
        "css": ".card { font-family: arial; font-size: 20px; text-align: left; }",
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }
    deck = {
        "id": _DECK,
        "name": "CEHRS Trainer",
        "mod": stamp,
        "usn": -1,
        "conf": 1,
        "dyn": 0,
        "desc": "",
        "collapsed": False,
        "extendNew": 0,
        "extendRev": 0,
        "lrnToday": [0, 0],
        "newToday": [0, 0],
        "revToday": [0, 0],
        "timeToday": [0, 0],
    }
    steps = {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1, "perDay": 20, "bury": False}
    options = {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {**steps, "separate": True},
        "rev": {"perDay": 200, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "bury": False},
        "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0},
    }
    decks = json.dumps({"1": {**deck, "id": 1, "name": "Default"}, str(_DECK): deck})
    models = json.dumps({str(_MODEL): model})
    return int(created.timestamp()), stamp * 1000, stamp * 1000, models, decks, json.dumps({"1": options})


_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
  left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
