"""Topics: all of them, the one of a card, and whether any card of one was ever answered."""

from __future__ import annotations

import sqlite3

from cehrs_desktop.rules.content import DomainNumber, Topic, TopicId
from cehrs_desktop.rules.study.cards import CardId


def read_topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    """All topics that packs have, by domain, then in the order of their pack."""
    rows = connection.execute("SELECT id, domain, name, share FROM topic ORDER BY domain, position, id")
    return tuple(Topic(TopicId(row[0]), DomainNumber(row[1]), row[2], row[3]) for row in rows)


def topic_of(connection: sqlite3.Connection, card: CardId) -> TopicId:
    """The topic of a card. Raises KeyError when there is no such card."""
    row = connection.execute("SELECT topic_id FROM flashcard WHERE id = ?", (card,)).fetchone()
    if row is None:
        raise KeyError(card)
    return TopicId(row[0])


def is_topic_met(connection: sqlite3.Connection, topic: TopicId) -> bool:
    """Whether any card of a topic was ever answered."""
    found = connection.execute(
        "SELECT 1 FROM flashcard JOIN card USING (id) WHERE topic_id = ? AND reviews > 0 LIMIT 1", (topic,)
    )
    return found.fetchone() is not None
