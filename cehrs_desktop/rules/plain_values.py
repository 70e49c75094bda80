"""Frozen dataclasses to plain values that JSON can hold, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Shape = TypeVar("Shape")


def as_plain(value: Any) -> dict[str, Any]:
    """A dataclass as nested dicts and tuples; enums are members of str or int and stay what they are."""
    return asdict(value)


def from_plain(shape: type[Shape], values: Mapping[str, Any]) -> Shape:
    """The dataclass `shape` of values that `as_plain` gave, also after a passage through JSON.

    Knows dataclasses, enums, `tuple[X, ...]`, `X | None` and plain types. Raises ValueError for other values.
    """
    try:
        return cast(Shape, _read(shape, values))
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"these are no values of {shape.__name__}: {error}") from error


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


def _read(shape: Any, value: Any) -> Any:
    if isinstance(shape, NewType):
        return _read(shape.__supertype__, value)
    if get_origin(shape) in (Union, UnionType):
        return None if value is None else _read(next(one for one in get_args(shape) if one is not NoneType), value)
    if get_origin(shape) is tuple:
        return tuple(_read(get_args(shape)[0], each) for each in value)
    if is_dataclass(shape):
        hints = _hints(cast(Any, shape))
        if extra := sorted(value.keys() - {field.name for field in fields(shape)}):
            raise ValueError(f"unknown {extra[0]}")
        return cast(Any, shape)(**{name: _read(hints[name], each) for name, each in value.items()})
    if issubclass(shape, Enum | float):
        return shape(value)
    if not isinstance(value, shape):
        raise TypeError(f"{value!r} is no {shape.__name__}")
    return value
