"""The pages of a rehearsal: what they say of a machine, and what they emit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from cehrs_desktop.lockdown.platforms.platform import NoPlatform
from cehrs_desktop.rules.exam.proctor_ladder import Response
from cehrs_desktop.rules.exam.proctor_policy import Cover
from cehrs_desktop.rules.exam.proctor_record import Line
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level, Signal, Standing
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.lockdown.checkin_page import CheckinPage
from cehrs_desktop.ui.lockdown.facts import MachineFacts, capabilities, machine_facts, standings
from cehrs_desktop.ui.lockdown.incident_list import IncidentList
from cehrs_desktop.ui.lockdown.leaving import LeavingCover
from cehrs_desktop.ui.lockdown.start_page import StartPage
from cehrs_desktop.ui.lockdown.warning import WarningCover
from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from tests.lockdown.fed import frame
from tests.ui.open_window import label_of, settle, texts_in, visible, wait_until
from tests.ui.test_every_page import controls, cut_off, in_words, is_reached, name_of, tab_chain, unseen_focus
from tests.ui.test_translation import Brackets, texts_of, untranslated

ABLE = {
    **dict.fromkeys(Signal, Standing.NOTICED),
    Signal.SWITCH_KEYS: Standing.PREVENTED,
    Signal.PASTE: Standing.PREVENTED,
    Signal.SCREEN_CAPTURE: Standing.NOT_AVAILABLE,
}
FACTS = MachineFacts(
    displays=2,
    programs=("Slack", "Zoom"),
    remote="",
    virtual_machine="KVM",
    battery=(64.0, False),
    assistive_technology="",
)


@contextmanager
def shown(widget: QWidget, *, size: tuple[int, int] = (1280, 800)) -> Iterator[QWidget]:
    """A widget in a window of its own."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    window.resize(*size)
    window.show()
    window.activateWindow()
    wait_until(window.isActiveWindow, what="it doesn't become active")
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        settle()
        apply_theme_again()


def apply_theme_again() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, scheme=Scheme.LIGHT, text_percent=100)


def press(label: str, *, within: QWidget) -> None:
    from PySide6.QtWidgets import QAbstractButton

    (button,) = [b for b in visible(QAbstractButton, within=within) if label_of(b) == label]
    button.click()


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    apply_theme_again()


def start_page(*, at_center: bool = False) -> StartPage:
    return StartPage(ABLE, at_center=at_center)


def checkin_page() -> CheckinPage:
    table = standings(ABLE, Level.STRICT, Accommodations())
    return CheckinPage(FACTS, table, KeyMap(), agree_seconds=180, wait_seconds=1)


def warning(response: Response = Response.WARN) -> QWidget:
    holder = QWidget()
    cover = WarningCover(holder)
    holder.setMinimumSize(640, 480)
    cover.show_cover(Cover(Signal.PROGRAM_STARTED, response, 3, "Zoom"), put_right=False)
    return holder


def leaving() -> QWidget:
    holder = QWidget()
    LeavingCover(holder).ask()
    return holder


LINES = (
    Line(62.4, 1, Signal.FOCUS_LOST, Response.WARN),
    Line(3723.0, 2, Signal.PROGRAM_STARTED, Response.NOTE, "Zoom", objected=True),
    Line(3800.0, 3, Signal.NO_FACE, Response.END),
)


def incidents() -> IncidentList:
    widget = IncidentList(can_object=True)
    widget.show_lines(LINES)
    return widget


def report() -> ScrollPage:
    page = ScrollPage()
    page.add(incidents())
    return page


def checkin_at(step: int) -> CheckinPage:
    page = checkin_page()
    while page.step < step:
        page._on_next()
    return page


