"""The columns of an exhibit: its cells as numbers, where they can be read as such, and as labels."""

from __future__ import annotations

import keyword
import math
import re
from dataclasses import dataclass
from datetime import date

from cehrs_desktop.content.tables import tables_of

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DATE = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})"
DATE_IN_WORDS = rf"(?P<name>{'|'.join(MONTHS)})\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{4}})"
TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"

_DATE = re.compile(DATE)
_DATE_IN_WORDS = re.compile(DATE_IN_WORDS, re.IGNORECASE)
_TIME = re.compile(TIME, re.IGNORECASE)
_NUMBER = re.compile(rf"(?P<open>\()?(?P<sign>[-−+]?)\$?(?P<digits>{NUMBER})\s?%?(?(open)\))")
_BLANK = frozenset({"", "-", "−", "–", "—"})
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, or between quotes in an expression: `number` is None for text, not a number for nothing.

    `column` names the column it comes from; empty for what was not read from one.
    """

    label: str
    number: float | None
    column: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return self.number is not None and math.isnan(self.number)


def columns_of(exhibit: str) -> dict[str, tuple[Cell, ...]]:
    """The columns of all tables of an exhibit by their names in expressions; the first of a name wins."""
    columns: dict[str, tuple[Cell, ...]] = {}
    for table in tables_of(exhibit):
        for position, header in enumerate(table.header):
            name = column_name(header)
            if name and name not in columns:
                columns[name] = tuple(read_cell(row[position], name) for row in table.rows)
    return columns


def column_name(header: str) -> str:
    """A header as it is written in an expression: `no_show` for "No-show", `c_91_120` for "91-120"."""
    name = _NOT_IN_NAMES.sub("_", header.casefold()).strip("_")
    return f"c_{name}" if name[:1].isdigit() or keyword.iskeyword(name) else name


def read_cell(text: str, column: str = "") -> Cell:
    """A cell: a number, a time in minutes since midnight, a date in days, nothing, or text."""
    label = text.strip()
    if label in _BLANK:
        return Cell("", math.nan, column)
    for form, value in ((_NUMBER, number_of), (_TIME, minutes_of), (_DATE, days_of), (_DATE_IN_WORDS, days_of)):
        found = form.fullmatch(label)
        if found:
            return Cell(label, value(found), column)
    return Cell(label, None, column)


def number_of(found: re.Match[str]) -> float:
    """What a match of a number says; parentheses are a minus, as bookkeepers write it."""
    negative = bool(found["open"]) or found["sign"] in ("-", "−")
    value = float(found["digits"].replace(",", ""))
    return -value if negative else value


def minutes_of(found: re.Match[str]) -> float | None:
    """Minutes since midnight; None for no time of day."""
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or "").lower()
    if minute > 59 or second > 59 or hour > (12 if half else 23) or (half and hour == 0):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute + second / 60


def days_of(found: re.Match[str]) -> float | None:
    """A date as a number of days; None for no date of the calendar."""
    parts = found.groupdict()
    month = int(parts["month"]) if "month" in parts else MONTHS.index(parts["name"].lower()) + 1
    try:
        return float(date(int(parts["year"]), month, int(parts["day"])).toordinal())
    except ValueError:
        return None
