"""Asks before something is done that can't be taken back; the safe answer is the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_EMS = (38, 20)
_SHARE_OF_WINDOW = 0.85


class SureQuestion(QDialog):
    """Accepted only by the button that says so; Enter and Esc keep everything as it is."""

    def __init__(self, title: str, text: str, *, yes: str, detail: str = "", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        page = ScrollPage()
        page.setAccessibleName(title)
        page.add(TextLabel(text, role=TextRole.STRONG))
        if detail:
            page.add(TextLabel(detail))
        sure, keep = KeyButton(yes, kind=ButtonKind.DANGER), KeyButton(self.tr("Keep everything"))
        sure.clicked.connect(self.accept)
        keep.clicked.connect(self.reject)
        keep.setDefault(True)
        row = QWidget()
        buttons = FlowLayout(row)
        for button in (keep, sure):
            buttons.addWidget(button)
        page.add(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        px = Theme.current().px
        self.resize(QSize(px(_EMS[0]), px(_EMS[1])).boundedTo(parent.window().size() * _SHARE_OF_WINDOW))
        self.finished.connect(self.deleteLater)


def ask(page: QWidget, title: str, text: str, *, yes: str, on_yes: Callable[[], object], detail: str = "") -> None:
    """Put the question over the page; returns at once."""
    question = SureQuestion(title, text, yes=yes, detail=detail, parent=page)
    question.accepted.connect(on_yes)
    question.open()
