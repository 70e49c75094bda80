"""What each key does, and when it does nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QCheckBox, QKeySequenceEdit, QMessageBox, QPlainTextEdit, QSpinBox

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.keys_overview import KeysOverview
from cehrs_desktop.ui.main_window import SETTINGS, TODAY
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.settings.keys_dialog import KeysDialog
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, texts_in, type_text, visible


def last_rating(window: OpenWindow) -> Rating:
    return Rating(window.rows("SELECT rating FROM review ORDER BY id DESC LIMIT 1")[0][0])


@pytest.mark.parametrize("key", ["Space", "Return", "Enter"])
def test_a_key_shows_the_answer_and_doesnt_rate(window: OpenWindow, key: str) -> None:
    window.start()
    press(key)
    assert window.button("Got it").isVisible()
    assert window.count("review") == 0


@pytest.mark.parametrize(
    ("four_ratings", "ratings"),
    [
        (True, {"1": Rating.AGAIN, "2": Rating.HARD, "3": Rating.GOOD, "4": Rating.EASY}),
        (False, {"1": Rating.AGAIN, "2": Rating.GOOD, "3": Rating.GOOD, "4": Rating.GOOD}),
    ],
    ids=["four", "two"],
)
def test_keys_rate_with_four_ratings_and_with_two(
    open_window: OpenOne, four_ratings: bool, ratings: dict[str, Rating]
) -> None:
    window = open_window(four_ratings=four_ratings)
    window.start()
    known = dict.fromkeys(("Space", "Return", "Enter"), Rating.GOOD)
    for count, (key, rating) in enumerate((ratings | known).items()):
        press("Space")
        assert window.count("review") == count
        press(key)
        assert (window.count("review"), last_rating(window)) == (count + 1, rating)


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_a_card_is_not_rated_before_its_answer_is_shown(window: OpenWindow, key: str) -> None:
    window.start()
    press(key)
    assert window.count("review") == 0
    assert window.button("Show answer").isVisible()


@pytest.mark.parametrize("key", ["Z", "Ctrl+Z"])
@pytest.mark.parametrize("side", ["front", "answer"])
def test_undo_works_on_both_sides_of_a_card(window: OpenWindow, key: str, side: str) -> None:
    window.start()
    window.answer("3")
    if side == "answer":
        press("Space")
    press(key)
    assert window.count("review") == 0
    assert window.button("Show answer").isVisible()


@pytest.mark.parametrize("side", ["front", "answer"])
@pytest.mark.parametrize(
    ("key", "column"), [("-", "buried_day IS NOT NULL"), ("!", "suspended"), ("F", "flagged")], ids=["-", "!", "F"]
)
def test_a_key_marks_the_card_on_both_sides(window: OpenWindow, key: str, column: str, side: str) -> None:
    window.start()
    if side == "answer":
        press("Space")
    press(key)
    assert window.rows(f"SELECT count(*) FROM card WHERE {column}") == [(1,)]


def test_e_edits_and_i_informs(window: OpenWindow) -> None:
    window.start()
    for key, dialog in (("E", EditDialog), ("I", InfoDialog)):
        press(key)
        assert window.dialog(dialog).isVisible()
        press("Esc")
        window.dialog_closed()


def test_r_copies_a_report(window: OpenWindow) -> None:
    QGuiApplication.clipboard().setText("before")
    window.start()
    press("R")
    assert QGuiApplication.clipboard().text().startswith("A mistake in CEHRS Trainer")


def test_the_escape_key_ends_a_session(window: OpenWindow) -> None:
    window.start()
    press("Esc")
    assert window.today.isVisible()
    window.start()
    window.answer("3")
    press("Esc")
    assert window.summary.isVisible()


def test_enter_starts_on_today_and_leaves_the_summary(window: OpenWindow) -> None:
    press("Return")
    assert window.review.isVisible()
    window.answer("3")
    press("Esc")
    assert window.summary.isVisible()
    press("Return")
    assert window.today.isVisible()


def test_f1_lists_the_keys_in_force(window: OpenWindow) -> None:
    window.change(keys={"flag": ("X",)})
    press("F1")
    table = window.table("Keys", within=window.dialog(KeysOverview))
    assert ["Flag the card or item", "X"] in table
    assert ["Show the answer", "Space or Enter"] in table
    press("Esc")
    window.dialog_closed()


def test_pages_have_keys_of_their_own(window: OpenWindow) -> None:
    press("Ctrl+,")
    assert window.settings.isVisible()
    press("Ctrl+1")
    assert window.today.isVisible()
    window.start()
    press("Ctrl+,")
    assert window.settings.isVisible()


def test_control_q_closes_the_window(window: OpenWindow) -> None:
    press("Ctrl+Q")
    assert not window.window.isVisible()


def test_a_changed_key_takes_effect_at_once(window: OpenWindow) -> None:
    window.window.show_page(SETTINGS)
    window.choose("Change keys…")
    dialog = window.dialog(KeysDialog)
    (field,) = [f for f in visible(QKeySequenceEdit, within=dialog) if f.accessibleName() == "Flag the card or item"]
    window.tab_to(field)
    press("X")
    window.choose("Save", within=dialog)
    window.dialog_closed()
    assert window.stored.keys == {"flag": ("X",)}
    window.start()
    assert window.button("flag").accessibleDescription() == "Key: X"
    press("F")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(0,)]
    press("X")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(1,)]


def test_a_key_that_is_taken_is_refused_beside_the_fields_and_two_can_be_exchanged(window: OpenWindow) -> None:
    window.window.show_page(SETTINGS)
    window.choose("Change keys…")
    dialog = window.dialog(KeysDialog)
    fields = {field.accessibleName(): field for field in visible(QKeySequenceEdit, within=dialog)}
    window.tab_to(fields["Flag the card or item"])
    press("E")
    window.choose("Save", within=dialog)
    assert dialog.isVisible()
    assert "The key E already means" in texts_in(dialog)
    assert window.stored.keys == {}
    window.tab_to(fields["Edit the card’s text"])
    press("F")
    window.choose("Save", within=dialog)
    window.dialog_closed()
    assert window.stored.keys == {"flag": ("E",), "edit": ("F",)}
    window.start()
    press("E")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(1,)]


def test_all_keys_can_be_reset(window: OpenWindow) -> None:
    window.change(keys={"flag": ("X",), "undo": ()})
    window.window.show_page(SETTINGS)
    window.choose("Change keys…")
    dialog = window.dialog(KeysDialog)
    window.choose("Reset all keys", within=dialog)
    window.choose("Save", within=dialog)
    window.dialog_closed()
    assert window.stored.keys == {}


def test_single_letters_are_switched_off_and_on_at_once(window: OpenWindow) -> None:
    window.window.show_page(SETTINGS)
    (box,) = [each for each in visible(QCheckBox, within=window.settings) if each.text() == "Single letters as keys"]
    assert box.isChecked()
    window.tab_to(box)
    press("Space")
    window.start()
    press("F", "Space", "1", "3")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(0,)]
    assert window.count("review") == 0
    press("Alt+1")
    assert last_rating(window) is Rating.AGAIN
    press("Ctrl+Z")
    assert window.count("review") == 0
    window.window.show_page(SETTINGS)
    window.tab_to(box)
    press("Space")
    window.start()
    press("F", "Space", "3")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(1,)]
    assert window.count("review") == 1


def test_keys_leave_the_learner_alone_in_text_fields(window: OpenWindow) -> None:
    window.start()
    press("E")
    dialog = window.dialog(EditDialog)
    field = visible(QPlainTextEdit, within=dialog)[0]
    window.tab_to(field)
    press("Ctrl+A")
    type_text("zf-!ir 13")
    press("Return")
    assert field.toPlainText() == "zf-!ir 13\n"
    window.choose("Cancel", within=dialog)
    window.choose("Give up", within=window.dialog(QMessageBox))
    window.dialog_closed()
    assert window.count("review") == 0
    assert window.count("undo_step") == 0
    window.window.show_page(SETTINGS)
    window.tab_to(visible(QSpinBox, within=window.settings)[0])
    press("Return")
    assert window.settings.isVisible()


def test_a_focused_button_takes_space_and_enter_for_itself(window: OpenWindow) -> None:
    window.start()
    window.tab_to(window.button("flag"))
    press("Space")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(1,)]
    window.tab_to(window.button("flag"))
    press("Return")
    assert window.rows("SELECT count(*) FROM card WHERE flagged") == [(0,)]
    assert window.button("Show answer").isVisible()


def test_no_shortcut_repeats_while_its_key_is_held(window: OpenWindow) -> None:
    # How that goes on a real keyboard is shown in tests/journeys/test_in_x_server.py.
    window.start()
    shortcuts = window.window.findChildren(QShortcut)
    assert len(shortcuts) > 20
    assert [each.key().toString() for each in shortcuts if each.autoRepeat()] == []


def test_every_action_on_the_screen_names_its_key(window: OpenWindow) -> None:
    key_map = window.window.desk.key_map
    window.start()
    named = {
        "undo": Action.UNDO,
        "edit": Action.EDIT,
        "flag": Action.FLAG,
        "bury": Action.BURY,
        "suspend": Action.SUSPEND,
        "info": Action.INFO,
        "end": Action.END,
        "Show answer": Action.SHOW_ANSWER,
    }
    for label, action in named.items():
        assert window.button(label).accessibleDescription() == f"Key: {key_map.label(action)}"
    press("Space")
    for label, action in (("Missed it", Action.AGAIN), ("Got it", Action.GOOD)):
        assert window.button(label).accessibleDescription() == f"Key: {key_map.label(action)}"


def test_letters_typed_on_today_do_nothing(window: OpenWindow) -> None:
    window.window.show_page(TODAY)
    for key in "ZF-!EIR1234":
        press(key)
    settle()
    assert window.today.isVisible()
    assert not window.has_dialog()
