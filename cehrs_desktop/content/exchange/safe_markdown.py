"""HTML of a stranger's card as Markdown that shows only text, tables, and images that lie beside it.

Scripts, styles, links, remote images and everything that loads or runs is dropped; what is left is text.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from cehrs_desktop.content.exchange.html_parts import read_parts

LONGEST_HTML = 200_000
"""Characters; of more, no card is made."""

_DROPPED = frozenset({"script", "style", "iframe", "object", "embed", "svg", "math", "template", "title", "noscript"})
_BLOCKS = frozenset({"p", "div", "br", "hr", "ul", "ol", "table", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_MOST_MARKS, _MOST_CELLS = 20, 5_000
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])|^(\s*)([#>+-]|\d+[.)])(?=\s)", re.MULTILINE)
_MAY_BE_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#+)]|[-.]\s")
_DATA = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60}(?:;[\w=-]{1,40}){0,4},[A-Za-z0-9+/=%\s]*")
_SOUND = re.compile(r"\[(?:sound|anki):[^\[\]]*\]")
_MARKUP = re.compile(r"[<&\[\0]")
_SPACE = re.compile(r"[\s\x00]+")
_PLAIN_NAME = re.compile(r"[\w][\w .()+-]*\.(?:png|jpe?g|webp)", re.IGNORECASE)
_EMPTY_MARKS = re.compile(r"\*\*(\s*)\*\*|(?<!\*)\*\s+\*(?!\*)")
_SPACES, _TO_END = re.compile(r"[ \t]{3,}"), re.compile(r" {1,2}\n")
_INDENT = re.compile(r"\n[ \t]+(?![-\d])")
_SINGLE_BREAK = re.compile(r"(?<=\S)\n(?=[^\n|-])")
_MANY_BREAKS = re.compile(r"\n{3,}")


def escaped(text: str) -> str:
    """A plain text as Markdown that says just that."""
    if not _MAY_BE_SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def is_plain_image(name: str) -> bool:
    """Whether a name is that of an image in the same folder and of a kind that is shown."""
    return _PLAIN_NAME.fullmatch(name) is not None and len(name) <= 120


def safe_markdown(html: str) -> tuple[str, tuple[str, ...]]:
    """The text of an HTML fragment as Markdown, and the names of the images it shows. Any text is accepted.

    The time it takes grows with the length, whatever is in it.
    """
    if not _MARKUP.search(html):
        return escaped(" ".join(html.split())), ()
    if "data:" in html:
        html = _DATA.sub("", html)
    if len(html) > LONGEST_HTML:
        return escaped(html[:LONGEST_HTML]), ()
    reader = _Reader()
    if "[" in html:
        html = _SOUND.sub("", html)
    read_parts(html, reader)
    return reader.markdown(), tuple(dict.fromkeys(reader.images))


class _Reader:
    def __init__(self) -> None:
        self.images: list[str] = []
        self._parts: list[str] = []
        self._dropping: list[str] = []
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._cell_start: int | None = None
        self._table_start: int | None = None

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag that begins something, or is all of it."""
        if self._dropping or tag in _DROPPED:
            if tag in _DROPPED:
                self._dropping.append(tag)
            return
        if tag in _MARKS:
            if len(self._open) < _MOST_MARKS:
                self._open.append(tag)
                self._parts.append(_MARKS[tag])
        elif tag == "img":
            self._image(attributes)
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in ("td", "th") and self._rows:
            self._cell_start = len(self._parts)
        elif tag == "tr" and self._table_start is not None:
            self._rows.append([])
        elif tag == "table" and self._table_start is None:
            self._table_start, self._rows = len(self._parts), []
        elif tag in _BLOCKS:
            self._parts.append("\n" if tag == "br" else "\n\n")

    def end(self, tag: str) -> None:
        """A tag that ends something."""
        if self._dropping:
            if tag == self._dropping[-1]:
                self._dropping.pop()
            return
        if tag in _MARKS and tag in self._open:
            self._open.remove(tag)
            self._parts.append(_MARKS[tag])
        elif tag in ("td", "th") and self._cell_start is not None:
            self._end_cell()
        elif tag == "table" and self._table_start is not None:
            self._end_table(self._table_start)
        elif tag in _BLOCKS and tag != "br" and self._table_start is None:
            self._parts.append("\n\n")

    def text(self, text: str) -> None:
        """What stands between tags."""
        if not self._dropping:
            self._parts.append(escaped(_SPACE.sub(" ", unescape(text) if "&" in text else text)))

    def _image(self, attributes: dict[str, str]) -> None:
        name = unquote(unescape(attributes.get("src", "")))
        words = escaped(" ".join(unescape(attributes.get("alt", "")).split()))
        if is_plain_image(name):
            self.images.append(name)
            self._parts.append(f"![{words}](<{name}>)")
        elif words:
            self._parts.append(words)

    def _end_cell(self) -> None:
        assert self._cell_start is not None
        text = "".join(self._parts[self._cell_start :])
        del self._parts[self._cell_start :]
        self._cell_start = None
        if self._rows:
            self._rows[-1].append(" ".join(text.split()))

    def _end_table(self, start: int) -> None:
        del self._parts[start:]
        rows = [row for row in self._rows if row]
        width = max(map(len, rows), default=0)
        if width * len(rows) > _MOST_CELLS:
            self._parts.append("\n\n" + "\n".join(" ".join(row) for row in rows) + "\n\n")
        elif rows:
            lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
            lines.insert(1, "|" + "---|" * width)
            self._parts.append("\n\n" + "\n".join(lines) + "\n\n")
        self._table_start, self._rows = None, []

    def markdown(self) -> str:
        """What was read."""
        if self._table_start is not None:
            self._end_table(self._table_start)
        text = "".join([*self._parts, *(_MARKS[tag] for tag in reversed(self._open))])
        if "*" in text:
            text = _EMPTY_MARKS.sub(r"\1", text)
        if "\n" in text:
            text = _TO_END.sub("\n", _INDENT.sub("\n", _SPACES.sub(" ", text)))
            # A single line break of HTML is one of Markdown only with two spaces before it.
            text = _SINGLE_BREAK.sub("  \n", text)
            text = _MANY_BREAKS.sub("\n\n", text)
        return text.strip()
