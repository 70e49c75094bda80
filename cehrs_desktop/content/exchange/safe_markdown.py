"""HTML of a stranger's card as Markdown that shows only text, tables, and images that lie beside it.

Scripts, styles, links, remote images and everything that loads or runs is dropped; what is left is text.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

_DROPPED = frozenset({"script", "style", "iframe", "object", "embed", "svg", "math", "template", "title", "noscript"})
_BLOCKS = frozenset({"p", "div", "br", "hr", "ul", "ol", "table", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])|^(\s*)([#>+-]|\d+[.)])(?=\s)", re.MULTILINE)
_SOUND = re.compile(r"\[sound:[^\]]*\]|\[anki:[^\]]*\]")
_MARKUP = re.compile(r"[<&\[\0]")
_PLAIN_NAME = re.compile(r"[\w][\w .()+-]*\.(?:png|jpe?g|webp)", re.IGNORECASE)


def escaped(text: str) -> str:
    """A plain text as Markdown that says just that."""
    return _SPECIAL.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def is_plain_image(name: str) -> bool:
    """Whether a name is that of an image in the same folder and of a kind that is shown."""
    return _PLAIN_NAME.fullmatch(name) is not None and len(name) <= 120


def safe_markdown(html: str) -> tuple[str, tuple[str, ...]]:
    """The text of an HTML fragment as Markdown, and the names of the images it shows. Any text is accepted."""
    if not _MARKUP.search(html):
        return escaped(" ".join(html.split())), ()
    reader = _Reader()
    try:
        reader.feed(_SOUND.sub("", html))
        reader.close()
    except (AssertionError, ValueError):  # the parser gives up on some broken declarations
        return escaped(unescape(re.sub(r"<[^>]*>", " ", html))).strip(), ()
    return reader.markdown(), tuple(dict.fromkeys(reader.images))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.images: list[str] = []
        self._parts: list[str] = []
        self._dropping: list[str] = []
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._cell_start: int | None = None
        self._table_start: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping or tag in _DROPPED:
            if tag in _DROPPED:
                self._dropping.append(tag)
            return
        if tag in _MARKS:
            self._open.append(tag)
            self._parts.append(_MARKS[tag])
        elif tag == "img":
            self._image(dict(attrs))
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

    def handle_endtag(self, tag: str) -> None:
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

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._parts.append(escaped(re.sub(r"[\s\x00]+", " ", data)))

    def _image(self, attributes: dict[str, str | None]) -> None:
        name = unquote(attributes.get("src") or "")
        words = escaped(attributes.get("alt") or "")
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
        if rows:
            width = max(map(len, rows))
            lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
            lines.insert(1, "|" + "---|" * width)
            self._parts.append("\n\n" + "\n".join(lines) + "\n\n")
        self._table_start, self._rows = None, []

    def markdown(self) -> str:
        """What was read."""
        if self._table_start is not None:
            self._end_table(self._table_start)
        text = "".join([*self._parts, *(_MARKS[tag] for tag in reversed(self._open))])
        text = re.sub(r"\*\*(\s*)\*\*|(?<!\*)\*\s+\*(?!\*)", r"\1", text)
        text = re.sub(r"[ \t]+\n", "\n", re.sub(r"\n[ \t]+(?![-\d])", "\n", text))
        # A single line break of HTML is one of Markdown only with two spaces before it.
        text = re.sub(r"(?<=\S)\n(?=[^\n|-])", "  \n", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip()
