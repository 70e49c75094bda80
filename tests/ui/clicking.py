"""The mouse on the words of a text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QWidget

from cehrs_desktop.activities import reference
from tests.ui.open_window import settle, visible


def click_on(words: str, part: QTextBrowser) -> None:
    """Click in the middle of the first place where these words stand."""
    cursor = part.document().find(words)
    assert not cursor.isNull(), words
    cursor.setPosition(cursor.selectionStart() + len(words) // 2)
    QTest.mouseClick(part.viewport(), Qt.MouseButton.LeftButton, pos=part.cursorRect(cursor).center())
    settle()


def click_on_a_term(within: QWidget) -> str:
    """Click the first word of the glossary that stands in a text there; returns the word."""
    for part in visible(QTextBrowser, within=within):
        for found in reference.glossary().found_in(part.toPlainText()):
            click_on(found.short, part)
            return found.short
    raise AssertionError("no word of the glossary in sight")
