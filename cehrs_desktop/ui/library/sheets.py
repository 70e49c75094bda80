"""Flashcards as PDF, to print and cut: fronts and backs on facing pages, or question and answer side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from cehrs_desktop.activities.export_cards import CardSides, SheetKind
from cehrs_desktop.activities.incoming_file import OnProgress, always
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.ui.theme import FAMILY
from cehrs_desktop.ui.widgets.card_images import load_card_image

_DOTS_PER_INCH = 300
_MARGIN_MM = 12.0
_PADDING_MM = 4.0
_POINTS = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_LINE, _NUMBER = QColor("#9aa0a6"), QColor("#5f6368")
_INK = QColor("#000000")


_ROWS = {SheetKind.FACING: 4, SheetKind.FOLDED: 5}
CARDS_A_PAGE = {SheetKind.FACING: 8, SheetKind.FOLDED: 5}


def write_sheets(cards: Sequence[CardSides], target: Path, *, kind: SheetKind, on_progress: OnProgress = always) -> int:
    """Write cards to `target`; returns the number of pages. The file appears whole or not at all.

    Raises UserError when it can't be written, Cancelled when `on_progress` says so.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        partial.write_bytes(b"")  # Qt doesn't say why it can't write; this does
        pages = _Sheets(partial, kind=kind).draw(cards, on_progress)
        partial.replace(target)
    except OSError as error:
        raise UserError(
            "{path} could not be written: {reason}. Choose another place.", path=target, reason=error.strerror or error
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return pages


class _Sheets:
    def __init__(self, target: Path, *, kind: SheetKind) -> None:
        self._kind = kind
        self._writer = QPdfWriter(str(target))
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        self._writer.setPageMargins(
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter
        )
        self._writer.setResolution(_DOTS_PER_INCH)
        self._writer.setTitle("CEHRS Trainer")
        self._width, self._height = self._writer.width() / 2, self._writer.height() / _ROWS[kind]
        self._padding = _PADDING_MM / 25.4 * _DOTS_PER_INCH
        self._pages = 0

    def draw(self, cards: Sequence[CardSides], on_progress: OnProgress) -> int:
        painter = QPainter(self._writer)
        try:
            a_page = CARDS_A_PAGE[self._kind]
            for first in range(0, len(cards), a_page):
                if not on_progress(first, len(cards)):
                    raise Cancelled
                self._page(painter, cards[first : first + a_page], first + 1)
        finally:
            painter.end()
        return self._pages

    def _page(self, painter: QPainter, cards: Sequence[CardSides], number: int) -> None:
        if self._kind is SheetKind.FOLDED:
            self._begin(painter)
            for row, card in enumerate(cards):
                self._side(painter, card.front, card.images, self._cell(row, 0), number + row)
                self._side(painter, card.back, card.images, self._cell(row, 1), number + row)
            return
        for is_back in (
            False,
            True,
        ):  # the back mirrored: turned over its long edge, each answer is behind its question
            self._begin(painter)
            for place, card in enumerate(cards):
                row, column = divmod(place, 2)
                cell = self._cell(row, 1 - column if is_back else column)
                self._side(painter, card.back if is_back else card.front, card.images, cell, number + place)

    def _begin(self, painter: QPainter) -> None:
        if self._pages:
            self._writer.newPage()
        self._pages += 1
        right, bottom = 2 * self._width, _ROWS[self._kind] * self._height
        cut, fold = QPen(_LINE, 2), QPen(_LINE, 2)
        fold.setDashPattern([14, 10])
        painter.setPen(cut)
        for row in range(_ROWS[self._kind] + 1):
            painter.drawLine(QPointF(0, row * self._height), QPointF(right, row * self._height))
        for column in range(3):
            painter.setPen(fold if column == 1 and self._kind is SheetKind.FOLDED else cut)
            painter.drawLine(QPointF(column * self._width, 0), QPointF(column * self._width, bottom))

    def _cell(self, row: int, column: int) -> QRectF:
        return QRectF(column * self._width, row * self._height, self._width, self._height)

    def _side(self, painter: QPainter, html: str, images: Path, cell: QRectF, number: int) -> None:
        inner = cell.adjusted(self._padding, self._padding, -self._padding, -self._padding)
        painter.setFont(QFont(FAMILY, 6))
        painter.setPen(_NUMBER)
        corner = cell.adjusted(0, 0, -self._padding / 2, -self._padding / 4)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(number))
        document, scale = self._fitted(html, images, inner)
        size = document.size() * scale
        painter.save()
        painter.translate(inner.left(), inner.top() + max(inner.height() - size.height(), 0) / 2)
        painter.scale(scale, scale)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, _INK)  # also where the screen is dark
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _fitted(self, html: str, images: Path, place: QRectF) -> tuple[_Document, float]:
        """The text as large as it fits; what is still too much is drawn smaller."""
        document = _Document(images, widest=place.width(), tallest=place.height())
        document.documentLayout().setPaintDevice(self._writer)
        font = QFont(FAMILY)
        document.setDocumentMargin(0)
        document.setHtml(html)
        for points in _POINTS:
            font.setPointSizeF(points)
            document.setDefaultFont(font)
            document.setTextWidth(place.width())
            if document.size().height() <= place.height() and document.size().width() <= place.width():
                return document, 1.0
        scale = 1.0
        for _ in range(6):  # narrower lines are fewer when they are drawn smaller, so this ends soon
            size = document.size()
            scale = min(place.height() / size.height(), place.width() / size.width(), 1.0)
            if document.textWidth() * scale >= place.width() * 0.98:
                break
            document.setTextWidth((document.textWidth() + place.width() / scale) / 2)
        return document, min(place.height() / document.size().height(), place.width() / document.size().width(), 1.0)


class _Document(QTextDocument):
    """Shows images of the cards' own folder only, no larger than the card."""

    def __init__(self, images: Path, *, widest: float, tallest: float) -> None:
        super().__init__()
        self._folder = images
        per_dot = 96 / _DOTS_PER_INCH  # the document takes images for ones of a screen
        self._most = (int(widest * per_dot), int(tallest * per_dot * 0.7))

    def loadResource(self, _kind: int, name: QUrl | str) -> QImage | None:
        image = load_card_image(name.toString() if isinstance(name, QUrl) else name, self._folder)
        if image is None or (image.width() <= self._most[0] and image.height() <= self._most[1]):
            return image
        return image.scaled(*self._most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
