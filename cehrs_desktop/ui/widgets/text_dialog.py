"""A dialog with one field of free text: a note on an item or a card, the scratchpad."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from cehrs_desktop.ui.widgets.page_dialog import PageDialog


class TextDialog(PageDialog):
    """After it is closed, `text()` is what stands in it; `accepted` when it was kept."""

    def __init__(self, title: str, text: str, *, parent: QWidget) -> None:
        super().__init__(title, heading=title, parent=parent)
        self._field = QPlainTextEdit(text)
        self._field.setAccessibleName(title)
        self._field.setTabChangesFocus(True)
        self.page.add(self._field, stretch=1)
        self.add_buttons(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self.resize(parent.window().size() * 0.5)
        self._field.setFocus()

    def text(self) -> str:
        """What stands in the field."""
        return self._field.toPlainText()