PAGES: dict[str, Any] = {
    "start": start_page,
    **{f"check-in, step {step}": partial(checkin_at, step) for step in range(1, 7)},
    "warning": warning,
    "the end": lambda: warning(Response.END),
    "leaving": leaving,
    "incidents": report,
}


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_and_all_that_can_be_used_has_a_name(page: str, qapp: QApplication) -> None:
    with shown(PAGES[page]()) as window:
        found = []
        for percent in (100, 200, 400):
            apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=percent)
            for size in ((1280, 800), (1024, 768)):
                window.resize(*size)
                settle()
                found += [f"{size} {percent} %: {what}" for what in cut_off(window)]
        assert not found, "\n".join(found)
        assert [b for b in visible(QCheckBox, within=window) if not name_of(b).strip()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_by_tab_named_and_seen_to_have_the_focus(page: str) -> None:
    with shown(PAGES[page]()) as window:
        found, chain = controls(window), tab_chain()
        assert found
        assert [in_words(control) for control in found if not is_reached(control, chain)] == []
        assert [in_words(widget) for widget in chain if widget not in found] == []
        assert [in_words(control) for control in found if not name_of(control).strip()] == []
        assert unseen_focus(len(chain)) == ([], [])


@pytest.mark.parametrize("page", PAGES)
def test_every_text_is_translated(page: str, qapp: QApplication) -> None:
    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    try:
        with shown(PAGES[page]()) as window:
            known = ["Ctrl", "Alt", "Shift", "Zoom", "Slack", "KVM", "cehrs", "desktop", "python", "pytest"]
            window.setWindowTitle("")
            texts = [text for text in texts_of(window) if text]
            assert sum("⟦" in text for text in texts) > 3
            assert {text: rest for text in texts if (rest := untranslated(text, known))} == {}
    finally:
        QCoreApplication.removeTranslator(translator)


def test_who_takes_it_at_a_center_is_offered_relaxed_and_at_home_realistic() -> None:
    assert start_page(at_center=True).level is Level.RELAXED
    assert start_page().level is Level.REALISTIC


def rows(window: QWidget) -> list[str]:
    return texts_in(window).split("\n")


def becomes(window: QWidget, signal: Signal) -> str:
    texts = rows(window)
    return texts[texts.index(words.signal_name(signal)) + 1]


def test_the_start_page_says_for_each_signal_what_becomes_of_it_at_each_level() -> None:
    page = start_page()
    with shown(page) as window:
        assert becomes(window, Signal.SWITCH_KEYS) == "off"
        assert becomes(window, Signal.SCREEN_CAPTURE) == "not available"
        for button in visible(QRadioButton, within=window):
            if label_of(button) == "Strict":
                button.click()
        assert becomes(window, Signal.SWITCH_KEYS) == "prevented"
        assert becomes(window, Signal.NO_FACE) == "noticed, if you use a camera"
        assert becomes(window, Signal.LOUD) == "noticed, if you use a microphone"
        press("No camera checks", within=window)
        assert becomes(window, Signal.NO_FACE) == "off"


def test_start_tells_the_level_and_what_is_switched_off() -> None:
    page = start_page()
    started: list[tuple[Level, Accommodations]] = []
    page.start_wanted.connect(lambda *what: started.append(what))
    with shown(page) as window:
        for label in ("No microphone checks", "Don’t hold the keyboard", "Messages without sound", "Start"):
            press(label, within=window)
    assert started == [
        (Level.REALISTIC, Accommodations(off=frozenset({Signal.LOUD}), keyboard_hold=False, sound=False))
    ]


def test_this_machine_is_looked_at_and_nothing_is_imported_for_it(qapp: QApplication) -> None:
    facts = machine_facts(NoPlatform())
    assert facts.displays >= 1
    able = capabilities(NoPlatform())
    assert able[Signal.NO_FACE] is Standing.NOTICED  # the extra is installed for tests
    assert Signal.SCREEN_CAPTURE not in able


def test_check_in_goes_through_six_steps_and_waits_for_the_proctor() -> None:
    page = checkin_page()
    done: list[bool] = []
    page.finished.connect(done.append)
    with shown(page) as window:
        assert "Step 1 of 6" in texts_in(window)
        press("Continue", within=window)
        machine = texts_in(window)
        assert "Slack, Zoom" in machine
        assert "64%, not plugged in" in machine
        assert "nothing is closed for you" in machine
        press("Continue", within=window)
        press("Use both (optional)", within=window)
        page.senses.show_frame(frame("one"))
        page.senses.show_faces(1)
        assert "one face" in texts_in(window)
        for count, text in ((0, "no face seen"), (2, "more than one face"), (None, "Faces aren’t counted")):
            page.senses.show_faces(count)
            assert text in texts_in(window)
        page.senses.show_level(0.25)
        page.senses.show_failed("no camera")
        assert "Not available: no camera. The exam goes on without it." in texts_in(window)
        press("Continue", within=window)
        press("Phone out of reach", within=window)
        press("Continue", within=window)
        assert "Time to agree: 3:00" in texts_in(window)
        press("I agree", within=window)
        assert (page.step, done) == (6, [])
        wait_until(lambda: done, what="the proctor never comes")
    assert done == [True]


def test_rules_that_arent_agreed_to_in_time_are_declined() -> None:
    page = checkin_page()
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    with shown(page) as window:
        for _ in range(4):
            press("Continue", within=window)
        page._left_seconds = 1
        wait_until(lambda: left, what="the time to agree never ends")
        assert page.step == 5


def test_the_chord_leaves_the_check_in() -> None:
    page = checkin_page()
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    with shown(page) as window:
        QTest.keySequence(window, "Ctrl+Alt+Shift+Q")
        assert left == [True]


def test_the_incident_list_tells_when_what_and_what_came_of_it() -> None:
    widget = incidents()
    objected: list[int] = []
    widget.objected.connect(objected.append)
    with shown(widget) as window:
        texts = rows(window)
        assert texts[1:4] == ["0:01:02", "Another program in front", "warning"]
        assert "Programs a proctor would close: Zoom" in texts
        assert "you said: that was not me" in texts
        buttons = [b for b in window.findChildren(QWidget) if b.accessibleDescription() == "Nobody in view"]
        assert len(buttons) == 1
        press_first = [b for b in visible(type(buttons[0]), within=window) if b is buttons[0]]
        press_first[0].click()  # type: ignore[attr-defined]
        assert objected == [3]
        widget.show_lines(())
        settle()
        assert "Nothing was noticed." in texts_in(window)
