"""Reads and writes cards as delimited text (CSV, TSV): encoding, delimiter and columns are guessed, and can be set."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cehrs_desktop.content.exchange.safe_markdown import safe_markdown
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exchange import Incoming, plain

LARGEST_FILE = 64 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, LONGEST_LINE = 200_000, 100, 100_000, 2_000_000
FIELDS = ("front", "back", "why", "tags", "domain", "topic")
"""What a column may hold; the columns of our own export have these names."""

DELIMITERS = "\t;,|"
_LONGEST_NAME = 80
_NAMES = {
    "front": ("front", "question", "prompt", "term", "text"),
    "back": ("back", "answer", "definition", "meaning"),
    "why": ("why", "reason", "explanation", "extra", "back extra", "note", "notes", "comment"),
    "tags": ("tags", "tag", "labels"),
    "domain": ("domain",),
    "topic": ("topic",),
}
_DIRECTIVES = frozenset(
    {"separator", "html", "tags", "columns", "deck", "notetype", "if matches"}
    | {f"{name} column" for name in ("tags", "deck", "notetype", "guid")}
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+);")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a delimited file is read: `columns` has a field of FIELDS, or None, for each column; `header`: the first row
    has names. `html`: cells are HTML, not Markdown. `names` is the beginning of the first row's cells.
    """

    encoding: str
    delimiter: str
    header: bool
    html: bool
    columns: tuple[str | None, ...]
    names: tuple[str, ...] = ()


