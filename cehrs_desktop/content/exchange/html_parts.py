"""Takes HTML of a stranger apart into tags and text, in one go: the time grows with the length, whatever is in it."""

from __future__ import annotations

import re
from typing import Protocol

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]*)")
_STOP = re.compile(r"[>\"']")
_RAW_END = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
_ATTRIBUTE = re.compile(r"(?<![^\s\"'/])([A-Za-z][A-Za-z-]*+)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)")
_NONE: dict[str, str] = {}


class Reader(Protocol):
    """Gets the parts in their order. Names of tags are in lower case."""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag that begins something; `attributes` only of images."""

    def end(self, tag: str) -> None:
        """A tag that ends something."""

    def text(self, text: str) -> None:
        """What stands between tags, character references and all."""


def read_parts(html: str, reader: Reader) -> None:
    """Hand on the parts of a fragment. A `<` that begins no tag, and a tag that never ends, is text."""
    parts = _Parts(html)
    at = 0
    while (found := parts.next_tag(at)) is not None:
        start, end = found
        if start > at:
            reader.text(html[at:start])
        at = end
        name = _NAME.match(html, start + 1)
        if name is None:
            continue  # a comment or a declaration
        tag = name[1].lower()
        if html[start + 1] == "/":
            reader.end(tag)
            continue
        reader.begin(tag, _attributes(html[name.end() : end - 1]) if tag == "img" else _NONE)
        if tag in _RAW_END:
            raw_end = _RAW_END[tag].search(html, at)
            at = len(html) if raw_end is None else raw_end.start()
    if at < len(html):
        reader.text(html[at:])


class _Parts:
    """Finds tags. What was looked for to the end in vain isn't looked for again."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._never: set[str] = set()

    def next_tag(self, at: int) -> tuple[int, int] | None:
        """Beginning and end of the next tag, comment or declaration; None when only text is left."""
        html = self._html
        start = html.find("<", at)
        while start >= 0:
            second = html[start + 1 : start + 2]
            if second.isascii() and (second.isalpha() or second == "/"):
                end = self._tag_end(start + 2)
            elif html.startswith("<!--", start):
                end = self._find("-->", start + 4)
            elif second in ("!", "?"):
                end = self._find(">", start + 2)
            else:
                end = -1
            if end >= 0:
                return start, end
            start = html.find("<", start + 1)
        return None

    def _tag_end(self, at: int) -> int:
        """Where a tag ends: behind the next `>` that isn't in quotes; −1 if there is none."""
        while ">" not in self._never:
            stop = _STOP.search(self._html, at)
            if stop is None:
                self._never.add(">")
                break
            if stop[0] == ">":
                return stop.end()
            at = max(self._find(stop[0], stop.end()), stop.end())  # a quote that is never closed is none
        return -1

    def _find(self, sign: str, at: int) -> int:
        """Where the next one of these ends; −1 if there is none."""
        if sign in self._never:
            return -1
        found = self._html.find(sign, at)
        if found < 0:
            self._never.add(sign)
            return -1
        return found + len(sign)


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(text)}
