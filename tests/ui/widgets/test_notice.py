"""A message is seen when it comes, wherever the page is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from tests.ui.open_window import settle


def test_a_message_at_the_top_of_a_page_that_is_scrolled_down_comes_into_view(qtbot: QtBot) -> None:
    page, notice, tall = ScrollPage("A page"), Notice(), QWidget()
    qtbot.addWidget(page)
    tall.setMinimumHeight(3000)
    for widget in (notice, tall):
        page.add(widget)
    page.resize(600, 400)
    page.show()
    settle()
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum())
    notice.show_message("The answer stays.")
    settle()
    assert notice.visibleRegion().boundingRect() == notice.rect()
