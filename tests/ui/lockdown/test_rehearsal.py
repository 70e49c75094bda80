"""From the start page to a sitting that is ready to begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
from cehrs_desktop.rules.exam.sitting import TimeAllowed
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown.checkin_page import CheckinPage
from cehrs_desktop.ui.lockdown.rehearsal import Rehearsal
from tests.lockdown.fed import FedFrames, FedSound
from tests.ui.lockdown.test_pages import apply_theme_again, press
from tests.ui.open_window import label_of, settle, texts_in, visible, wait_until


class Machine(NoPlatform):
    """A machine on which a screen reader may run."""

    reader = ""

    def assistive_technology(self) -> str:
        return self.reader


class Shown:
    """A window that shows the page that is wanted."""

    def __init__(self) -> None:
        self.platform = Machine()
        self.window = QWidget()
        self._column = QVBoxLayout(self.window)
        self.page: QWidget = QWidget()
        self.said: list[Any] = []
        self.rehearsal = Rehearsal(self.platform, KeyMap(), frames=FedFrames(every_ms=20), sound=FedSound(every_ms=20))
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


def test_a_screen_reader_switches_off_before_the_start_what_it_does_in_the_exam(shown: Shown) -> None:
    shown.platform.reader = "orca"
    shown.rehearsal.begin(at_center=False)
    shown.press("Strict")
    assert "orca is running: keyboard hold, camera, sound and covers are off." in texts_in(shown.page)
    profile = Accommodations().with_assistive_technology()
    assert shown.page.accommodations == profile  # type: ignore[attr-defined]
    boxes = {label_of(box): (box.isChecked(), box.isEnabled()) for box in visible(QCheckBox, within=shown.page)}
    assert boxes["Don’t hold the keyboard"] == boxes["No camera checks"] == (True, False)
    assert boxes["No window checks"] == (False, True)
    shown.press("Start", "Continue")
    assert "orca is running" in texts_in(shown.page)


@pytest.mark.parametrize(
    ("time", "says"),
    [
        (TimeAllowed.STANDARD, "Time to agree: 3:00"),
        (TimeAllowed.DOUBLE, "Time to agree: 6:00"),
        (TimeAllowed.UNTIMED, ""),
    ],
)
def test_there_is_more_time_to_agree_with_extra_time(shown: Shown, time: TimeAllowed, says: str) -> None:
    shown.rehearsal.begin(at_center=False, time=time)
    shown.press("Start", "Continue", "Continue", "Continue", "Continue")
    assert says in texts_in(shown.page)
    assert ("Time to agree" in texts_in(shown.page)) is bool(says)
    page = shown.page
    assert isinstance(page, CheckinPage)
    assert page._clock.isActive() is bool(says)
