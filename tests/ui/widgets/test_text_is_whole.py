"""A card's text is never cut off: it has the height its lines need at the width it is shown at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.theme import apply_theme
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from tests.ui.open_window import the_application

SENTENCE = "A lab result comes over the interface and the name fits one of your patients but the birth date differs "


@pytest.mark.parametrize("width", range(640, 1100, 46))
def test_whatever_the_width_and_the_text_before_no_line_is_cut_off(qtbot: QtBot, width: int) -> None:
    apply_theme(the_application())
    page, panel, view = ScrollPage(), CardPanel(padding=2.2), MarkdownView()
    qtbot.addWidget(page)
    panel.add(view)
    page.add(panel)
    page.resize(width, 500)
    page.show()
    hidden = []
    for length in range(20, 200, 5):
        view.set_markdown((SENTENCE * 2)[:length].strip(), role=MarkdownRole.FRONT)
        for _ in range(3):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
        hidden += [
            text.toPlainText() for text in view.findChildren(QTextEdit) if text.verticalScrollBar().maximum() > 0
        ]
    assert hidden == []
