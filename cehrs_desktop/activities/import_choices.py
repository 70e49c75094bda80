"""How the columns of earlier files were read, for the next file with the same ones; the domain of earlier packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cehrs_desktop.content.exchange.delimited import FIELDS, Shape, guess_shape
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.settings import Json, read_settings

_NAME, _OF_PACKAGES = "import_columns", "import_package_domain"
_MOST_KEPT = 20


def remembered(
    database: Database, file: Path, *, encoding: str | None = None, delimiter: str | None = None
) -> tuple[Shape, DomainNumber | None]:
    """The shape that was chosen for a file that looks like this one, and the domain of its cards; else the guess.

    `encoding` and `delimiter` are what is chosen for this file, which goes before what is remembered.
    Raises UserError when the file can't be read.
    """
    guess = guess_shape(file, encoding=encoding, delimiter=delimiter)
    is_chosen = encoding is not None or delimiter is not None
    with database.reading() as connection:
        stored = read_settings(connection).get(_NAME)
    for kept in stored if isinstance(stored, list) else []:
        try:
            if _fits(kept, guess):
                return _applied(kept, guess if is_chosen else _written_as(kept, guess, file))
        except (KeyError, TypeError, ValueError, AttributeError, UserError):
            continue  # the file may have been written by another version, or only look the same
    return guess, None


def remembered_domain(database: Database) -> DomainNumber | None:
    """The domain that was chosen for the cards of the last package."""
    with database.reading() as connection:
        kept = read_settings(connection).get(_OF_PACKAGES)
    return DomainNumber(kept) if isinstance(kept, int) and kept in set(DomainNumber) else None


def with_choice(
    settings: Mapping[str, Json], file: Path, shape: Shape | None, domain: DomainNumber | None
) -> dict[str, Json]:
    """The settings to write to keep a choice, in the place of an earlier one for the same columns.

    What is recognized next time is how the file looks before anything is chosen; `shape` None: a package.
    """
    number = None if domain is None else int(domain)
    if shape is None:
        return {_OF_PACKAGES: number}
    try:
        guess = guess_shape(file)
    except UserError:  # moved away since it was read
        guess = shape
    kept: dict[str, Json] = {
        "names": [*_names(guess)] if shape.header or guess.header else None,
        "width": len(guess.columns),
        "encoding": None if shape.encoding == guess.encoding else shape.encoding,
        "delimiter": None if shape.delimiter == guess.delimiter else shape.delimiter,
        "header": shape.header,
        "columns": [*shape.columns],
        "html": shape.html,
        "domain": number,
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


def _written_as(kept: Any, guess: Shape, file: Path) -> Shape:
    encoding, delimiter = kept.get("encoding"), kept.get("delimiter")
    if encoding is None and delimiter is None:
        return guess
    return guess_shape(file, encoding=encoding or guess.encoding, delimiter=delimiter or guess.delimiter)


def _applied(kept: Any, guess: Shape) -> tuple[Shape, DomainNumber | None]:
    width = len(guess.columns)
    columns = (*(field if field in FIELDS else None for field in kept["columns"]), *[None] * width)[:width]
    domain = None if kept["domain"] is None else DomainNumber(kept["domain"])
    header = bool(kept.get("header", kept["names"] is not None))
    return replace(guess, header=header, html=bool(kept["html"]), columns=columns), domain
