"""Guards against a fault of Qt's binding that ends the program after some thousand events (see pyproject.toml)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

EVENTS = 500


class _Button(QPushButton):
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)


def test_a_qt_method_that_returns_nothing_leaves_the_references_to_none_alone(qtbot: QtBot) -> None:
    button = _Button()
    qtbot.addWidget(button)
    before = sys.getrefcount(None)
    for _ in range(EVENTS):
        QApplication.sendEvent(button, QEvent(QEvent.Type.StyleChange))
    assert abs(sys.getrefcount(None) - before) < EVENTS / 2
