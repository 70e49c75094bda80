"""What is drawn is also said: bars, boxes, dots and messages have words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.theme_colors import LIGHT
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.domain_bar import DomainBar, DomainShare
from cehrs_desktop.ui.widgets.domain_dot import DomainDot, domain_icon
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.progress_line import ProgressLine
from cehrs_desktop.ui.widgets.week_strip import WeekDay, WeekStrip


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)
    yield qapp
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)


@pytest.fixture
def bar(app: QApplication, qtbot: QtBot) -> DomainBar:
    bar = DomainBar()
    qtbot.addWidget(bar)
    shares = [DomainShare(2, "Clinical Operations", 3), DomainShare(1, "Non-Clinical Operations", 0)]
    bar.set_shares([*shares, DomainShare(5, "Reporting", 1)], unit_text="cards")
    bar.resize(402, 20)
    return bar


def test_the_bar_is_told_in_words(bar: DomainBar) -> None:
    assert bar.accessibleDescription() == "Clinical Operations: 3 cards, Reporting: 1 cards"


def test_the_bar_is_drawn_in_proportion(bar: DomainBar) -> None:
    drawn = bar.grab().toImage()
    assert drawn.pixelColor(280, 10) == QColor(LIGHT.domain(2).bar)
    assert drawn.pixelColor(320, 10) == QColor(LIGHT.domain(5).bar)


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing the keyboard)")
def test_pointing_at_a_part_names_it(bar: DomainBar, app: QApplication) -> None:
    bar.show()
    app.sendEvent(bar, QHelpEvent(QEvent.Type.ToolTip, QPoint(390, 10), bar.mapToGlobal(QPoint(390, 10))))
    assert QToolTip.text() == "Reporting: 1 cards"
    QToolTip.hideText()


def test_a_bar_of_nothing_is_an_empty_track(bar: DomainBar) -> None:
    bar.set_shares([])
    assert bar.grab().toImage().pixelColor(200, 10) == QColor(LIGHT.track)


def test_the_week_is_told_in_words(app: QApplication, qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    monday, tuesday = WeekDay("M", "Monday", 0.75), WeekDay("T", "Tuesday", 0.2, is_today=True)
    strip.set_days([monday, tuesday, WeekDay("W", "Wednesday", is_future=True)])
    assert strip.accessibleDescription() == (
        "Monday: 75% of the target; Tuesday (today): 20% of the target; Wednesday: to come"
    )
    strip.set_days([WeekDay("M", "Monday", is_rest=True), WeekDay("T", "Tuesday", 1.0, is_rest=True)])
    assert strip.accessibleDescription() == "Monday: a day of rest, as planned; Tuesday: 100% of the target"


def test_a_day_is_filled_from_below(app: QApplication, qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.set_days([WeekDay("M", "Monday", 0.5)])
    strip.resize(60, strip.heightForWidth(60))
    drawn = strip.grab().toImage()
    assert drawn.pixelColor(30, 6) == QColor(LIGHT.accent_tint)
    assert drawn.pixelColor(30, 28) == QColor(LIGHT.accent)


def test_days_wrap_where_their_letters_would_touch(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, text_percent=400)
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.set_days([WeekDay("W", "Wednesday")] * 7)
    assert strip.heightForWidth(200) > strip.heightForWidth(1200)


def test_progress_is_told_in_words_and_stays_within_its_bounds(app: QApplication, qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.set_progress(12, 50)
    assert line.accessibleDescription() == "12 of 50"
    for done, total in ((60, 50), (0, 0)):
        line.set_progress(done, total)
        assert line.minimum() <= line.value() <= line.maximum()


def test_a_chip_takes_the_tint_of_its_domain(app: QApplication, qtbot: QtBot) -> None:
    chip = Chip("Reporting", domain=5)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    assert chip.grab().toImage().pixelColor(6, chip.height() // 2) == QColor(LIGHT.domain(5).tint)
    chip.set_chip("Clinical Operations", domain=2)
    assert chip.text() == "Clinical Operations"


@pytest.mark.parametrize("domain", range(1, 6))
def test_dots_have_their_domain_s_color(app: QApplication, qtbot: QtBot, domain: int) -> None:
    dot = DomainDot(domain)
    qtbot.addWidget(dot)
    dot.resize(dot.sizeHint())
    icon = domain_icon(domain).pixmap(10, 10).toImage()
    assert dot.grab().toImage().pixelColor(5, 5) == QColor(LIGHT.domain(domain).bar)
    assert icon.pixelColor(icon.width() // 2, icon.height() // 2) == QColor(LIGHT.domain(domain).bar)


def test_a_notice_shows_tells_and_goes(app: QApplication, qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    notice.show_message("Undone: Got it", action="Answer again", key="Z")
    assert notice.isVisible()
    assert notice.accessibleName() == "Undone: Got it"
    action = next(button for button in notice.findChildren(QPushButton) if button.text() == "Answer again")
    with qtbot.waitSignal(notice.action_chosen):
        QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_a_notice_without_action_can_be_dismissed(app: QApplication, qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show_message("Saved")
    visible = [button for button in notice.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in visible] == ["Dismiss"]
    with qtbot.waitSignal(notice.dismissed):
        QTest.keyClick(visible[0], Qt.Key.Key_Return)
    notice.show_message("Saved again")
    notice.clear()
    assert not notice.isVisible()
