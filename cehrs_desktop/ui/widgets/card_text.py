"""Markdown of a card as safe rich text: images only from its folder, links as plain words, nothing loads or runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.widgets.card_images import load_card_image

FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_SCHEME = "card-image"
TERM = "term:"
"""What the address of a glossary entry begins with."""


class CardDocument(QTextDocument):
    """A document that can show only what was put into it."""

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002
        # A null answer would make Qt look for a file of that name.
        return QImage(1, 1, QImage.Format.Format_ARGB32)


@dataclass(frozen=True, slots=True)
class TableText:
    """A table of a card as plain texts."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right_columns: frozenset[int]


@dataclass(frozen=True, slots=True)
class RichText:
    """A stretch of text between tables, with the images it shows by their inner address."""

    fragment: QTextDocumentFragment
    images: tuple[tuple[QUrl, QImage], ...]


def is_plain_flow(markdown: str) -> bool:
    """Whether a text surely has neither tables nor images, so that it may be parsed where it is shown."""
    return "|" not in markdown and "![" not in markdown


def parse_card(
    markdown: str, *, image_folder: Path | None, keep_links: Collection[str] = ()
) -> list[RichText | TableText]:
    """Split Markdown into stretches of text and tables, in reading order."""
    document = QTextDocument()  # never laid out, so it asks for no image
    document.setUndoRedoEnabled(False)
    document.setMarkdown(markdown, FEATURES)
    images = tuple(_replace_images(document, image_folder))
    disarm_links(document, keep=keep_links)
    parts: list[RichText | TableText] = []
    start = 0
    for table in _tables(document):
        parts += _stretch(document, start, table.firstPosition() - 1, images)
        parts.append(_table_text(table))
        start = table.lastPosition() + 1
    end = QTextCursor(document)
    end.movePosition(QTextCursor.MoveOperation.End)
    return [*parts, *_stretch(document, start, end.position(), images)]


def disarm_links(document: QTextDocument, *, keep: Collection[str] = ()) -> None:
    """Make links plain words: nothing in a card opens anything. `keep`: addresses of pages that may be linked."""
    for start, length, form in list(_fragments(document)):
        if form.isAnchor() and form.anchorHref() not in keep:
            plain = QTextCharFormat(form)
            plain.setAnchor(False)
            for kind in (
                QTextFormat.Property.AnchorHref,
                QTextFormat.Property.ForegroundBrush,
                QTextFormat.Property.TextUnderlineStyle,
                QTextFormat.Property.FontUnderline,
            ):
                plain.clearProperty(kind)
            _select(document, start, start + length).setCharFormat(plain)


def mark_terms(document: QTextDocument, glossary: Glossary) -> None:
    """Underline the words of the glossary with dots, as links to their entries; links there are stay as they are."""
    block = document.begin()
    met: set[str] = set()
    while block.isValid():
        for found in glossary.found_in(block.text()):
            cursor = _select(document, block.position() + found.start, block.position() + found.end)
            if found.short in met or cursor.charFormat().isAnchor():
                continue
            met.add(found.short)
            mark = QTextCharFormat()
            mark.setAnchor(True)
            mark.setAnchorHref(TERM + found.short)
            mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            cursor.mergeCharFormat(mark)
        block = block.next()


def space_out(document: QTextDocument) -> None:
    """Roomier lines, and no space above the first and below the last paragraph."""
    everything = QTextCursor(document)
    everything.select(QTextCursor.SelectionType.Document)
    roomy = QTextBlockFormat()
    roomy.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    everything.mergeBlockFormat(roomy)
    edge = QTextBlockFormat()
    edge.setTopMargin(0)
    QTextCursor(document.firstBlock()).mergeBlockFormat(edge)
    edge = QTextBlockFormat()
    edge.setBottomMargin(0)
    QTextCursor(document.lastBlock()).mergeBlockFormat(edge)


def _replace_images(document: QTextDocument, folder: Path | None) -> Iterator[tuple[QUrl, QImage]]:
    """Give each image an inner address, or put its description in its place."""
    found = [
        (start, length, form.toImageFormat()) for start, length, form in _fragments(document) if form.isImageFormat()
    ]
    previous: tuple[int, str] | None = None
    for number, (start, length, form) in reversed(list(enumerate(found))):
        cursor = _select(document, start, start + length)
        if previous == (start + length, form.name()):
            cursor.removeSelectedText()  # Qt writes an image twice when its description is formatted
            previous = (start, form.name())
            continue
        previous = (start, form.name())
        image = load_card_image(form.name(), folder)
        words = str(form.property(QTextFormat.Property.ImageAltText.value) or "")
        if image is None:
            missing = QCoreApplication.translate("MarkdownView", "[Image not available: {words}]")
            cursor.insertText(missing.format(words=words or "—"), QTextCharFormat())
            continue
        address = QUrl(f"{_SCHEME}:{number}")
        shown = QTextImageFormat()
        shown.setName(address.toString())
        shown.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shown.setProperty(QTextFormat.Property.ImageAltText.value, words)
        shown.setToolTip(words)
        cursor.setCharFormat(shown)
        yield address, image


def _fragments(document: QTextDocument) -> Iterator[tuple[int, int, QTextCharFormat]]:
    block = document.begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            yield fragment.position(), fragment.length(), fragment.charFormat()
            iterator += 1
        block = block.next()


def _select(document: QTextDocument, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _tables(document: QTextDocument) -> list[QTextTable]:
    frames = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    return sorted(frames, key=lambda frame: frame.firstPosition())


def _stretch(
    document: QTextDocument, start: int, end: int, images: tuple[tuple[QUrl, QImage], ...]
) -> Iterator[RichText]:
    while start < end and document.characterAt(start) == "\u2029":
        start += 1
    if start >= end:
        return
    cursor = _select(document, start, end)
    if cursor.selectedText().strip("\u2029 "):
        yield RichText(QTextDocumentFragment(cursor), images)


def _table_text(table: QTextTable) -> TableText:
    cells = [[_cell(table, row, column) for column in range(table.columns())] for row in range(table.rows())]
    right = frozenset(
        column
        for column in range(table.columns())
        if table.cellAt(table.rows() - 1, column).firstCursorPosition().blockFormat().alignment()
        & Qt.AlignmentFlag.AlignRight
    )
    return TableText(tuple(cells[0]), tuple(map(tuple, cells[1:])), right)


def _cell(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n").strip()
