"""What waits for a paint: it is told once for each wait, and only after the paint."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.after_paint import AfterPaint
from tests.ui.open_window import settle


@pytest.fixture
def told(qapp: QApplication, qtbot: QtBot) -> tuple[QWidget, AfterPaint, list[bool]]:
    widget, painted = QWidget(), list[bool]()
    qtbot.addWidget(widget)
    after = AfterPaint(widget)
    after.painted.connect(lambda: painted.append(widget.isVisible()))
    return widget, after, painted


def test_a_paint_is_told_once_for_each_wait(told: tuple[QWidget, AfterPaint, list[bool]]) -> None:
    widget, after, painted = told
    after.wait()
    after.wait()
    settle()
    assert painted == []
    widget.show()
    settle()
    assert painted == [True]
    widget.update()
    settle()
    assert painted == [True]
    after.wait()
    settle()
    assert painted == [True, True]
