"""Shows the Markdown of a flashcard: selectable text, images of its own folder, tables that can be walked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from math import ceil
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.card_text import (
    FEATURES,
    TERM,
    CardDocument,
    RichText,
    TableText,
    disarm_links,
    is_plain_flow,
    mark_terms,
    parse_card,
    space_out,
)
from cehrs_desktop.ui.widgets.fact_table import FactTable

_RING = 3  # pixels around each part, for the focus ring


class MarkdownRole(StrEnum):
    """What part of a card a text is; picks its size, weight and color."""

    FRONT = "front"
    STEM = "stem"
    ANSWER = "answer"
    WHY = "why"
    SMALL = "small"
    BODY = "body"


_SIZES = {
    MarkdownRole.FRONT: 1.5,
    MarkdownRole.STEM: 1.28,
    MarkdownRole.ANSWER: 1.5,
    MarkdownRole.WHY: 1.14,
    MarkdownRole.SMALL: 0.93,
    MarkdownRole.BODY: 1.0,
}


class MarkdownView(QWidget):
    """As high as its text at any width; its widgets are kept from card to card.

    Links to `pages` can be followed, also by keyboard; all others are plain words. With a glossary its terms can be
    clicked. Signals: `page_chosen(address)`, `term_chosen(short)`.
    """

    page_chosen = Signal(str)
    term_chosen = Signal(str)

    def __init__(
        self,
        *,
        image_folder: Path | None = None,
        pages: Collection[str] = (),
        glossary: Glossary | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._image_folder = image_folder
        self._pages = frozenset(pages)
        self._glossary = glossary
        self._markdown = ""
        self._role = MarkdownRole.BODY
        self._texts: list[_TextPart] = []
        self._tables: list[FactTable] = []
        self._shown: list[_TextPart | FactTable] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_RING, _RING, _RING, _RING)
        Theme.current().changed.connect(self._show_again)

    def set_markdown(self, text: str, *, role: MarkdownRole) -> None:
        """Show a text in the look of its role."""
        self._markdown, self._role = text, role
        parts: list[RichText | TableText | str]
        if is_plain_flow(text):
            parts = [text]
        else:
            parts = [*parse_card(text, image_folder=self._image_folder, keep_links=self._pages)]
        self._show(parts if text.strip() else [])

    def set_image_folder(self, folder: Path | None) -> None:
        """The only folder whose images later texts may show."""
        self._image_folder = folder

    def clear(self) -> None:
        """Show nothing."""
        self.set_markdown("", role=self._role)

    def plain_text(self) -> str:
        """All that is shown, tables included, as text to copy or announce."""
        return "\n\n".join(
            part.toPlainText() if isinstance(part, _TextPart) else part.plain_text() for part in self._shown
        )

    def set_highlights(self, spans: Sequence[tuple[int, int]]) -> None:
        """Highlight these stretches (from, to; in characters) of the first text, and no others."""
        for part in self._shown[:1]:
            if isinstance(part, _TextPart):
                part.show_highlights(spans)

    def marked(self) -> tuple[int, int] | None:
        """The stretch of the first text that is selected; None when nothing is."""
        first = next(iter(self._shown), None)
        cursor = first.textCursor() if isinstance(first, _TextPart) else None
        if cursor is None or not cursor.hasSelection():
            return None
        return cursor.selectionStart(), cursor.selectionEnd()

    def paintEvent(self, event: QPaintEvent) -> None:
        focused = self.focusWidget()
        if isinstance(focused, _TextPart) and focused.hasFocus() and focused.came_by_key:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(Theme.current().colors.focus), 2))
            painter.drawRoundedRect(focused.geometry().adjusted(-2, -2, 2, 2), 4, 4)

    def _show_again(self) -> None:
        self.set_markdown(self._markdown, role=self._role)

    def _show(self, parts: list[RichText | TableText | str]) -> None:
        self._column.setSpacing(Theme.current().px(0.9))
        wanted: list[_TextPart | FactTable] = []
        texts, tables = iter(self._texts), iter(self._tables)
        for part in parts:
            if isinstance(part, TableText):
                table = next(tables, None) or self._new_table()
                table.set_table(part.headers, part.rows, right_columns=part.right_columns, glossary=self._glossary)
                wanted.append(table)
            else:
                stretch = next(texts, None) or self._new_text()
                stretch.show_part(part, role=self._role, keep_links=self._pages, glossary=self._glossary)
                wanted.append(stretch)
        self._arrange(wanted)

    def _arrange(self, wanted: list[_TextPart | FactTable]) -> None:
        if self._shown != wanted:
            self._shown = wanted
            while self._column.count():
                self._column.takeAt(0)
            for widget in wanted:
                self._column.addWidget(widget)
            for part in [*self._texts, *self._tables]:
                part.setVisible(part in wanted)
        self.updateGeometry()

    def _new_text(self) -> _TextPart:
        part = _TextPart(self, by_keyboard=bool(self._pages))
        part.setAccessibleName(self.tr("Text") if self._pages else self.tr("Card text"))
        part.anchorClicked.connect(self._on_link)
        part.focus_changed.connect(self.update)
        self._texts.append(part)
        return part

    @Slot(QUrl)
    def _on_link(self, address: QUrl) -> None:
        target = QUrl.fromPercentEncoding(address.toEncoded())
        if target.startswith(TERM):
            self.term_chosen.emit(target.removeprefix(TERM))
        else:
            self.page_chosen.emit(target)

    def _new_table(self) -> FactTable:
        table = FactTable(parent=self)
        table.setAccessibleName(self.tr("Table"))
        table.term_chosen.connect(self.term_chosen)
        self._tables.append(table)
        return table


class _TextPart(QTextBrowser):
    """Read-only text that is as high as its lines."""

    focus_changed = Signal()

    def __init__(self, parent: QWidget, *, by_keyboard: bool) -> None:
        super().__init__(parent)
        self.came_by_key = False
        self._heights: dict[int, int] = {}  # by width, of the present text
        self.setProperty("look", "card")
        document = CardDocument(self)
        document.setUndoRedoEnabled(False)
        self.setDocument(document)
        self.setOpenLinks(False)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        flags |= Qt.TextInteractionFlag.LinksAccessibleByMouse
        if by_keyboard:
            flags |= Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_part(
        self, part: RichText | str, *, role: MarkdownRole, keep_links: Collection[str], glossary: Glossary | None
    ) -> None:
        """Replace the text."""
        document = self.document()
        self._dress(role)
        document.clear()
        if isinstance(part, str):
            document.setMarkdown(part, FEATURES)
            disarm_links(document, keep=keep_links)
        else:
            for address, image in part.images:
                document.addResource(QTextDocument.ResourceType.ImageResource.value, address, image)
            QTextCursor(document).insertFragment(part.fragment)
        document.setDocumentMargin(0)
        document.setIndentWidth(1.4 * Theme.current().em)
        space_out(document)
        if glossary is not None:
            mark_terms(document, glossary)
        self._heights.clear()
        self.updateGeometry()

    def show_highlights(self, spans: Sequence[tuple[int, int]]) -> None:
        """Highlight these stretches, and no others."""
        colors = Theme.current().colors.domain(5)
        shown = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(start, self.document().characterCount() - 1))
            cursor.setPosition(min(end, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format.setBackground(QColor(colors.tint))
            selection.format.setFontUnderline(True)
            shown.append(selection)
        self.setExtraSelections(shown)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            document = self.document()
            blocker = QSignalBlocker(document.documentLayout())  # or the view lays it out anew for its own width
            document.setTextWidth(width)
            self._heights[width] = ceil(document.size().height())
            # Back to the width it is shown at, or its lines would break for another: the last would be cut off.
            document.setTextWidth(self.viewport().width())
            blocker.unblock()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = ceil(self.document().idealWidth())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(1.5 * Theme.current().em), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.came_by_key = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.document().setDocumentMargin(0)
            self._heights.clear()

    def _dress(self, role: MarkdownRole) -> None:
        weight = QFont.Weight.Bold if role is MarkdownRole.ANSWER else QFont.Weight.Normal
        self.document().setDefaultFont(Theme.current().font(_SIZES[role], weight=weight))
        tone = "muted" if role in (MarkdownRole.WHY, MarkdownRole.SMALL) else "plain"
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
