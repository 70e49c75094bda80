"""A walk over every page and dialog: reachable by keyboard, named, visibly focused, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from cehrs_desktop.rules.preferences import ColorScheme
from cehrs_desktop.ui.exam.item_grid import ItemGrid
from cehrs_desktop.ui.theme import Scheme, Theme, apply_theme
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.markdown_view import MarkdownView
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.week_strip import WeekStrip
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, the_application
from tests.ui.pages import WAYS, leave

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    ItemGrid,
)
SMALL = (1024, 768)
"""The least window that text of every size is to fit, in pixels."""
LEAST_CHANGED_PIXELS = 40
"""More than a text cursor has."""

every_page = pytest.mark.parametrize("page", WAYS)


def opened_at(page: str, open_window: OpenOne, **choices: object) -> tuple[OpenWindow, QWidget]:
    """The window at a page, and the window or dialog to look at."""
    told = {"welcomed": page != "welcome", "ratings_explained": page != "answer", "show_primers": page == "primer"}
    seen = open_window(**told, **choices)
    return seen, WAYS[page](seen)


def all_visible(root: QWidget) -> Iterator[QWidget]:
    """Every widget shown in a window, without those of its popups."""
    for widget in root.findChildren(QWidget):
        if widget.window() is root and widget.isVisibleTo(root):
            yield widget


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    if not isinstance(widget, (QAbstractButton, QLabel)):
        return widget.accessibleName()  # on Linux Qt gives a field's value as its name
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface else ""


def in_words(widget: QWidget) -> str:
    return f"{type(widget).__name__} {name_of(widget)[:60]!r}"


def controls(root: QWidget) -> list[QWidget]:
    """Everything that can be used, by itself: not the field within a spin box."""
    return [
        widget
        for widget in all_visible(root)
        if isinstance(widget, CONTROLS)
        and widget.isEnabled()
        and not isinstance(widget, QHeaderView)
        and not isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox, QKeySequenceEdit, QLineEdit))
    ] + [
        label
        for label in all_visible(root)
        if isinstance(label, QLabel) and label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    ]


def tab_chain() -> list[QWidget]:
    """The widgets that Tab goes through, once around."""
    chain: list[QWidget] = []
    for _ in range(200):
        press("Tab")
        focused = QApplication.focusWidget()
        assert focused is not None
        if chain and focused is chain[0]:
            return chain
        if focused not in chain:
            chain.append(focused)
    raise AssertionError(f"Tab doesn't come around: {[in_words(widget) for widget in chain]}")


def is_reached(control: QWidget, chain: list[QWidget]) -> bool:
    """By Tab; a radio button also by arrow keys from its neighbor, which a test of its own shows."""
    if isinstance(control, QRadioButton):
        return any(each.parentWidget() is control.parentWidget() for each in chain)
    return control in chain


@every_page
def test_every_control_is_reached_by_tab_named_seen_to_have_the_focus_and_not_cut_off(
    page: str, studied: Path, open_window: OpenOne
) -> None:
    seen, root = opened_at(page, open_window)
    found = controls(root)
    chain = tab_chain()
    assert found
    assert [in_words(control) for control in found if not is_reached(control, chain)] == []
    assert [in_words(widget) for widget in chain if widget not in found] == []
    assert [type(control).__name__ for control in found if not name_of(control).strip()] == []
    assert unseen_focus(len(chain)) == ([], [])
    cut = cut_off_in(seen, root, (1280, 800)) + cut_off_in(seen, root, SMALL)
    assert not cut, "\n".join(cut)
    leave(seen)


@pytest.mark.parametrize("page", ["today", "settings", "exam"])
def test_the_focus_is_seen_in_the_dark(page: str, studied: Path, open_window: OpenOne) -> None:
    seen, _ = opened_at(page, open_window, scheme=ColorScheme.DARK)  # rings are drawn alike on every page
    press("Tab")
    assert unseen_focus(len(tab_chain())) == ([], [])
    leave(seen)


def unseen_focus(stops: int) -> tuple[list[str], list[str]]:
    """Of the next so many stops of Tab: those that look the same with and without focus, and those out of view."""
    unseen, hidden = [], []
    for _ in range(stops):
        widget = QApplication.focusWidget()
        assert widget is not None
        settle()
        if widget.visibleRegion().isEmpty():
            hidden.append(in_words(widget))
        focused = picture_around(widget)
        if stops == 1:
            widget.clearFocus()  # Tab would come back to it
        while QApplication.focusWidget() is widget:  # a date has three stops
            press("Tab")
        if changed_pixels(focused, picture_around(widget)) < LEAST_CHANGED_PIXELS:
            unseen.append(in_words(widget))
    return unseen, hidden


def picture_around(widget: QWidget) -> QImage:
    """A widget and the few pixels around it, where a ring may be painted."""
    parent = widget.parentWidget()
    assert parent is not None
    return parent.grab(widget.geometry().adjusted(-4, -4, 4, 4)).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed_pixels(first: QImage, second: QImage) -> int:
    assert first.size() == second.size()
    a, b = (np.frombuffer(image.constBits(), dtype=np.uint32) for image in (first, second))
    return int(np.count_nonzero(a != b))


@every_page
def test_nothing_of_large_text_is_cut_off(page: str, studied: Path, open_window: OpenOne) -> None:
    seen, root = opened_at(page, open_window, text_percent=200)
    found = cut_off_in(seen, root, SMALL)
    apply_theme(the_application(), scheme=Scheme.LIGHT, text_percent=400)
    found += cut_off_in(seen, root, SMALL)
    assert not found, "\n".join(found)
    leave(seen)


def cut_off_in(seen: OpenWindow, root: QWidget, size: tuple[int, int]) -> list[str]:
    """What is cut off in a window of this size; a scheme changes colors, no sizes."""
    seen.window.resize(*size)
    if isinstance(root, QDialog):
        root.resize(QSize(*size) * 0.85)
    settle()
    assert seen.window.size() == QSize(*size)
    percent = Theme.current().text_percent
    return [f"{size} {percent} %: {what}" for what in cut_off(root)]


def cut_off(root: QWidget) -> list[str]:
    """Visible widgets smaller than their text, or beyond the edge of their page."""
    found = []
    for widget in all_visible(root):
        if isinstance(widget, QMenu) or inside_a_field(widget):
            continue
        if isinstance(widget, ScrollPage):
            content = widget.widget()
            if content is not None and content.width() > widget.viewport().width():
                found.append(f"the page is {content.width()} wide in {widget.viewport().width()}")
        elif not fits(widget):
            size, needed = widget.size().toTuple(), widget.sizeHint().toTuple()
            found.append(f"{in_words(widget)} is too small: {size} for {needed}")
        elif sticks_out(widget, root):
            found.append(f"{in_words(widget)} sticks out")
    return found


def inside_a_field(widget: QWidget) -> bool:
    """A part of a control that looks after its parts."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QAbstractSpinBox, QComboBox, QKeySequenceEdit, QAbstractItemView, QTextEdit)):
            return True
        parent = parent.parentWidget()
    return False


