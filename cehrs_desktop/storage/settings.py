"""The learner's choices, each a JSON value under its name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlmodel import Session

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def read_settings(connection: sqlite3.Connection) -> dict[str, Json]:
    """Every choice that was made; what was never chosen isn't there."""
    return {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM setting")}


def write_settings(session: Session, choices: Mapping[str, Json]) -> None:
    """Store these choices; others stay as they are."""
    from cehrs_desktop.storage.tables import SettingRow

    for name, value in choices.items():
        session.merge(SettingRow(name=name, value=json.dumps(value, sort_keys=True)))
