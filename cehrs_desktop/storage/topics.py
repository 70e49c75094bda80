"""Topics of the installed packs."""

from __future__ import annotations

import sqlite3

from cehrs_desktop.rules.content import DomainNumber, Topic, TopicId


def read_topics(connection: sqlite3.Connection, pack_id: str) -> tuple[Topic, ...]:
    """The topics of a pack, by domain and in the pack's order."""
    rows = connection.execute(
        "SELECT id, domain, name, share FROM topic WHERE pack_id = ? ORDER BY domain, position", (pack_id,)
    )
    return tuple(Topic(TopicId(topic), DomainNumber(domain), name, share) for topic, domain, name, share in rows)


def read_all_topics(connection: sqlite3.Connection) -> tuple[Topic, ...]:
    """The topics of every pack that was ever installed."""
    packs = [pack for (pack,) in connection.execute("SELECT id FROM pack ORDER BY id")]
    return tuple(topic for pack in packs for topic in read_topics(connection, pack))
