"""Markdown tables: whether an exhibit is well-formed, and what its tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_DELIMITER_CELL = re.compile(r"\s*:?-+:?\s*")
_EMPHASIS = re.compile(r"(\*\*|__|[*_`])(.+)\1")
_NO_TABLE = "`exhibit` must be one Markdown table: a header, a line of hyphens and rows, all between | and |."
_NO_TABLE_AMONG_TEXT = (
    "A table in `exhibit` must have a header, a line of hyphens and rows, all between | and |; "
    "an empty line parts it from a caption or from another table."
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table; every row has as many cells as the header. Cells are without outer spaces and emphasis."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table_faults(exhibit: str) -> Iterator[str]:
    """A sentence for everything that keeps `exhibit` from being one table and nothing else."""
    yield from _faults(_lines(exhibit), _NO_TABLE, "`exhibit`")


def exhibit_faults(exhibit: str) -> Iterator[str]:
    """The same for one or more tables, with or without captions: blocks with empty lines between them."""
    blocks = _blocks(exhibit)
    tables = [block for block in blocks if any(line.startswith("|") for line in block)]
    if not tables:
        yield "`exhibit` has no Markdown table: a header, a line of hyphens and rows, all between | and |."
    for block in tables:
        yield from _faults(block, _NO_TABLE_AMONG_TEXT, "`exhibit`")


def page_table_faults(text: str) -> Iterator[str]:
    """A sentence for everything that keeps a block of a page that begins like a table from being one."""
    for block in _blocks(text):
        if block[0].startswith("|"):
            yield from _faults(block, f"The table that begins with '{block[0]}' is none.", f"'{block[0]}'")


def tables_of(exhibit: str) -> tuple[Table, ...]:
    """The tables of an exhibit in their order; a malformed one is left out."""
    return tuple(_table(block) for block in _blocks(exhibit) if not list(_faults(block, "", "")))


def _table(lines: list[str]) -> Table:
    header, _, *rows = ([_plain(cell) for cell in _cells(line)] for line in lines)
    return Table(header=tuple(header), rows=tuple(tuple(row) for row in rows))


def _plain(cell: str) -> str:
    text = cell.strip().replace("\\|", "|")
    emphasized = _EMPHASIS.fullmatch(text)
    return emphasized.group(2).strip() if emphasized else text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in _lines(text):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _faults(rows: list[str], no_table: str, where: str) -> Iterator[str]:
    if len(rows) < 3 or not all(_is_row(row) for row in rows):
        yield no_table
        return
    table = [_cells(row) for row in rows]
    if not all(_DELIMITER_CELL.fullmatch(cell) for cell in table[1]):
        yield f"The second line of the table in {where} must hold hyphens only: |---|---|."
    counts = [len(cells) for cells in table]
    for number, count in enumerate(counts, start=1):
        if count != counts[0]:
            yield f"Line {number} of the table in {where} differs from its header in cells: {count}, not {counts[0]}."


def _cells(row: str) -> list[str]:
    return _CELL_BORDER.split(row[1:-1])


def _is_row(line: str) -> bool:
    return len(line) > 2 and line.startswith("|") and line.endswith("|") and not line.endswith("\\|")
