"""Reads the exam's blueprint from its TOML file.

Read at every start of the program, so by plain checks: pydantic would take longer to import than the file to read.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.blueprint import Blueprint, CognitiveRanges, DomainItems, Makeup, Scale

Kind = TypeVar("Kind", int, float, str, list[Any], dict[str, Any])

_KIND_NAMES = {int: "a whole number", float: "a decimal number", str: "text", list: "a list", dict: "a table"}


class _Misfit(ValueError):
    """The file does not have the shape of a blueprint."""


def read_blueprint(path: Path) -> Blueprint:
    """The blueprint written in `path`. Raises UserError naming the file and the first thing wrong with it."""
    try:
        return _blueprint(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except ValueError as error:  # what is not TOML, and what the blueprint refuses
        reason = str(error)
    raise UserError(
        "The exam's blueprint cannot be used: {reason} ({path}). Install CEHRS Trainer again, or mend the file.",
        reason=reason,
        path=path,
    )


def _blueprint(table: dict[str, Any]) -> Blueprint:
    _refuse_unknown(table, "id name minutes parts scale target_expected cognitive diagnostic domain")
    return Blueprint(
        id=_value(table, "id", str),
        name=_value(table, "name", str),
        minutes=_value(table, "minutes", int),
        scale=_scale(_value(table, "scale", dict)),
        target_expected=_value(table, "target_expected", float),
        cognitive=_cognitive_ranges(_value(table, "cognitive", dict)),
        per_domain=tuple(_domain_items(entry) for entry in _value(table, "domain", list)),
        parts=_value(table, "parts", int),
        diagnostic=_diagnostic(_value(table, "diagnostic", dict)),
    )


def _scale(table: dict[str, Any]) -> Scale:
    _refuse_unknown(table, "lowest highest pass")
    return Scale(
        lowest=_value(table, "lowest", int),
        highest=_value(table, "highest", int),
        pass_mark=_value(table, "pass", int),
    )


def _cognitive_ranges(table: dict[str, Any]) -> CognitiveRanges:
    _refuse_unknown(table, "recall application analysis")
    return CognitiveRanges(
        recall=_share_range(table, "recall"),
        application=_share_range(table, "application"),
        analysis=_share_range(table, "analysis"),
    )


def _share_range(table: dict[str, Any], key: str) -> tuple[float, float]:
    pair = _value(table, key, list)
    if len(pair) != 2 or not all(isinstance(share, float) for share in pair):
        raise _Misfit(f"`{key}` must be two decimal numbers, least and greatest")
    return pair[0], pair[1]


def _diagnostic(table: dict[str, Any]) -> Makeup:
    _refuse_unknown(table, "items minutes parts")
    items = _value(table, "items", list)
    if not all(isinstance(count, int) and not isinstance(count, bool) for count in items):
        raise _Misfit("`items` must be whole numbers, one for each domain")
    return Makeup(
        scored=tuple(items),
        pretest=(0,) * len(DomainNumber),
        minutes=_value(table, "minutes", int),
        parts=_value(table, "parts", int),
    )


def _domain_items(entry: object) -> DomainItems:
    if not isinstance(entry, dict):
        raise _Misfit("every `domain` must be a table")
    _refuse_unknown(entry, "number name scored pretest")
    number = _value(entry, "number", int)
    if number not in set(DomainNumber):
        raise _Misfit(f"there is no domain {number}")
    return DomainItems(
        number=DomainNumber(number),
        name=_value(entry, "name", str),
        scored=_value(entry, "scored", int),
        pretest=_value(entry, "pretest", int),
    )


def _value(table: dict[str, Any], key: str, kind: type[Kind]) -> Kind:
    if key not in table:
        raise _Misfit(f"`{key}` is missing")
    value = table[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _Misfit(f"`{key}` must be {_KIND_NAMES[kind]}")
    return value


def _refuse_unknown(table: dict[str, Any], known: str) -> None:
    unknown = sorted(table.keys() - set(known.split()))
    if unknown:
        raise _Misfit(f"`{unknown[0]}` is not a known key")