def fits(widget: QWidget) -> bool:
    """Whether what a widget says has the room it needs."""
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        return all(text_fits(widget, widget.itemText(i), room) for i in range(widget.count()))
    if isinstance(widget, (QAbstractSpinBox, QKeySequenceEdit)):
        (line,) = widget.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return text_fits(line, line.text(), line.rect())
    if isinstance(widget, (QLabel, QAbstractButton)) and widget.hasHeightForWidth():
        return widget.height() >= widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | QCheckBox | QRadioButton | QPushButton):
        hint = widget.sizeHint()
        return widget.width() >= hint.width() and widget.height() >= hint.height()
    if isinstance(widget, QLineEdit):
        return widget.height() >= widget.fontMetrics().height()
    if isinstance(widget, (MarkdownView, FactTable, WeekStrip)):
        return widget.height() >= widget.heightForWidth(widget.width())
    return True


def text_fits(widget: QWidget, text: str, room: QRect) -> bool:
    metrics = widget.fontMetrics()
    return metrics.boundingRect(text).width() <= room.width() and metrics.height() <= room.height() + 2


def sticks_out(widget: QWidget, root: QWidget) -> bool:
    """Whether it begins or ends where nobody can scroll to."""
    frame: QWidget = root
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, ScrollPage):
            content = parent.widget()
            assert content is not None
            if content is widget or not content.isAncestorOf(widget):
                return False  # the page's own parts
            frame = content
            break
        parent = parent.parentWidget()
    top_left = widget.mapTo(frame, QPoint(0, 0))
    return not frame.rect().contains(QRect(top_left, widget.size()))


def test_arrow_keys_reach_the_other_radio_button(open_window: OpenOne) -> None:
    seen = open_window(welcomed=False)
    not_booked, booked = seen.welcome.findChildren(QRadioButton)
    seen.tab_to(not_booked)
    press("Right")
    assert (QApplication.focusWidget(), booked.isChecked()) == (booked, True)
    press("Left")
    assert (QApplication.focusWidget(), not_booked.isChecked()) == (not_booked, True)


def test_pages_are_reached_from_the_sidebar_by_keys(window: OpenWindow) -> None:
    for label, page in (
        ("Settings", "Settings"),
        ("About", "About CEHRS Trainer"),
        ("Library", "Library"),
        ("Guide", "Guide"),
        ("Today", "Good morning"),
    ):
        button = window.button(label, within=window.window)
        window.tab_to(button)
        press("Return")
        settle()
        assert window.page.accessibleName() == page


def test_a_narrow_window_has_its_pages_in_a_menu(window: OpenWindow) -> None:
    window.window.resize(560, 800)
    settle()
    window.tab_to(window.button("Menu", within=window.window))
    press("Space")
    (menu,) = [menu for menu in window.window.findChildren(QMenu) if menu.isVisible()]
    names = [action.text() for action in menu.actions()]
    assert names[:3] == ["Today", "Practice", "Mock exam"]
    assert names[-2:] == ["Settings", "About"]
    press(*["Down"] * (names.index("Settings") + 1), "Return")
    settle()
    assert window.page.accessibleName() == "Settings"
