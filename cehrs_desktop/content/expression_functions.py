"""What expressions over an exhibit are made of: single elements and columns of them, and functions of these."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import fmean, median
from typing import TypeAlias

from cehrs_desktop.content.exhibit_columns import Cell

Element: TypeAlias = float | bool | Cell
Value: TypeAlias = Element | tuple[Element, ...]


_LARGE = 1e15
"""From here on a float has no decimals to round."""


class Refused(ValueError):
    """An expression that cannot be evaluated; the message goes on from 'because'."""


def number(element: Element) -> float:
    """The element as a number. Raises Refused for text and for a condition."""
    if isinstance(element, bool):
        raise Refused("a condition is not a number")
    if isinstance(element, Cell):
        if element.number is None:
            raise Refused(f"'{element.label}' is not a number")
        return element.number
    return element


def truth(element: Element) -> bool:
    """The element as a condition. Raises Refused for anything else."""
    if not isinstance(element, bool):
        raise Refused("it uses a number or a text as a condition")
    return element


def each(function: Callable[..., Element], *operands: Value) -> Value:
    """The function of single elements, or of each row where operands are columns."""
    lengths = {len(operand) for operand in operands if isinstance(operand, tuple)}
    if not lengths:
        return function(*operands)
    if len(lengths) > 1:
        raise Refused("it joins columns of different lengths")
    (length,) = lengths
    columns = [operand if isinstance(operand, tuple) else (operand,) * length for operand in operands]
    return tuple(function(*row) for row in zip(*columns, strict=True))


def rounded(value: float, decimals: int = 0) -> float:
    """Halves go up, as bookkeepers and learners round; the value is taken as it is written in 9 decimals."""
    if not abs(value) < _LARGE:
        return value
    written = Decimal(repr(round(value, 9)))
    return float(written.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def folded(element: Element) -> str:
    """The text of a cell, small and capital letters alike."""
    return element.label.casefold() if isinstance(element, Cell) else ""


def is_blank(element: Element) -> bool:
    """Whether nothing stands there."""
    return not isinstance(element, bool) and not is_text(element) and math.isnan(number(element))


def is_text(element: Element) -> bool:
    """Whether it is neither a number nor a condition."""
    return isinstance(element, Cell) and element.number is None


def _column(arguments: Sequence[Value]) -> tuple[Element, ...]:
    if len(arguments) != 1 or not isinstance(arguments[0], tuple):
        raise Refused("a function is given something other than one column")
    return arguments[0]


def _of_numbers(function: Callable[[list[float]], float]) -> Callable[[Sequence[Value]], Value]:
    """A figure of a column; conditions count as 1 and 0, and blank cells are left out."""

    def figure(arguments: Sequence[Value]) -> Value:
        filled = [element for element in _column(arguments) if not is_blank(element)]
        numbers = [float(element) if isinstance(element, bool) else number(element) for element in filled]
        return function(numbers)

    return figure


def _extreme(choose: Callable[..., Element]) -> Callable[[Sequence[Value]], Value]:
    """The least or the greatest of a column, or of several numbers; a cell stays the cell it is."""

    def extreme(arguments: Sequence[Value]) -> Value:
        single = [argument for argument in arguments if not isinstance(argument, tuple)]
        elements = single if len(arguments) > 1 and len(single) == len(arguments) else _column(arguments)
        return choose([element for element in elements if not is_blank(element)], key=number)

    return extreme


def _round(arguments: Sequence[Value]) -> Value:
    decimals = 0
    match arguments:
        case [value]:
            pass
        case [value, float(places)] if places in range(7):
            decimals = int(places)
        case _:
            raise Refused("`round` takes a value and, if need be, how many decimals, 0 to 6")
    return each(lambda element: rounded(number(element), decimals), value)


def _abs(arguments: Sequence[Value]) -> Value:
    if len(arguments) != 1:
        raise Refused("`abs` takes one value")
    return each(lambda element: abs(number(element)), arguments[0])


def _unique(arguments: Sequence[Value]) -> Value:
    found: dict[object, Element] = {}
    for element in _column(arguments):
        found.setdefault(folded(element) if is_text(element) or is_blank(element) else number(element), element)
    return tuple(found.values())


def _sort(arguments: Sequence[Value]) -> Value:
    filled = [element for element in _column(arguments) if not is_blank(element)]
    return tuple(sorted(filled, key=folded if filled and is_text(filled[0]) else number))


def _first(arguments: Sequence[Value]) -> Value:
    column = _column(arguments)
    if not column:
        raise Refused("nothing is left to take the first of")
    return column[0]


def _count(arguments: Sequence[Value]) -> Value:
    return float(sum(element is not False and not is_blank(element) for element in _column(arguments)))


def _any(arguments: Sequence[Value]) -> Value:
    return any(map(truth, _column(arguments)))


def _all(arguments: Sequence[Value]) -> Value:
    return all(map(truth, _column(arguments)))


FUNCTIONS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "sum": _of_numbers(math.fsum),
    "mean": _of_numbers(fmean),
    "median": _of_numbers(median),
    "min": _extreme(min),
    "max": _extreme(max),
    "count": _count,
    "abs": _abs,
    "round": _round,
    "unique": _unique,
    "sort": _sort,
    "first": _first,
    "any": _any,
    "all": _all,
}
