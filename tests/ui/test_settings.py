"""Settings, first questions, About: each field is stored at once, impossible values are refused beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QRadioButton,
    QSpinBox,
)

from cehrs_desktop import __version__
from cehrs_desktop.paths import log_file, set_aside_dir, study_file, window_file
from cehrs_desktop.rules.preferences import ColorScheme, ExamPlace, Preferences, TimeAccommodation
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.settings import DomainBias, StudySettings
from cehrs_desktop.ui.main_window import ABOUT, SETTINGS
from cehrs_desktop.ui.theme import Theme
from tests.builders import everything_in, the_blueprint
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne
from tests.ui.dialogs import choosing, pressing, when_it_opens
from tests.ui.open_window import OpenWindow, prefer, press, rows_in, settle, texts_in, type_text, visible, wait_until
from tests.ui.running import run_program

PLACE, TIME = "Where will you take it?", "Have you been granted more time?"
MINUTES = "How long will you study on a normal day?"
LEARNING, RELEARNING = "Steps for new cards, in minutes", "Steps for missed cards, in minutes"
NO_MINUTES = "Choose at least one minute."


@pytest.fixture
def settings(open_window: OpenOne) -> OpenWindow:
    """The settings with Advanced open."""
    window = open_window()
    window.window.show_page(SETTINGS)
    window.choose("Show Advanced")
    return window


def field(window: OpenWindow, name: str, kind: type[Any]) -> Any:
    (found,) = [each for each in visible(kind, within=window.settings) if each.accessibleName() == name]
    return found


def write(window: OpenWindow, name: str, kind: type[Any], text: str) -> None:
    """Reach a field by Tab, write, and go on."""
    window.tab_to(field(window, name, kind))
    press("Ctrl+A", "Delete")
    type_text(text)
    press("Tab")
    settle()


def choose(window: OpenWindow, name: str, text: str) -> None:
    """Reach a list by Tab and choose with arrow keys."""
    combo = field(window, name, QComboBox)
    window.tab_to(combo)
    way = combo.findText(text, Qt.MatchFlag.MatchStartsWith) - combo.currentIndex()
    press(*["Down" if way > 0 else "Up"] * abs(way))
    assert combo.currentText().startswith(text)
    settle()


def write_date(window: OpenWindow, digits: str) -> None:
    """Book the exam for a day, month first."""
    (not_booked, booked) = visible(QRadioButton, within=window.settings)
    if not booked.isChecked():
        window.tab_to(not_booked)
        press("Right")
        settle()
    window.tab_to(visible(QDateEdit, within=window.settings)[0])
    type_text(digits)
    window.tab_to(field(window, MINUTES, QSpinBox))
    settle()


def change_elsewhere(window: OpenWindow, **choices: Any) -> None:
    """Store other choices while another page is shown, and come back."""
    window.window.show_page(ABOUT)
    window.change(**choices)
    window.window.show_page(SETTINGS)
    settle()


@pytest.mark.parametrize(
    ("do", "stored", "expected"),
    [
        (lambda w: write_date(w, "01202027"), lambda p: p.exam_date, date(2027, 1, 20)),
        (lambda w: write(w, MINUTES, QSpinBox, "45"), lambda p: p.study.minutes_per_day, 45),
        (lambda w: choose(w, PLACE, "At a test center"), lambda p: p.place, ExamPlace.CENTER),
        (lambda w: choose(w, TIME, "Yes, double"), lambda p: p.accommodation, TimeAccommodation.DOUBLE),
        (lambda w: write(w, "New cards a day, at most", QSpinBox, "7"), lambda p: p.study.new_per_day, 7),
        (lambda w: choose(w, "Rating buttons", "Four"), lambda p: p.study.four_ratings, True),
        (lambda w: choose(w, "Colors", "Dark"), lambda p: p.scheme, ColorScheme.DARK),
        (lambda w: choose(w, "Text size", "150%"), lambda p: p.text_percent, 150),
        (
            lambda w: choose(w, "Heavier domains come up more often", "Strong"),
            lambda p: p.study.bias,
            DomainBias.STRONG,
        ),
        (
            lambda w: write(w, "Wanted recall when a card is due", QSpinBox, "95"),
            lambda p: p.study.base_retention,
            0.95,
        ),
        (lambda w: write(w, LEARNING, QLineEdit, "1 10 60"), lambda p: p.study.learning_steps, (1, 10, 60)),
        (lambda w: write(w, RELEARNING, QLineEdit, ""), lambda p: p.study.relearning_steps, ()),
        (lambda w: write(w, "Longest interval", QSpinBox, "90"), lambda p: p.study.maximum_interval, 90),
        (lambda w: write(w, "A study day begins at", QSpinBox, "0"), lambda p: p.study.rollover_hour, 0),
    ],
)
def test_a_changed_field_is_in_the_file_at_once_and_nothing_else_is(
    settings: OpenWindow, do: Callable[[OpenWindow], None], stored: Callable[[Preferences], object], expected: object
) -> None:
    do(settings)
    after = settings.stored
    assert stored(after) == expected
    assert stored(Preferences()) != expected
    changed = {
        name
        for one, other in ((after, Preferences()), (after.study, StudySettings()))
        for name in one.__slots__
        if getattr(one, name) != getattr(other, name)
    } - {"study", "welcomed", "ratings_explained", "show_primers"}
    assert len(changed) == 1
    settings.window.close()
    prefer(settings.data_dir, settings.clock)
    assert stored(settings.stored) == expected


def test_a_date_that_has_passed_or_is_far_off_is_refused_beside_the_field(settings: OpenWindow) -> None:
    change_elsewhere(settings, exam_date=date(2027, 1, 20))
    for digits, sentence in (("01202025", "This date has passed."), ("01202031", "more than two years away")):
        settings.tab_to(settings.button("Today", within=settings.window))
        write_date(settings, digits)
        assert sentence in settings.texts
        assert settings.stored.exam_date is not None
        assert settings.stored.exam_date.year in (2027, 2028)


def test_zero_minutes_a_day_are_refused_beside_the_field_and_nothing_is_lost(settings: OpenWindow) -> None:
    before = settings.stored
    minutes = next(box for box in visible(QSpinBox, within=settings.page) if box.suffix() == " minutes")

    def write_minutes(digits: str) -> None:
        settings.tab_to(minutes)
        press("Ctrl+A")
        type_text(digits)
        press("Tab")
        settle()

    write_minutes("0")
    assert NO_MINUTES in settings.texts
    assert (settings.stored, minutes.value()) == (before, 0)  # to be mended
    place = visible(QComboBox, within=settings.page)[0]
    place.setCurrentIndex(1)
    settle()
    assert NO_MINUTES in settings.texts
    assert settings.stored.place is not before.place  # the other choices count all the same
    assert settings.stored.study == before.study
    write_minutes("25")
    assert NO_MINUTES not in settings.texts
    assert settings.stored.study.minutes_per_day == 25


def test_impossible_steps_are_refused_beside_the_field_and_nothing_is_lost(settings: OpenWindow) -> None:
    before = settings.stored
    sentence = "Write steps as whole minutes from 1 to 1,439"
    for nonsense in ("ten", "1 2.5", "0", "-5", "1440"):
        write(settings, LEARNING, QLineEdit, nonsense)
        assert sentence in settings.texts
        assert settings.stored == before
        assert field(settings, LEARNING, QLineEdit).text() == nonsense  # to be mended, not written again
    write(settings, LEARNING, QLineEdit, "5 25")
    assert sentence not in settings.texts
    assert settings.stored.study.learning_steps == (5, 25)


def shown_retentions(window: OpenWindow) -> dict[str, str]:
    return {name: recall for name, _, recall in window.table("Wanted recall by domain")[1:]}


def test_the_five_retentions_follow_strength_and_base(settings: OpenWindow) -> None:
    domains = the_blueprint().domains
    weights = {d.number: float(d.weight) for d in domains}
    for bias in DomainBias:
        for base in (0.80, 0.90, 0.97):
            change_elsewhere(settings, bias=bias, base_retention=base)
            wanted = retention_by_domain(weights, base=base, beta=bias.value)
            assert shown_retentions(settings) == {d.name: f"{wanted[d.number] * 100:.1f}%" for d in domains}


def test_the_retentions_move_as_the_strength_is_changed(settings: OpenWindow) -> None:
    assert shown_retentions(settings)["Clinical Operations"] == "91.9%"
    assert shown_retentions(settings)["Reporting"] == "86.4%"
    (bias,) = [c for c in visible(QComboBox, within=settings.settings) if c.findText("Strong") >= 0]
    settings.tab_to(bias)
    press("Up")
    settle()
    assert set(shown_retentions(settings).values()) == {"90.0%"}


def test_a_reset_of_advanced_keeps_everything_else(settings: OpenWindow) -> None:
    kept = {
        "exam_date": date(2027, 1, 20),
        "place": ExamPlace.SCHOOL,
        "text_percent": 125,
        "minutes_per_day": 33,
        "new_per_day": 9,
        "four_ratings": True,
        "keys": {"flag": ("X",)},
    }
    advanced = {
        "bias": DomainBias.OFF,
        "base_retention": 0.95,
        "learning_steps": (3,),
        "relearning_steps": (),
        "maximum_interval": 60,
        "rollover_hour": 0,
    }
    change_elsewhere(settings, **kept, **advanced)
    settings.choose("Reset all of Advanced")
    stored = settings.stored
    for name, value in kept.items():
        assert getattr(stored if hasattr(stored, name) else stored.study, name) == value
    for name in advanced:
        assert getattr(stored.study, name) == getattr(StudySettings(), name)
    assert shown_retentions(settings)["Clinical Operations"] == "91.9%"


def test_colors_and_text_size_take_effect_at_once(settings: OpenWindow) -> None:
    change_elsewhere(settings, scheme=ColorScheme.LIGHT)
    before = settings.window.grab().toImage()
    em = Theme.current().em
    assert not Theme.current().is_dark
    choose(settings, "Colors", "Dark")
    assert Theme.current().is_dark
    corner = settings.page.mapTo(settings.window, settings.page.rect().bottomLeft())
    after = settings.window.grab().toImage()
    assert after.pixelColor(corner).lightness() < 80 < before.pixelColor(corner).lightness()
    choose(settings, "Text size", "200%")
    assert Theme.current().em == pytest.approx(2 * em, rel=0.05)


def test_fewer_minutes_make_a_shorter_day_at_once(open_window: OpenOne) -> None:
    window = open_window(minutes_per_day=20)
    assert "20 cards" in window.texts
    window.window.show_page(SETTINGS)
    write(window, MINUTES, QSpinBox, "2")
    press("Ctrl+1")
    assert "20 cards" not in window.texts
    assert "about 2 minutes today" in window.texts


def test_four_rating_buttons_come_with_the_next_card(settings: OpenWindow) -> None:
    choose(settings, "Rating buttons", "Four")
    press("Ctrl+1")
    press("Return", "Space")
    for name in ("Again", "Hard", "Good", "Easy"):
        assert settings.button(name).isVisible()


# Backing up and restoring


def test_the_file_is_backed_up_where_the_learner_says(studied: Path, tmp_path: Path, open_window: OpenOne) -> None:
    window = open_window()
    window.window.show_page(SETTINGS)
    target = tmp_path / "my backup.sqlite3"
    with when_it_opens(QFileDialog, choosing(str(target))):
        window.choose("Back up…")
    assert everything_in(target) == everything_in(study_file(studied))
    assert f"Backed up to {target}" in window.texts


def test_a_backup_over_the_file_itself_is_refused(studied: Path, open_window: OpenOne) -> None:
    window = open_window()
    window.window.show_page(SETTINGS)
    before = everything_in(study_file(studied))
    with when_it_opens(QFileDialog, choosing(str(study_file(studied)))):
        window.choose("Back up…")
    assert "Choose another name for the backup." in window.texts
    assert everything_in(study_file(studied)) == before


def test_leaving_the_file_dialog_changes_nothing(studied: Path, open_window: OpenOne) -> None:
    window = open_window()
    window.window.show_page(SETTINGS)
    before = everything_in(study_file(studied))
    for label in ("Back up…", "Restore…", "Export everything…", "Take over data…"):
        with when_it_opens(QFileDialog, lambda dialog: dialog.reject()):
            window.choose(label)
        window.activate()
    assert everything_in(study_file(studied)) == before


def back_up_then_study(seen: OpenWindow, target: Path) -> None:
    seen.window.show_page(SETTINGS)
    with when_it_opens(QFileDialog, choosing(str(target))):
        seen.choose("Back up…")
    seen.activate()
    seen.start()
    seen.answer("3", "3")


def test_a_backup_is_restored_through_the_window_and_what_was_there_is_kept(
    studied: Path, clock: FakeClock, tmp_path: Path, qapp: QApplication
) -> None:
    prefer(studied, clock, welcomed=True)
    backup = tmp_path / "backup.sqlite3"

    def restore(seen: OpenWindow) -> Any:
        back_up_then_study(seen, backup)
        assert seen.count("review") == before + 2
        seen.window.show_page(SETTINGS)
        with when_it_opens(QFileDialog, choosing(str(backup))):
            seen.choose("Restore…")
        yield
        yield

    ((before,),) = rows_in(studied, "SELECT count(*) FROM review")
    assert run_program(studied, clock, restore) == 0
    assert rows_in(studied, "SELECT count(*) FROM review") == [(before,)]
    (kept,) = set_aside_dir(studied).glob("*.sqlite3")
    assert len(everything_in(kept)["review"]) == before + 2


def test_a_broken_backup_is_told_and_studying_goes_on_with_the_file_as_it_was(
    studied: Path, clock: FakeClock, tmp_path: Path, qapp: QApplication
) -> None:
    prefer(studied, clock, welcomed=True)
    backup = tmp_path / "broken.sqlite3"
    backup.write_bytes(b"no database" * 500)
    said: list[str] = []

    before: dict[str, list[tuple[Any, ...]]] = {}

    def restore(seen: OpenWindow) -> Any:
        before.update(everything_in(study_file(studied)))  # the first look at Today has sealed its forms
        seen.window.show_page(SETTINGS)
        with when_it_opens(QFileDialog, choosing(str(backup))):
            seen.choose("Restore…")
        yield
        wait_until(message_boxes)
        (box,) = message_boxes()
        said.append(box.text())
        pressing("OK")(box)
        yield

    assert run_program(studied, clock, restore) == 0
    assert "damaged" in said[0]
    assert everything_in(study_file(studied)) == before
    assert not set_aside_dir(studied).exists()


def test_all_data_of_another_computer_is_taken_over_and_what_was_there_is_kept(
    studied: Path, clock: FakeClock, tmp_path: Path, qapp: QApplication
) -> None:
    prefer(studied, clock, welcomed=True)
    archive = tmp_path / "all.cehrs.zip"

    def move(seen: OpenWindow) -> Any:
        seen.window.show_page(SETTINGS)
        with when_it_opens(QFileDialog, choosing(str(tmp_path / "all"))):
            seen.choose("Export everything…")
        seen.activate()
        wait_until(lambda: f"Everything is in {archive}" in seen.texts)
        seen.start()
        seen.answer("3", "3")
        assert seen.count("review") == before + 2
        seen.window.show_page(SETTINGS)
        with when_it_opens(QFileDialog, choosing(str(archive))):
            seen.choose("Take over data…")
        yield
        yield

    ((before,),) = rows_in(studied, "SELECT count(*) FROM review")
    assert run_program(studied, clock, move) == 0
    assert rows_in(studied, "SELECT count(*) FROM review") == [(before,)]
    (kept,) = set_aside_dir(studied).glob("*.sqlite3")
    assert len(everything_in(kept)["review"]) == before + 2


def test_an_export_to_a_place_that_cant_be_written_is_told(window: OpenWindow, tmp_path: Path) -> None:
    window.window.show_page(SETTINGS)
    with when_it_opens(QFileDialog, choosing(str(tmp_path / "missing" / "all.cehrs.zip"))):
        window.choose("Export everything…")
    assert "could not be written" in window.texts


def test_everything_is_deleted_after_two_questions_and_the_program_begins_anew(
    studied: Path, clock: FakeClock, qapp: QApplication
) -> None:
    prefer(studied, clock, welcomed=True)
    (studied / "certificates").mkdir()
    (studied / "certificates" / "paper.pdf").write_bytes(b"%PDF")
    kept = (window_file(studied), log_file(studied), log_file(studied).with_name("log.txt.1"))
    for file in kept:
        file.write_text("[General]\nof_the_past=1\n", encoding="utf-8")
    left: list[tuple[int, bool]] = []

    def delete(seen: OpenWindow) -> Any:
        seen.window.show_page(SETTINGS)
        seen.choose("Delete everything…")
        asked = seen.dialog(QDialog)
        assert "certificates, and all backups" in texts_in(asked)
        press("Return")  # the safe answer
        seen.dialog_closed()
        assert seen.count("review") > 0
        seen.choose("Delete everything…")
        seen.choose("Delete everything", within=seen.dialog(QDialog))
        settle()
        seen.choose("Yes, delete it all", within=seen.dialog(QDialog))
        yield
        wait_until(lambda: rows_in(studied, "SELECT count(*) FROM review") == [(0,)])
        left.append((rows_in(studied, "SELECT count(*) FROM setting")[0][0], (studied / "certificates").exists()))
        yield

    assert run_program(studied, clock, delete) == 0
    assert left == [(0, False)]
    assert not set_aside_dir(studied).exists()
    assert not any(file.exists() and "of_the_past" in file.read_text(encoding="utf-8") for file in kept)


def message_boxes() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


# About


def test_about_says_who_doesnt_speak_here_and_copies_the_folder(window: OpenWindow) -> None:
    window.window.show_page(ABOUT)
    for text in (
        "not affiliated with, endorsed by, or reviewed by the National Healthcareer Association",
        "none comes from an actual exam",
        str(window.data_dir),
        "MIT License",
        "CC BY 4.0",
        f"Version {__version__}",
        "To take your data to another computer: press Back up in Settings here",
        "Removing the program leaves this folder as it is.",
    ):
        assert text in window.texts
    window.choose("Copy the folder’s path")
    assert QGuiApplication.clipboard().text() == str(window.data_dir)


# The first questions


def test_the_first_questions_are_stored_and_ten_cards_follow(open_window: OpenOne) -> None:
    window = open_window(welcomed=False)
    (minutes,) = visible(QSpinBox, within=window.welcome)
    window.tab_to(minutes)
    press("Ctrl+A")
    type_text("35")
    place, _ = visible(QComboBox, within=window.welcome)
    window.tab_to(place)
    press("Home")
    window.choose("Start with ten cards")
    assert "1 of 10" in texts_in(window.review)
    stored = window.stored
    assert (stored.welcomed, stored.exam_date, stored.study.minutes_per_day, stored.place) == (
        True,
        None,
        35,
        ExamPlace.HOME,
    )


def test_enter_begins_also_from_a_field_that_is_still_being_filled_in(open_window: OpenOne) -> None:
    window = open_window(welcomed=False)
    (minutes,) = visible(QSpinBox, within=window.welcome)
    window.tab_to(minutes)
    press("Ctrl+A")
    type_text("35")
    press("Return")
    assert "1 of 10" in texts_in(window.review)
    assert window.stored.study.minutes_per_day == 35


def test_the_first_questions_refuse_a_date_that_has_passed(open_window: OpenOne) -> None:
    window = open_window(welcomed=False)
    (_, booked) = visible(QRadioButton, within=window.welcome)
    (day,) = visible(QDateEdit, within=window.welcome)
    window.tab_to(visible(QRadioButton, within=window.welcome)[0])
    press("Right")
    window.tab_to(day)
    type_text("01202025")
    window.choose("Start with ten cards")
    assert window.welcome.isVisible()
    assert "This date has passed." in window.texts
    assert not window.stored.welcomed
    assert booked.isChecked()


def test_the_first_questions_refuse_zero_minutes(open_window: OpenOne) -> None:
    window = open_window(welcomed=False)
    (minutes,) = visible(QSpinBox, within=window.welcome)
    window.tab_to(minutes)
    press("Ctrl+A")
    type_text("0")
    press("Return")
    assert window.welcome.isVisible()
    assert NO_MINUTES in window.texts
    assert not window.stored.welcomed
    assert minutes.value() == 0


def test_someone_may_look_around_first_and_isnt_asked_again(open_window: OpenOne) -> None:
    window = open_window(welcomed=False)
    window.choose("Look around first")
    assert window.today.isVisible()
    assert window.stored.welcomed
