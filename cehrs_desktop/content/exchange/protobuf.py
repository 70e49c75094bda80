"""The little of the protobuf wire format that Anki's packages need: fields by number, texts and numbers."""

from __future__ import annotations

from collections.abc import Iterator


def fields_of(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Each field's number with its value: an int for numbers, bytes for all else. Raises ValueError when broken."""
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        kind = tag & 7
        if kind == 0:
            value, at = _number(message, at)
            yield tag >> 3, value
            continue
        if kind == 2:
            length, at = _number(message, at)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise ValueError("unknown kind of field")
        if at + length > len(message):
            raise ValueError("the message ends within a field")
        yield tag >> 3, message[at : at + length]
        at += length


def text_of(message: bytes, number: int) -> str:
    """The text of a field, empty when it isn't there. Raises ValueError when the message is broken."""
    found = [value for field, value in fields_of(message) if field == number and isinstance(value, bytes)]
    return found[-1].decode("utf-8") if found else ""


def number_of(message: bytes, number: int) -> int:
    """The number of a field, 0 when it isn't there. Raises ValueError when the message is broken."""
    found = [value for field, value in fields_of(message) if field == number and isinstance(value, int)]
    return found[-1] if found else 0


def _number(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(message) or shift > 63:
            raise ValueError("the message ends within a number")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
