"""Evaluates an expression over the columns of an exhibit: a few operators and functions, and nothing else.

An expression is content, so it is never handed to Python: its syntax tree is walked, and what is not on the list is
refused. It cannot run long either: it is short, and no operation makes a column longer than it is.
"""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping

from cehrs_desktop.content.exhibit_columns import Cell, column_name, read_cell
from cehrs_desktop.content.expression_functions import (
    FUNCTIONS,
    Element,
    Refused,
    Value,
    each,
    folded,
    is_blank,
    is_text,
    number,
    truth,
)

__all__ = ["Refused", "evaluate"]

MOST_CHARACTERS = 300
MOST_CELLS = 2000


def evaluate(expression: str, columns: Mapping[str, tuple[Cell, ...]]) -> Value:
    """The value of an expression. Raises Refused, and nothing else, whatever is written in it."""
    if len(expression) > MOST_CHARACTERS:
        raise Refused(f"it has more than {MOST_CHARACTERS} characters")
    if sum(len(column) for column in columns.values()) > MOST_CELLS:
        raise Refused(f"its exhibit has more than {MOST_CELLS} cells")
    if "\0" in expression:  # Python's versions differ in what they say of it
        raise Refused("it is not an expression")
    try:
        with warnings.catch_warnings(action="ignore"):  # of what Python half understands
            tree = ast.parse(expression.strip(), mode="eval")
        return _Evaluation(columns).of(tree.body)
    except Refused:
        raise
    except ZeroDivisionError:
        raise Refused("it divides by zero") from None
    except (SyntaxError, RecursionError, MemoryError):
        raise Refused("it is not an expression") from None
    except (ArithmeticError, ValueError):  # the mean of nothing, a root of a negative number, a number too large
        raise Refused("it has no value") from None


class _Evaluation:
    def __init__(self, columns: Mapping[str, tuple[Cell, ...]]) -> None:
        self._columns = columns
        self._uses_a_column = False

    def of(self, tree: ast.expr) -> Value:
        value = self.value(tree)
        if not self._uses_a_column:
            raise Refused("it uses no column of the exhibit")
        return value

    def value(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=str(text)):
                return read_cell(text)
            case ast.Constant(value=int(digits) | float(digits)) if not isinstance(digits, bool):
                return float(digits)
            case ast.Name(id=name):
                return self._column(name)
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
                return each(_UNARY[type(op)], self.value(operand))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return each(_BINARY[type(op)], self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
                return each(_COMPARISONS[type(op)], self.value(left), self.value(right))
            case ast.Subscript(value=column, slice=condition):
                return _where(self.value(column), self.value(condition))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
                return FUNCTIONS[name]([self.value(argument) for argument in arguments])
            case ast.Compare() | ast.BoolOp():
                raise Refused("comparisons are joined by & and |, each in parentheses, and never chained")
        raise Refused("it uses something that is not on the list of what an expression may use")

    def _column(self, name: str) -> tuple[Cell, ...]:
        column = self._columns.get(column_name(name))
        if column is None:
            known = ", ".join(self._columns) or "none"
            raise Refused(f"the exhibit has no column `{name}` (it has {known})")
        self._uses_a_column = True
        return column


def _where(column: Value, condition: Value) -> Value:
    if not isinstance(column, tuple) or not isinstance(condition, tuple):
        raise Refused("only a column can be indexed, and only by a condition on each row")
    if len(column) != len(condition):
        raise Refused("it joins columns of different lengths")
    return tuple(element for element, chosen in zip(column, condition, strict=True) if truth(chosen))


def _on_numbers(function: Callable[..., float]) -> Callable[..., Element]:
    return lambda *elements: function(*map(number, elements))


def _on_conditions(function: Callable[..., bool]) -> Callable[..., Element]:
    return lambda *elements: function(*map(truth, elements))


def _same(left: Element, right: Element) -> bool:
    """Equal numbers or equal texts. A blank cell equals '' and nothing else, not even another blank cell."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Cell) and one.blank and not one.column:
            return is_blank(other)
    if is_text(left) or is_text(right):
        return is_text(left) and is_text(right) and folded(left) == folded(right)
    return number(left) == number(right)


def _power(base: float, exponent: float) -> float:
    return math.pow(base, exponent)  # the operator would make complex numbers


_UNARY: dict[type[ast.unaryop], Callable[..., Element]] = {
    ast.USub: _on_numbers(operator.neg),
    ast.UAdd: _on_numbers(operator.pos),
    ast.Invert: _on_conditions(operator.not_),
}
_BINARY: dict[type[ast.operator], Callable[..., Element]] = {
    ast.Add: _on_numbers(operator.add),
    ast.Sub: _on_numbers(operator.sub),
    ast.Mult: _on_numbers(operator.mul),
    ast.Div: _on_numbers(operator.truediv),
    ast.FloorDiv: _on_numbers(operator.floordiv),
    ast.Mod: _on_numbers(operator.mod),
    ast.Pow: _on_numbers(_power),
    ast.BitAnd: _on_conditions(operator.and_),
    ast.BitOr: _on_conditions(operator.or_),
}
_COMPARISONS: dict[type[ast.cmpop], Callable[..., Element]] = {
    ast.Eq: _same,
    ast.NotEq: lambda left, right: not _same(left, right),
    ast.Lt: _on_numbers(operator.lt),
    ast.LtE: _on_numbers(operator.le),
    ast.Gt: _on_numbers(operator.gt),
    ast.GtE: _on_numbers(operator.ge),
}
