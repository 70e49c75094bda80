"""How the columns of earlier files were read, for the next file with the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cehrs_desktop.content.exchange.delimited import FIELDS, Shape
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.settings import Json, read_settings

_NAME = "import_columns"
_MOST_KEPT = 20


def remembered(database: Database, guess: Shape) -> tuple[Shape, DomainNumber | None]:
    """The shape that was chosen for a file with these columns, and the domain of its cards; else the guess."""
    with database.reading() as connection:
        stored = read_settings(connection).get(_NAME)
    for kept in stored if isinstance(stored, list) else []:
        try:
            if _fits(kept, guess):
                return _applied(kept, guess)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # the file may have been written by another version
    return guess, None


def with_choice(settings: Mapping[str, Json], shape: Shape, domain: DomainNumber | None) -> dict[str, Json]:
    """The settings to write to keep a choice, in the place of an earlier one for the same columns."""
    kept: dict[str, Json] = {
        "names": [*_names(shape)] if shape.header else None,
        "width": len(shape.columns),
        "columns": [*shape.columns],
        "html": shape.html,
        "domain": None if domain is None else int(domain),
    }
    stored = settings.get(_NAME)
    others = [each for each in stored if not _is_for_same(each, kept)] if isinstance(stored, list) else []
    return {_NAME: [kept, *others][:_MOST_KEPT]}


def _names(shape: Shape) -> list[str]:
    return [name.casefold() for name in shape.names]


def _is_for_same(one: Json, other: dict[str, Json]) -> bool:
    return isinstance(one, dict) and all(one.get(key) == other[key] for key in ("names", "width"))


def _fits(kept: Any, guess: Shape) -> bool:
    if kept["names"] is None:
        return not guess.header and kept["width"] == len(guess.columns)
    return bool(kept["names"] == _names(guess))


def _applied(kept: Any, guess: Shape) -> tuple[Shape, DomainNumber | None]:
    columns = tuple(field if field in FIELDS else None for field in kept["columns"])
    domain = None if kept["domain"] is None else DomainNumber(kept["domain"])
    return replace(guess, header=kept["names"] is not None, html=bool(kept["html"]), columns=columns), domain
