"""A field for Markdown into which images can be pasted or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QImage, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cehrs_desktop.rules.study.cloze import next_blank

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
_LINES = 5.5
"""Height of a field; longer texts scroll in it."""


class WritingField(QPlainTextEdit):
    """Signals: `entered()` when the writing goes on here; `image_offered(bytes or Path)`, pasted or dropped."""

    entered = Signal()
    image_offered = Signal(object)

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(_LINES * self.fontMetrics().lineSpacing()))

    def add_image(self, name: str, words: str) -> None:
        """Show an image here; its description is selected, to be written over."""
        cursor = self.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(f"![{words}](<{name}>)")
        cursor.setPosition(start + 2)
        cursor.setPosition(start + 2 + len(words), cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def add_blank(self) -> None:
        """Make a blank of what is selected, or an empty one to write in."""
        cursor = self.textCursor()
        chosen = cursor.selectedText().replace("\u2029", "\n")
        cursor.insertText(f"{{{{c{next_blank(self.toPlainText())}::{chosen}}}}}")
        if not chosen:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len("}}"))
        self.setTextCursor(cursor)
        self.setFocus()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or bool(_image_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = _image_files(source)
        for file in files:
            self.image_offered.emit(file)
        image = source.imageData() if not files and source.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.image_offered.emit(_as_png(image))
        elif not files:
            super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


def _image_files(source: QMimeData) -> list[Path]:
    files = [Path(address.toLocalFile()) for address in source.urls() if address.isLocalFile()]
    return [file for file in files if file.suffix.lower() in IMAGE_ENDINGS]


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format
    return bytes(buffer.data().data())
