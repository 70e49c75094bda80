"""Whether the key of an item is what its `computed` gives from the exhibit, and no distractor is.

Only the exhibit decides: a key that was mistyped, or a cell that was changed without its key, is found here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cehrs_desktop.content.exhibit_columns import (
    DATE,
    DATE_IN_WORDS,
    NUMBER,
    TIME,
    Cell,
    columns_of,
    days_of,
    minutes_of,
    read_cell,
)
from cehrs_desktop.content.expression_functions import rounded
from cehrs_desktop.content.expressions import Refused, evaluate
from cehrs_desktop.rules.content import Item

_SECONDS = 6
"""Decimals of a minute by which times are told apart."""

_WORD = re.compile(r"[^\W_]+")
_DATES_AND_TIMES = tuple(re.compile(rf"(?<!\w){form}", re.IGNORECASE) for form in (DATE, DATE_IN_WORDS, TIME))
_PART_OF_A_NAME = re.compile(r"[^\W\d_][-−]?\d+(?:[.,]\d+)*")  # of bed V3, say
_NUMBERS = re.compile(rf"(?P<sign>(?<!\w)[-−])?\$?(?P<digits>{NUMBER})")


@dataclass(frozen=True, slots=True)
class Number:
    """An expression's value that an option has to show."""

    value: float

    def is_said_by(self, text: str) -> bool:
        """Whether one of the numbers in a text is this one, rounded to the decimals it is shown with."""
        return any(rounded(self.value, decimals) == rounded(shown, decimals) for shown, decimals in numbers_in(text))

    def __str__(self) -> str:
        return f"{self.value:.6g}"


@dataclass(frozen=True, slots=True)
class Labels:
    """An expression's value that an option has to name: `named` out of all the labels of their columns."""

    named: frozenset[str]
    labels: frozenset[str]

    def is_said_by(self, text: str) -> bool:
        """Whether a text names exactly these. A long label goes before a short one that is part of it."""
        rest = _between_spaces(text)
        found = set()
        for label in sorted(self.labels, key=lambda label: (-len(_WORD.findall(label)), label)):
            words = _between_spaces(label)
            if words in rest:
                found.add(words)
                rest = rest.replace(words, " | ")
        return found == {_between_spaces(label) for label in self.named}

    def __str__(self) -> str:
        return ", ".join(sorted(self.named))


def computed_faults(item: Item) -> Iterator[str]:
    """A sentence if the expression cannot be evaluated, the key doesn't say its value or a distractor does."""
    if item.computed is None or not item.exhibit:
        return
    try:
        found = value_of(item.computed, item.exhibit)
    except Refused as refused:
        yield f"`computed` cannot be evaluated, because {refused}."
        return
    for option in item.options:
        if option.key and not found.is_said_by(option.text):
            yield f"`computed` gives {found}, but the key, option {option.id}, does not say so."
        elif not option.key and found.is_said_by(option.text):
            yield f"`computed` gives {found}, and option {option.id} says so, which is not the key."


def value_of(expression: str, exhibit: str) -> Number | Labels:
    """What an expression gives from an exhibit. Raises Refused."""
    columns = columns_of(exhibit)
    value = evaluate(expression, columns)
    match value:
        case tuple():
            if not value:
                raise Refused("it gives nothing")
            if len(value) > 1:
                return _labels(value, columns)
            return _single(value[0], columns)
        case _:
            return _single(value, columns)


def _single(element: float | bool | Cell, columns: Mapping[str, tuple[Cell, ...]]) -> Number | Labels:
    if isinstance(element, bool):
        raise Refused("it gives a condition, not a number or a text")
    number = element.number if isinstance(element, Cell) else element
    if number is None:
        return _labels((element,), columns)
    if not math.isfinite(number):
        raise Refused("it gives an empty cell, or no number")
    return Number(number)


def _labels(elements: tuple[float | bool | Cell, ...], columns: Mapping[str, tuple[Cell, ...]]) -> Labels:
    cells = [element for element in elements if isinstance(element, Cell) and element.label]
    if len(cells) < len(elements) or not all(cell.column for cell in cells):
        raise Refused("it gives several values that are not all labels of the exhibit")
    all_labels = {cell.label for name in {cell.column for cell in cells} for cell in columns[name] if cell.label}
    return Labels(named=frozenset(cell.label for cell in cells), labels=frozenset(all_labels))


def numbers_in(text: str) -> list[tuple[float, int]]:
    """The numbers, times and dates in a text, each with the decimals it is shown with."""
    whole = read_cell(text.strip().rstrip("."))
    if whole.number is not None and not whole.blank:
        return [(whole.number, _SECONDS if ":" in text else _decimals(text))]
    found: list[tuple[float, int]] = []
    for form in _DATES_AND_TIMES:
        for match in form.finditer(text):
            value = minutes_of(match) if "hour" in match.groupdict() else days_of(match)
            if value is not None:
                found.append((value, _SECONDS))
        text = form.sub(" ", text)
    for match in _NUMBERS.finditer(_PART_OF_A_NAME.sub(" ", text)):
        value = float(match["digits"].replace(",", ""))
        found.append((-value if match["sign"] else value, _decimals(match["digits"])))
    return found


def _decimals(digits: str) -> int:
    return len(found.group(1)) if (found := re.search(r"\.(\d+)", digits)) else 0


def _between_spaces(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
