"""From the start page to a sitting that is ready to begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown.checkin_page import CheckinPage
from cehrs_desktop.ui.lockdown.rehearsal import Rehearsal
from tests.lockdown.fed import FedFrames, FedSound
from tests.ui.lockdown.test_pages import apply_theme_again, press
from tests.ui.open_window import settle, wait_until


class Shown:
    """A window that shows the page that is wanted."""

    def __init__(self) -> None:
        self.window = QWidget()
        self._column = QVBoxLayout(self.window)
        self.page: QWidget = QWidget()
        self.said: list[Any] = []
        self.rehearsal = Rehearsal(NoPlatform(), KeyMap(), frames=FedFrames(every_ms=20), sound=FedSound(every_ms=20))
        self.rehearsal.page_wanted.connect(self._show)
        self.rehearsal.ready.connect(lambda *what: self.said.append(what))
        self.rehearsal.left.connect(lambda: self.said.append("left"))
        self.window.show()

    def _show(self, page: QWidget) -> None:
        self.page.hide()
        self.page.deleteLater()
        self.page = page
        self._column.addWidget(page)
        page.show()

    def press(self, *labels: str) -> None:
        for label in labels:
            press(label, within=self.page)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    apply_theme_again()
    shown = Shown()
    yield shown
    shown.rehearsal.deleteLater()
    shown.window.close()
    shown.window.deleteLater()
    settle()


def test_relaxed_begins_at_once(shown: Shown) -> None:
    shown.rehearsal.begin(at_center=True)
    shown.press("Start")
    assert shown.said == [(Level.RELAXED, Accommodations(), False)]


def test_realistic_goes_through_the_check_in_with_a_live_preview(shown: Shown) -> None:
    shown.rehearsal.begin(at_center=False)
    assert shown.page.findChildren(QRadioButton)
    shown.press("Start")
    page = shown.page
    assert isinstance(page, CheckinPage)
    shown.press("Continue", "Continue", "Use both (optional)")
    (meter,) = page.senses.findChildren(QProgressBar)
    picture = next(label for label in page.senses.findChildren(QLabel) if label.accessibleName() == "Camera preview")
    wait_until(lambda: meter.value() > 0 and not picture.pixmap().isNull(), what="nothing is seen or heard")
    shown.press("Continue", "Continue", "I agree")
    page._left_seconds = 1
    wait_until(lambda: shown.said, what="it never begins")
    assert shown.said == [(Level.REALISTIC, Accommodations(), True)]
    assert shown.rehearsal._camera is None


def test_the_check_in_can_be_left_and_the_camera_goes_off(shown: Shown) -> None:
    shown.rehearsal.begin(at_center=False)
    shown.press("Start", "Continue", "Continue", "Use both (optional)", "Leave")
    assert shown.said == ["left"]
    assert shown.rehearsal._camera is None


def test_the_start_page_can_be_left(shown: Shown) -> None:
    shown.rehearsal.begin(at_center=False)
    shown.press("Back")
    assert shown.said == ["left"]
