"""The navigation by mouse, keyboard and screen reader, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.widgets.sidebar import Sidebar, SidebarEntry
from cehrs_desktop.ui.widgets.sidebar_frame import SidebarFrame

ENTRIES = [SidebarEntry("today", "Today"), SidebarEntry("library", "Library"), SidebarEntry("guide", "Guide")]


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)


@pytest.fixture
def sidebar() -> Sidebar:
    return Sidebar(ENTRIES, bottom=[SidebarEntry("settings", "Settings")])


@pytest.fixture
def frame(app: QApplication, qtbot: QtBot, sidebar: Sidebar) -> SidebarFrame:
    apply_theme(app, scheme=Scheme.LIGHT, text_percent=100)
    sidebar.set_current("today")
    frame = SidebarFrame(sidebar, QLabel("The page"))
    qtbot.addWidget(frame)
    frame.resize(1280, 800)
    with qtbot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    return frame


def entry(sidebar: QObject, text: str) -> QPushButton:
    return next(button for button in sidebar.findChildren(QPushButton) if button.text() == text)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_an_entry_is_chosen_by_key(frame: SidebarFrame, sidebar: Sidebar, qtbot: QtBot, key: Qt.Key) -> None:
    button = entry(sidebar, "Library")
    button.setFocus()
    with qtbot.waitSignal(sidebar.page_chosen) as chosen:
        QTest.keyClick(button, key)
    assert chosen.args == ["library"]
    assert sidebar.current() == "library"


def test_an_entry_is_chosen_by_mouse_and_marked(frame: SidebarFrame, sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.page_chosen):
        QTest.mouseClick(entry(sidebar, "Guide"), Qt.MouseButton.LeftButton)
    marked = [button.text() for button in sidebar.findChildren(QPushButton) if button.isChecked()]
    assert marked == ["Guide"]


def test_choosing_the_marked_entry_again_keeps_it_marked(frame: SidebarFrame, sidebar: Sidebar) -> None:
    QTest.mouseClick(entry(sidebar, "Today"), Qt.MouseButton.LeftButton)
    assert entry(sidebar, "Today").isChecked()


def test_arrow_keys_move_through_all_entries_and_around(
    frame: SidebarFrame, sidebar: Sidebar, app: QApplication
) -> None:
    entry(sidebar, "Today").setFocus()
    visited = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        focused = app.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        now = app.focusWidget()
        assert isinstance(now, QPushButton)
        visited.append(now.text())
    assert visited == ["Library", "Guide", "Settings", "Today", "Settings", "Today"]


def test_every_entry_is_reached_by_tab(frame: SidebarFrame, sidebar: Sidebar, app: QApplication) -> None:
    entry(sidebar, "Today").setFocus()
    visited = set()
    for _ in range(4):
        focused = app.focusWidget()
        assert isinstance(focused, QPushButton)
        visited.add(focused.text())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert visited == {"Today", "Library", "Guide", "Settings"}


def test_marking_a_page_from_outside_tells_nobody(sidebar: Sidebar, qtbot: QtBot) -> None:
    qtbot.addWidget(sidebar)
    with qtbot.assertNotEmitted(sidebar.page_chosen):
        sidebar.set_current("library")
    assert sidebar.current() == "library"


def test_screen_readers_hear_the_entry_and_that_it_is_marked(sidebar: Sidebar, qtbot: QtBot) -> None:
    qtbot.addWidget(sidebar)
    sidebar.set_current("library")
    heard = QAccessible.queryAccessibleInterface(entry(sidebar, "Library"))
    assert heard is not None
    assert heard.text(QAccessible.Text.Name) == "Library"
    assert entry(sidebar, "Library").isChecked()


def test_the_status_line_shows_only_when_there_is_one(frame: SidebarFrame, sidebar: Sidebar) -> None:
    sidebar.set_status("Exam in 41 days")
    shown = next(label for label in sidebar.findChildren(QLabel) if label.text() == "Exam in 41 days")
    assert shown.isVisible()
    sidebar.set_status("")
    assert not shown.isVisible()


def test_a_narrow_window_gets_a_bar_with_a_menu(frame: SidebarFrame, sidebar: Sidebar, qtbot: QtBot) -> None:
    frame.resize(600, 800)
    assert sidebar.is_compact()
    qtbot.waitUntil(lambda: sidebar.height() < 100)
    menu = sidebar.findChildren(QMenu)[0]
    with qtbot.waitSignal(sidebar.page_chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == ["library"]
    frame.resize(1280, 800)
    assert not sidebar.is_compact()


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing the keyboard)")
def test_the_menu_opens_by_key(frame: SidebarFrame, sidebar: Sidebar) -> None:
    frame.resize(600, 800)
    button = entry(sidebar, "Menu")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    menu = sidebar.findChildren(QMenu)[0]
    assert menu.isVisible()
    menu.close()


def test_large_text_counts_as_narrow(frame: SidebarFrame, sidebar: Sidebar, app: QApplication) -> None:
    assert not sidebar.is_compact()
    apply_theme(app, text_percent=300)
    assert sidebar.is_compact()


def test_a_window_too_low_for_all_entries_gets_the_bar(frame: SidebarFrame, sidebar: Sidebar) -> None:
    frame.resize(1280, 200)
    assert sidebar.is_compact()
