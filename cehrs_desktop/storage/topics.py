"""Topics: of the installed packs, the one of a card, and whether any card of one was ever answered."""

from __future__ import annotations

import sqlite3

from cehrs_desktop.rules.content import DomainNumber, Topic, TopicId
from cehrs_desktop.rules.study.cards import CardId


def read_topics(connection: sqlite3.Connection, pack_id: str) -> tuple[Topic, ...]:
    """The topics of a pack, by domain and in the pack's order."""
    rows = connection.execute(
        "SELECT id, domain, name, share FROM topic WHERE pack_id = ? ORDER BY domain, position", (pack_id,)
    )
    return tuple(Topic(TopicId(topic), DomainNumber(domain), name, share) for topic, domain, name, share in rows)


def read_all_topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    """The topics of every pack that was ever installed, by domain, then in the order of their pack."""
    rows = connection.execute("SELECT id, domain, name, share FROM topic ORDER BY domain, position, id")
    return tuple(Topic(TopicId(topic), DomainNumber(domain), name, share) for topic, domain, name, share in rows)


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