def guess_shape(file: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Shape:
    """How the file seems to be written, as far as it isn't given.

    Raises UserError when the file is too large, isn't text, or has no rows.
    """
    encoding, text = _read(file, encoding)
    directives, rest = _directives(text)
    delimiter = delimiter or directives.get("separator") or _delimiter(rest)
    rows = [row for _, row in zip(range(50), _rows(rest, delimiter), strict=False)]
    if not rows:
        raise UserError("{file} has no rows, so there is nothing to import.", file=file.name)
    named = [_field(cell) for cell in rows[0]]
    header = named.count("front") == 1 and named.count("back") == 1
    html = directives.get("html") == "true" or sum(bool(_HTML.search(cell)) for row in rows for cell in row) > 2
    columns = _columns(named if header else None, rows, directives)
    return Shape(encoding, delimiter, header, html, columns, tuple(cell.strip()[:_LONGEST_NAME] for cell in rows[0]))


def domain_word(name: str) -> str:
    """A domain's name as it is compared: letters and digits only, whatever their case."""
    return " ".join(re.sub(r"[\W_]+", " ", name).split()).casefold()


def read_delimited(file: Path, shape: Shape, domains: Mapping[str, DomainNumber]) -> Iterator[Incoming]:
    """The cards of a file. `domains` has the exam's by what a file may call them, as `domain_word` makes it.

    Raises UserError when it can't be read in this shape.
    """
    if "front" not in shape.columns or "back" not in shape.columns:
        raise UserError("Choose which column has the question and which has the answer.")
    _, text = _read(file, shape.encoding)
    rows = _rows(_directives(text)[1], shape.delimiter)
    if shape.header:
        next(rows, None)
    for row in rows:
        cells = {field: cell.strip() for field, cell in zip(shape.columns, row, strict=False) if field}
        yield _incoming(cells, domains, html=shape.html)


def write_delimited(cards: Iterable[Incoming]) -> str:
    """The cards as CSV with a header, one line a card; reading it again gives the same texts."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for card in cards:
        domain = "" if card.domain is None else int(card.domain)
        writer.writerow([card.front, card.back, card.why, " ".join(card.tags), domain, card.topic or ""])
    return target.getvalue()


def _incoming(cells: dict[str, str], domains: Mapping[str, DomainNumber], *, html: bool) -> Incoming:
    front, back, why = (cells.get(name, "") for name in ("front", "back", "why"))
    if html:
        front, back, why = (safe_markdown(text)[0] for text in (front, back, why))
    key = "text-" + hashlib.sha256(plain(front).encode()).hexdigest()[:24]
    named = domain_word(cells.get("domain", ""))
    domain = domains.get(named)
    return Incoming(
        key=key,
        front=front,
        back=back,
        why=why,
        tags=tuple(dict.fromkeys(re.split(r"[\s,;]+", cells.get("tags", "").strip()))) if cells.get("tags") else (),
        domain=domain,
        odd_domain=bool(cells.get("domain")) and domain is None,
        topic=TopicId(cells["topic"]) if cells.get("topic") else None,
    )


def _read(file: Path, encoding: str | None = None) -> tuple[str, str]:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UserError("{file} is too large to be a list of cards. Divide it into smaller files.", file=file.name)
        raw = file.read_bytes()
    except OSError as error:
        raise UserError("{file} can't be read: {reason}.", file=file.name, reason=error.strerror or error) from error
    for each in [encoding] if encoding else _encodings(raw):
        try:
            text = raw.decode(each)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return each, text
    raise UserError("{file} isn't a text file, so no cards can be read from it.", file=file.name)


def _encodings(raw: bytes) -> tuple[str, ...]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252", "latin-1")


def _directives(text: str) -> tuple[dict[str, str], str]:
    """Lines such as `#separator:tab` that Anki writes above the rows."""
    found: dict[str, str] = {}
    while text.startswith("#"):
        line, _, rest = text.partition("\n")
        name, _, value = line[1:].partition(":")
        if name.strip().lower() not in _DIRECTIVES:
            break
        found[name.strip().lower()] = value.strip()
        text = rest
    names = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
    if "separator" in found:
        separator = found["separator"]
        found["separator"] = names.get(separator.lower(), separator if len(separator) == 1 else "\t")
    return found, text


def _delimiter(text: str) -> str:
    """The one that parts most rows of a sample into the same number of cells, two or more."""
    best, best_score = "\t", 0.0
    sample = text[:200_000]
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for _, row in zip(range(50), _rows(sample, delimiter), strict=False)]
        except UserError:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        score = 0.0 if usual < 2 else widths.count(usual) / len(widths) + min(usual, 6) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; one that is longer than any list of cards has could fill the memory with cells."""
    for line in _LINE.finditer(text):
        if line.end() - line.start() > LONGEST_LINE:
            raise UserError("A line of the file is too long to be a card's. Choose another file.")
        yield line[0]


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    count = 0
    try:
        for row in csv.reader(_lines(text), delimiter=delimiter):
            if len(row) > MOST_COLUMNS:
                raise UserError(
                    "A row has {count} columns; at most {most} are read.", count=len(row), most=MOST_COLUMNS
                )
            if any(cell.strip() for cell in row):
                count += 1
                if count > MOST_ROWS:
                    raise UserError("The file has more than {most} rows. Divide it into smaller files.", most=MOST_ROWS)
                yield row
    except csv.Error as error:
        raise UserError("The rows can't be told apart: {reason}. Choose another delimiter.", reason=error) from error


def _field(name: str) -> str | None:
    wanted = name.strip().casefold()
    return next((field for field, names in _NAMES.items() if wanted in names), None)


def _columns(
    named: Sequence[str | None] | None, rows: Sequence[Sequence[str]], directives: dict[str, str]
) -> tuple[str | None, ...]:
    if named is not None:
        return tuple(field if field not in named[:number] else None for number, field in enumerate(named))
    width = max(map(len, rows))
    columns: list[str | None] = [None] * width
    free = iter(("front", "back", "why"))
    special = {directives.get("tags column"): "tags"}
    for number in range(width):
        if str(number + 1) in special:
            columns[number] = "tags"
        elif f"{number + 1}" not in {directives.get("guid column"), directives.get("deck column")}:
            columns[number] = next(free, None)
    return tuple(columns)
