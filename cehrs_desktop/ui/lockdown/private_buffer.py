"""Copying and pasting within the exam: a buffer of its own. The system's clipboard is neither read nor written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Field = QLineEdit | QPlainTextEdit | QTextEdit
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_KEY = QKeySequence.StandardKey
_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class PrivateBuffer(QObject):
    """Takes over the text fields of a window and of its dialogs, those that come later when they get the focus.

    On X11 marking text with the mouse is copying too: the field forgets what is marked while it handles the release
    of the button, so that it has nothing to give away.
    """

    name = "private buffer"

    def __init__(self, window: QWidget, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._text = ""
        self._fields: list[tuple[Field, Qt.ContextMenuPolicy, bool]] = []
        self._passing = False
        self._taken = False

    def perform(self) -> None:
        """Take the fields over."""
        for field in self._window.findChildren(QWidget):
            if isinstance(field, _FIELDS):
                self._adopt(field)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._taken = True

    def revert(self) -> None:
        """Give them back; the buffer is emptied."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._taken:
            app.focusChanged.disconnect(self._on_focus_changed)
        self._taken = False
        for field, policy, drops in self._fields:
            field.removeEventFilter(self)
            if not isinstance(field, QLineEdit):
                field.viewport().removeEventFilter(self)
            field.setContextMenuPolicy(policy)
            field.setAcceptDrops(drops)
        self._fields.clear()
        self._text = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field = watched if isinstance(watched, _FIELDS) else watched.parent()
        if not isinstance(field, _FIELDS) or self._passing:
            return False
        if isinstance(event, QKeyEvent):
            return self._on_key(field, event)
        if isinstance(event, QMouseEvent):
            return self._on_mouse(field, watched, event)
        return event.type() in _DROPS

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, _FIELDS) and self._is_ours(now):
            self._adopt(now)

    def _is_ours(self, field: QWidget) -> bool:
        """Whether it is in the exam's window or in a dialog of it, however deep."""
        at: QWidget | None = field
        while at is not None and at is not self._window:
            at = at.parentWidget()
        return at is not None

    def _adopt(self, field: Field) -> None:
        if any(field is known for known, _, _ in self._fields):
            return
        self._fields.append((field, field.contextMenuPolicy(), field.acceptDrops()))
        field.destroyed.connect(self._forget)
        field.installEventFilter(self)
        if not isinstance(field, QLineEdit):
            field.viewport().installEventFilter(self)
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.setAcceptDrops(False)

    @Slot()
    def _forget(self) -> None:
        import shiboken6

        self._fields = [each for each in self._fields if shiboken6.isValid(each[0])]

    def _on_key(self, field: Field, event: QKeyEvent) -> bool:
        wanted = [kind for kind in (_KEY.Copy, _KEY.Cut, _KEY.Paste) if event.matches(kind)]
        # On X11 this pastes what is marked elsewhere.
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        marked = event.key() == Qt.Key.Key_Insert and event.modifiers() & both == both
        if not wanted:
            return marked
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            self._do(field, wanted[0])
        return True

    def _do(self, field: Field, what: QKeySequence.StandardKey) -> None:
        if what is _KEY.Paste:
            if isinstance(field, QLineEdit):
                field.insert(self._text)
            elif not field.isReadOnly():
                field.textCursor().insertText(self._text)
            return
        marked = field.selectedText() if isinstance(field, QLineEdit) else field.textCursor().selection().toPlainText()
        if not marked:
            return
        self._text = marked
        if what is _KEY.Cut and not field.isReadOnly():
            if isinstance(field, QLineEdit):
                field.del_()
            else:
                field.textCursor().removeSelectedText()

    def _on_mouse(self, field: Field, watched: QObject, event: QMouseEvent) -> bool:
        if event.button() is Qt.MouseButton.MiddleButton:
            return True
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        if event.type() is QEvent.Type.MouseButtonPress and not event.modifiers():
            _unmark(field)  # so that a press within it can't begin to drag it away
        elif event.type() is QEvent.Type.MouseButtonRelease:
            self._pass_without_mark(field, watched, event)
            return True
        return False

    def _pass_without_mark(self, field: Field, watched: QObject, event: QMouseEvent) -> None:
        if isinstance(field, QLineEdit):
            start, length = field.selectionStart(), field.selectionLength()
            backwards = field.cursorPosition() == start
            field.deselect()
            self._pass(watched, event)
            if length:
                field.setSelection(start + length if backwards else start, -length if backwards else length)
            return
        cursor = field.textCursor()
        marked = QTextCursor(cursor)
        _unmark(field)
        self._pass(watched, event)
        if marked.hasSelection():
            field.setTextCursor(marked)

    def _pass(self, watched: QObject, event: QMouseEvent) -> None:
        self._passing = True
        try:
            QCoreApplication.sendEvent(watched, event)
        finally:
            self._passing = False


def _unmark(field: Field) -> None:
    if isinstance(field, QLineEdit):
        field.deselect()
    else:
        cursor = field.textCursor()
        cursor.clearSelection()
        field.setTextCursor(cursor)
