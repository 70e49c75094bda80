"""Copying and pasting within the exam and its dialogs, and not with the system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from cehrs_desktop.ui.lockdown.private_buffer import PrivateBuffer
from cehrs_desktop.ui.widgets.text_dialog import TextDialog
from tests.ui.lockdown.test_proctor_session import Room
from tests.ui.open_window import settle, wait_until


@pytest.fixture
def buffer(room: Room) -> Iterator[PrivateBuffer]:
    buffer = PrivateBuffer(room.window)
    buffer.perform()
    yield buffer
    buffer.revert()


def test_fields_copy_and_paste_among_themselves_and_not_with_the_system(room: Room, buffer: PrivateBuffer) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("outside")
    room.field.selectAll()
    QTest.keySequence(room.field, "Ctrl+C")
    QTest.keySequence(room.line, "End")
    QTest.keySequence(room.line, "Ctrl+V")
    assert room.line.text() == "a notestem of an item"
    room.line.setSelection(0, 6)
    QTest.keySequence(room.line, "Ctrl+X")
    assert room.line.text() == "stem of an item"
    room.field.clear()
    QTest.keySequence(room.field, "Ctrl+V")
    assert room.field.toPlainText() == "a note"
    room.field.selectAll()
    QTest.keySequence(room.field, "Ctrl+X")
    assert room.field.toPlainText() == ""
    assert clipboard.text() == "outside"
    clipboard.clear()


def test_text_marked_with_the_mouse_stays_marked(room: Room, buffer: PrivateBuffer) -> None:
    for field in (room.line, room.field):
        view = field if isinstance(field, QLineEdit) else field.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(6, 12))
        QTest.mouseMove(view, QPoint(40, 12))
        QTest.mouseMove(view, QPoint(60, 12))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
        marked = field.selectedText() if isinstance(field, QLineEdit) else field.textCursor().selectedText()
        assert marked


def test_a_field_that_comes_later_is_taken_over_when_it_gets_the_focus(room: Room, buffer: PrivateBuffer) -> None:
    QGuiApplication.clipboard().setText("outside")
    late = QLineEdit(room.middle)
    late.show()
    late.setFocus()
    QTest.keySequence(late, "Ctrl+V")
    assert late.text() == ""
    late.deleteLater()
    settle()
    QGuiApplication.clipboard().clear()


def test_the_fields_of_the_windows_dialogs_are_taken_over_too(room: Room, buffer: PrivateBuffer) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("outside")
    dialog = TextDialog("Note", "of the exam", parent=room.middle)
    dialog.open()
    (field,) = dialog.findChildren(QPlainTextEdit)
    wait_until(field.hasFocus, what="it gets no focus")
    QTest.keySequence(field, "Ctrl+V")
    assert field.toPlainText() == "of the exam"
    field.selectAll()
    QTest.keySequence(field, "Ctrl+C")
    assert clipboard.text() == "outside"
    assert field.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert not field.acceptDrops()
    QTest.keySequence(room.line, "End")
    QTest.keySequence(room.line, "Ctrl+V")
    assert room.line.text() == "a noteof the exam"
    dialog.reject()
    settle()
    clipboard.clear()
