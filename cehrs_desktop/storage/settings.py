"""The learner's choices, each a JSON value under its name."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping
from typing import TypeAlias

from cehrs_desktop.storage.rows import put_row

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_LOG = logging.getLogger(__name__)


def read_settings(connection: sqlite3.Connection) -> dict[str, Json]:
    """Every choice that was made; what was never chosen, or can't be read, isn't there."""
    choices = {}
    for name, value in connection.execute("SELECT name, value FROM setting"):
        try:
            choices[name] = json.loads(value)
        except ValueError:
            _LOG.warning("The stored choice %s can't be read", name)
    return choices


def write_settings(connection: sqlite3.Connection, choices: Mapping[str, Json]) -> None:
    """Store these choices; others stay as they are."""
    for name, value in choices.items():
        put_row(connection, "setting", {"name": name}, {"value": json.dumps(value, sort_keys=True)})
