"""One key map: no key means two things at one moment, and keys leave the learner alone while typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui.actions import Action, action_name
from cehrs_desktop.ui.bound_keys import bind
from cehrs_desktop.ui.key_map import KeyMap


class Screen(QWidget):
    """A widget with what a page may hold: a field, a button, read-only text."""

    def __init__(self) -> None:
        super().__init__()
        self.presses: list[str] = []
        column = QVBoxLayout(self)
        self.field = QLineEdit()
        self.button = QPushButton("Press")
        self.card = QTextEdit()
        self.card.setReadOnly(True)
        self.button.clicked.connect(self._click)
        for widget in (self.field, self.button, self.card):
            column.addWidget(widget)

    def act(self) -> None:
        self.presses.append("key")

    def _click(self) -> None:
        self.presses.append("button")


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    screen = Screen()
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.card.setFocus()
    return screen


def test_every_action_has_a_name_and_a_default_key() -> None:
    assert [action for action in Action if not action_name(action) or not KeyMap().label(action)] == []
    assert len({action_name(action) for action in Action}) == len(Action)


@pytest.mark.parametrize(
    ("action", "label"),
    [
        (Action.SHOW_ANSWER, "Space"),
        (Action.START, "Enter"),
        (Action.UNDO, "Z"),
        (Action.BURY, "-"),
        (Action.SUSPEND, "!"),
        (Action.MISSED, "1"),
        (Action.SETTINGS, "Ctrl+,"),
    ],
)
def test_labels_are_what_the_learner_finds_on_the_keyboard(action: Action, label: str) -> None:
    assert KeyMap().label(action) == label


def test_a_key_can_be_changed_and_keeps_its_portable_name() -> None:
    assert KeyMap().with_key(Action.FLAG, ["x", "X"]).keys(Action.FLAG) == ("X",)
    assert KeyMap().keys(Action.FLAG) == ("F",)


def test_an_action_without_keys_has_no_label() -> None:
    assert KeyMap().with_key(Action.FLAG, []).label(Action.FLAG) == ""


def test_a_key_taken_at_the_same_moment_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="The key Z already means “Undo the last answer”"):
        KeyMap().with_key(Action.FLAG, ["Z"])
    with pytest.raises(UserError, match="Got it"):
        KeyMap().with_key(Action.EASY, ["Space"])


def test_a_key_of_another_moment_may_be_shared() -> None:
    assert KeyMap().with_key(Action.START, ["1"]).keys(Action.START) == ("1",)
    assert set(KeyMap().keys(Action.SHOW_ANSWER)) < set(KeyMap().keys(Action.GOOD))


@pytest.mark.parametrize("nonsense", ["", "Banana", "Ctrl+", "Ctrl+K, Ctrl+L"])
def test_what_is_not_a_key_is_refused(nonsense: str) -> None:
    with pytest.raises(UserError, match="is not a key"):
        KeyMap().with_key(Action.FLAG, [nonsense])


def test_single_letters_can_be_switched_off_and_rating_stays_possible() -> None:
    calm = KeyMap().without_single_letters()
    assert [key for action in Action for key in calm.keys(action) if len(key) == 1] == []
    assert calm.keys(Action.UNDO) == ("Ctrl+Z",)
    assert calm.keys(Action.AGAIN) == ("Alt+1",)
    assert calm.keys(Action.SHOW_ANSWER) == ("Space", "Return")


def test_only_changes_are_stored_and_come_back() -> None:
    changed = KeyMap().with_key(Action.FLAG, ["X"]).with_key(Action.BURY, [])
    assert changed.to_dict() == {"flag": ["X"], "bury": []}
    assert KeyMap.from_dict(changed.to_dict()) == changed
    assert KeyMap.from_dict({}) == KeyMap()


def test_stored_keys_of_another_version_are_read_as_far_as_they_are_known() -> None:
    read = KeyMap.from_dict({"teleport": ["T"], "flag": ["Banana", "Z"]})
    assert read.keys(Action.FLAG) == ("Z",)
    assert read.keys(Action.UNDO) == ("Ctrl+Z",)


def test_bound_keys_call_the_slot_for_every_key(screen: Screen) -> None:
    bind(screen, KeyMap(), Action.GOOD, screen.act)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_3):
        QTest.keyClick(screen.card, key)
    assert screen.presses == ["key"] * 4


def test_keys_do_not_fire_while_the_learner_types(screen: Screen) -> None:
    for action in (Action.GOOD, Action.UNDO, Action.BURY):
        bind(screen, KeyMap().with_key(Action.UNDO, ["Z"]), action, screen.act)
    screen.field.setFocus()
    QTest.keyClicks(screen.field, "z3 -")
    QTest.keyClick(screen.field, Qt.Key.Key_Return)
    assert screen.presses == []
    assert screen.field.text() == "z3 -"


def test_keys_with_control_fire_while_the_learner_types(screen: Screen) -> None:
    bind(screen, KeyMap(), Action.SETTINGS, screen.act)
    bind(screen, KeyMap(), Action.HELP, screen.act)
    screen.field.setFocus()
    QTest.keyClick(screen.field, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(screen.field, Qt.Key.Key_F1)
    assert screen.presses == ["key", "key"]


def test_space_presses_a_focused_button_and_letters_still_fire(screen: Screen) -> None:
    bind(screen, KeyMap(), Action.GOOD, screen.act)
    screen.button.setFocus()
    QTest.keyClick(screen.button, Qt.Key.Key_Space)
    QTest.keyClick(screen.button, Qt.Key.Key_3)
    assert screen.presses == ["button", "key"]


def test_a_hidden_widget_keeps_its_keys_silent(screen: Screen) -> None:
    bind(screen.button, KeyMap(), Action.UNDO, screen.act)
    screen.button.hide()
    QTest.keyClick(screen.card, Qt.Key.Key_Z)
    screen.button.show()
    QTest.keyClick(screen.card, Qt.Key.Key_Z)
    assert screen.presses == ["key"]


def test_bound_keys_can_be_switched_off_and_released(screen: Screen) -> None:
    bound = bind(screen, KeyMap(), Action.UNDO, screen.act)
    bound.set_enabled(False)
    screen.field.setFocus()
    screen.card.setFocus()
    QTest.keyClick(screen.card, Qt.Key.Key_Z)
    bound.set_enabled(True)
    QTest.keyClick(screen.card, Qt.Key.Key_Z)
    bound.release()
    QTest.keyClick(screen.card, Qt.Key.Key_Z)
    assert screen.presses == ["key"]
