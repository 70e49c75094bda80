"""A dialog that is a page: it scrolls, reflows and has its buttons below."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from cehrs_desktop.ui.widgets.scroll_page import ScrollPage

_SHARE_OF_WINDOW = 0.85


class PageDialog(QDialog):
    """Fill its `page`, then call `add_buttons`. Open it with `open()`; it deletes itself when it closes."""

    def __init__(self, title: str, *, heading: str = "", subtitle: str = "", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.page = ScrollPage(heading, subtitle=subtitle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.resize(parent.window().size() * _SHARE_OF_WINDOW)
        self.finished.connect(self.deleteLater)

    def add_buttons(self, *kinds: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
        """Put these buttons below; accepting ones accept, others reject."""
        buttons = QDialogButtonBox()
        for kind in kinds:
            buttons.addButton(kind)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.page.add(buttons)
        return buttons
