"""Buttons say what they do, what it leads to, and which key does it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton

KINDS = pytest.mark.parametrize("kind", list(ButtonKind))


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)
    yield qapp
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)


@pytest.fixture
def button(app: QApplication, qtbot: QtBot) -> KeyButton:
    button = KeyButton("Got it", kind=ButtonKind.ACCENT, key="Space", second_line="again in 8 days")
    qtbot.addWidget(button)
    return button


def picture(button: KeyButton) -> QImage:
    return button.grab().toImage()


def test_its_name_includes_what_pressing_leads_to(button: KeyButton) -> None:
    assert button.accessibleName() == "Got it, again in 8 days"
    assert button.accessibleDescription() == "Key: Space"
    button.set_second_line("again in 2 months")
    button.set_key("")
    assert button.accessibleName() == "Got it, again in 2 months"
    assert button.accessibleDescription() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_it_is_pressed_by_key(button: KeyButton, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_a_click_does_not_take_the_focus_from_the_card(button: KeyButton) -> None:
    assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_it_grows_with_its_text(button: KeyButton) -> None:
    before = button.sizeHint()
    button.set_second_line("again in 8 days, before your exam on Saturday")
    assert button.sizeHint().width() > before.width()
    assert button.heightForWidth(120) > button.heightForWidth(600)


@pytest.mark.parametrize("percent", [100, 200, 400])
def test_it_grows_with_the_text_size(app: QApplication, button: KeyButton, percent: int) -> None:
    before = button.sizeHint().height()
    apply_theme(app, text_percent=percent)
    assert button.sizeHint().height() >= before
    assert button.heightForWidth(200) >= button.heightForWidth(1000)


@KINDS
def test_focus_can_be_seen(app: QApplication, qtbot: QtBot, kind: ButtonKind) -> None:
    button = KeyButton("Start", kind=kind, key="Enter")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    button.clearFocus()
    without = picture(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(button) != without


@KINDS
def test_a_disabled_button_looks_different(app: QApplication, qtbot: QtBot, kind: ButtonKind) -> None:
    button = KeyButton("Start", kind=kind)
    qtbot.addWidget(button)
    enabled = picture(button)
    button.setEnabled(False)
    different = picture(button) != enabled
    assert different or kind in (ButtonKind.LINK, ButtonKind.HINT)


def test_an_ampersand_is_shown_as_it_is(app: QApplication, qtbot: QtBot) -> None:
    button = KeyButton("History & Physical")
    qtbot.addWidget(button)
    assert button.accessibleName() == "History & Physical"
    assert button.shortcut().isEmpty()
