"""A Markdown text on paper: black on white, on one page if it fits in letters that can be read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import (
    QBrush,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui.theme import FAMILY
from cehrs_desktop.ui.widgets.card_text import FEATURES, CardDocument, disarm_links

_POINTS = (10.0, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The largest of these with which all is on one page; else the first, on several."""
_MARGIN_MILLIMETERS = 12.0


def document_for_paper(title: str, markdown: str, device: QPagedPaintDevice) -> QTextDocument:
    """The text laid out for the pages of a printer or PDF."""
    pixels = device.pageLayout().paintRectPixels(device.logicalDpiX()).size()
    size = QSizeF(pixels)
    for points in _POINTS:
        document = _document(title, markdown, points)
        document.documentLayout().setPaintDevice(device)
        document.setPageSize(size)
        if document.pageCount() == 1:
            return document
    document = _document(title, markdown, _POINTS[0])
    document.documentLayout().setPaintDevice(device)
    document.setPageSize(size)
    return document


def write_pdf(title: str, markdown: str, target: Path) -> None:
    """Write a text as a PDF in US Letter; the file appears whole or not at all. Raises UserError when it can't be."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            unfinished = Path(folder) / "text.pdf"
            writer = QPdfWriter(str(unfinished))
            writer.setTitle(title)
            writer.setPageLayout(
                QPageLayout(
                    QPageSize(QPageSize.PageSizeId.Letter),
                    QPageLayout.Orientation.Portrait,
                    QMarginsF(*[_MARGIN_MILLIMETERS] * 4),
                    QPageLayout.Unit.Millimeter,
                )
            )
            document_for_paper(title, markdown, writer).print_(writer)
            del writer
            target.write_bytes(unfinished.read_bytes())
    except OSError as error:
        raise UserError(
            "{path} could not be written: {reason}. Choose another place.", path=target, reason=error.strerror or error
        ) from error


def _document(title: str, markdown: str, points: float) -> QTextDocument:
    document = CardDocument()
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    document.setDefaultFont(font)
    document.setMarkdown(f"# {title}\n\n{markdown}", FEATURES)
    disarm_links(document)
    document.setDocumentMargin(0)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _fit(frame)
    _shrink_headings(document, points)
    return document


def _fit(table: QTextTable) -> None:
    form = QTextTableFormat(table.format())
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setCellPadding(1)
    form.setCellSpacing(0)
    form.setBorder(0.5)
    form.setBorderCollapse(True)
    form.setBorderBrush(QBrush("#999999"))
    table.setFormat(form)


def _shrink_headings(document: QTextDocument, points: float) -> None:
    """Headings on paper stand out by weight and a little size, or they would take the page."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            form = cursor.charFormat()
            form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            form.setFontPointSize(points * (1.5 if level == 1 else 1.15))
            form.setFontWeight(QFont.Weight.Bold)
            cursor.setCharFormat(form)
            spaced = block.blockFormat()
            spaced.setTopMargin(points * 0.6)
            spaced.setBottomMargin(points * 0.25)
            QTextCursor(block).setBlockFormat(spaced)
        block = block.next()
