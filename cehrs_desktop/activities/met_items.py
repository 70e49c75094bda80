"""Looking at the questions already met, with their keys and reasons."""

from __future__ import annotations

from cehrs_desktop.rules.exam.met_items import MetItem
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.met_items import read_met_items


def met_items(database: Database) -> tuple[MetItem, ...]:
    """Every question that was met, the latest first; not those of a sitting that is under way."""
    with database.reading() as connection:
        return read_met_items(connection)
