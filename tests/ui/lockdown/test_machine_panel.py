"""What the check-in says of this machine is what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from cehrs_desktop.rules.exam.proctor_signals import ONLY_HELD, Accommodations, Level, Signal, Standing
from cehrs_desktop.ui.lockdown.checkin_steps import MachinePanel
from cehrs_desktop.ui.lockdown.facts import standings
from cehrs_desktop.ui.widgets.text_label import TextLabel
from tests.ui.lockdown.test_pages import ABLE, FACTS, press, shown, start_page
from tests.ui.open_window import label_of, texts_in, visible

KEYS, FOCUS = Signal.SWITCH_KEYS, Signal.FOCUS_LOST


def found(name: str, able: dict[Signal, Standing], level: Level = Level.STRICT) -> tuple[str, str]:
    """The text of a row and its role."""
    panel = MachinePanel(FACTS, standings(able, level, Accommodations()))
    labels = panel.findChildren(TextLabel)
    at = [label.text() for label in labels].index(name)
    return labels[at + 1].text(), str(labels[at + 1].property("role"))


@pytest.mark.parametrize(
    ("able", "level", "text"),
    [
        (Standing.PREVENTED, Level.STRICT, "from Start on"),
        (Standing.PREVENTED, Level.REALISTIC, "off"),
        (Standing.NOTICED, Level.STRICT, "noticed"),
        (Standing.NOT_AVAILABLE, Level.STRICT, "not available"),
    ],
)
def test_keyboard_hold_is_green_only_where_it_is_held(
    qapp: QApplication, able: Standing, level: Level, text: str
) -> None:
    said, role = found("Keyboard hold", {**ABLE, KEYS: able}, level)
    assert said == text
    assert (role == "accent") is (text == "from Start on")


def test_full_screen_is_green_only_where_leaving_it_is_noticed(qapp: QApplication) -> None:
    assert found("Full screen, on top", ABLE) == ("from Start on", "accent")
    assert found("Full screen, on top", {**ABLE, FOCUS: Standing.NOT_AVAILABLE}) == ("not available", "muted")


def test_a_screen_reader_is_named_with_what_it_switches_off(qapp: QApplication) -> None:
    profile = Accommodations().with_assistive_technology()
    panel = MachinePanel(replace(FACTS, assistive_technology="orca"), standings(ABLE, Level.STRICT, profile))
    texts = "\n".join(label.text() for label in panel.findChildren(TextLabel))
    assert "orca is running: keyboard hold, camera, sound and covers are off." in texts


def test_every_signal_that_is_noticed_can_be_switched_off(qapp: QApplication) -> None:
    page = start_page()
    with shown(page) as window:
        press("More…", within=window)
        for box in visible(QCheckBox, within=window):
            assert len(label_of(box)) <= 25
            box.setChecked(True)
        assert page.accommodations.off == frozenset(Signal) - ONLY_HELD
        assert "noticed" not in texts_in(window).split()
