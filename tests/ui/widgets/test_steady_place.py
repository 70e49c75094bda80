"""A place that keeps its size while the text in it changes, and gives it room when it needs more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.widgets.steady_place import SteadyPlace
from cehrs_desktop.ui.widgets.text_label import TextLabel
from tests.ui.open_window import settle


class Counted(QObject):
    """Counts how often a window was asked to lay itself out."""

    layouts = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.layouts += event.type() is QEvent.Type.LayoutRequest
        return False


@pytest.mark.usefixtures("qapp")
def test_only_a_text_that_needs_more_room_has_the_window_laid_out_anew(qtbot: QtBot, qapp: QApplication) -> None:
    window, label = QWidget(), TextLabel("Item 88 of 125")
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(SteadyPlace(label))
    row.addStretch(1)
    window.resize(600, 300)
    window.show()
    settle()
    counted = Counted()
    window.installEventFilter(counted)
    width = label.width()
    label.setText("Item 1 of 125")
    settle()
    assert (counted.layouts, label.width()) == (0, width)
    label.setText("Item 888 of 12,500")
    settle()
    assert counted.layouts
    assert label.height() >= label.heightForWidth(label.width())
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 3)
    label.parentWidget().setFont(font)  # type: ignore[union-attr]
    settle()
    assert label.height() >= label.heightForWidth(label.width())
