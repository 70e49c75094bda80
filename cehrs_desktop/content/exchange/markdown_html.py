"""Markdown of our cards as plain HTML for other programs: paragraphs, bold, italics, lists, tables."""

from __future__ import annotations

import re
from html import escape

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~#>+.()-])")
_BOLD, _ITALIC, _CODE = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"(?<!\*)\*([^*\n]+)\*"), re.compile(r"`([^`\n]+)`")
_IMAGE = re.compile(r'!\[([^\]]*)\]\((?:&lt;(.*?)&gt;|([^)\s]+))(?:\s+"[^"]*")?\)')
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_RULE = re.compile(r"\|?[\s:|-]+\|?")


def html_of(markdown: str) -> str:
    """A text as HTML; what it doesn't know of Markdown stays text."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return "\n".join(_block(block) for block in blocks if block)


def _block(block: str) -> str:
    lines = block.split("\n")
    if len(lines) > 1 and "|" in lines[0] and _RULE.fullmatch(lines[1].strip()):
        return _table(lines)
    if all(re.match(r"\s*[-*] ", line) for line in lines):
        return f"<ul>{''.join(f'<li>{_line(line.strip()[2:])}</li>' for line in lines)}</ul>"
    if all(re.match(r"\s*\d+[.)] ", line) for line in lines):
        numbered = [re.sub(r"^\s*\d+[.)] ", "", line) for line in lines]
        return f"<ol>{''.join(f'<li>{_line(line)}</li>' for line in numbered)}</ol>"
    return f"<div>{'<br>'.join(_line(line.strip()) for line in lines)}</div>"


def _table(lines: list[str]) -> str:
    rows = [[_line(cell.strip()) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines]
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[2:])
    return f'<table border="1"><tr>{head}</tr>{body}</table>'


def _quoted(escaped: str) -> str:
    return escaped.replace('"', "&quot;")


def _line(line: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\0{len(kept) - 1}\0"

    text = escape(_ESCAPED.sub(keep, line.replace("\0", "")), quote=False)
    text = _IMAGE.sub(lambda m: f'<img src="{_quoted(m[2] or m[3])}" alt="{_quoted(m[1])}">', text)
    text = _CODE.sub(r"<code>\1</code>", _LINK.sub(r"\1", text))
    text = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", text))
    return re.sub(r"\0(\d+)\0", lambda m: escape(kept[int(m[1])], quote=False), text)
