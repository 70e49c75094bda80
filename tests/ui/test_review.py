"""The review screen: what is shown, what is stored, and everything taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QWidget

from cehrs_desktop import __version__
from cehrs_desktop.activities.card_changes import suspend
from cehrs_desktop.activities.own_cards import own_topic
from cehrs_desktop.activities.own_cards import save as save_own
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import LEECH_LAPSES, CardState
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import WrittenCard
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.main_window import TODAY
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.explanation import RatingExplanation
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownView
from cehrs_desktop.ui.widgets.progress_line import ProgressLine
from tests.builders import everything_in
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, texts_in, type_text, visible, wait_until

RATING_KEYS = {"Missed it": "1", "Got it": "3", "Again": "1", "Hard": "2", "Good": "3", "Easy": "4"}


def as_it_was(window: OpenWindow) -> dict[str, object]:
    """What undo has to bring back: all tables but the numbers of rows yet to come."""
    tables = everything_in(study_file(window.data_dir))
    for days in ("study_day",):
        # A day's sums of nothing say the same as no sums.
        tables[days] = [row for row in tables[days] if any(row[3:])]
    return {name: rows for name, rows in tables.items() if name}


def leave_only_cards_due_today(data_dir: Path, count: int, *, lapses: int = 0) -> None:
    """So many cards of the studied file, due today; all others are suspended."""
    with closing(sqlite3.connect(study_file(data_dir))) as connection, connection:
        ((day,),) = connection.execute("SELECT max(study_day) + 1 FROM review").fetchall()
        kept = [card for (card,) in connection.execute("SELECT id FROM card WHERE state = 2 LIMIT ?", (count,))]
        connection.execute("UPDATE card SET suspended = 1")
        for card in kept:
            connection.execute(
                "UPDATE card SET suspended = 0, lapses = ?, due_day = ? WHERE id = ?", (lapses, day, card)
            )


def shown_front(window: OpenWindow) -> str:
    return visible(MarkdownView, within=window.review)[0].plain_text()


def due_of_last(window: OpenWindow) -> str:
    """The interval of the card rated last, as the buttons write one."""
    ((card,),) = window.rows("SELECT card_id FROM review ORDER BY id DESC LIMIT 1")
    ((due_day, due_at, reviewed_at),) = window.rows(
        "SELECT due_day, due_at, reviewed_at FROM card JOIN review ON card_id = card.id WHERE card.id = ?"
        " ORDER BY review.id DESC LIMIT 1",
        card,
    )
    if due_day is not None:
        return texts.interval(due_day - window.day, None)
    ((minutes,),) = window.rows(f"SELECT round((julianday('{due_at}') - julianday('{reviewed_at}')) * 24 * 60)")
    return texts.tr("again in %n min").replace("%n", f"{minutes:.0f}")


@pytest.mark.parametrize("four", [False, True])
def test_the_interval_on_each_button_is_what_pressing_it_stores(
    studied: Path, open_window: OpenOne, four: bool
) -> None:
    window = open_window(four_ratings=four)
    window.start()
    seen_states = set()
    for _ in range(8):
        press("Space")
        promised = {b.text(): b for b in visible(KeyButton, within=window.review) if b.text() in RATING_KEYS}
        assert len(promised) == (4 if four else 2)
        for name, button in list(promised.items()):
            second_line = button.accessibleName().removeprefix(f"{name}, ")
            press(RATING_KEYS[name])
            seen_states |= set(window.rows("SELECT state_before FROM review ORDER BY id DESC LIMIT 1"))
            assert due_of_last(window) == second_line
            press("Z", "Space")
        press("3")
    assert {(CardState.NEW,), (CardState.REVIEW,)} <= seen_states


def test_thirty_answers_are_taken_back_one_by_one_to_the_exact_state_before(
    studied: Path, open_window: OpenOne
) -> None:
    window = open_window()
    window.start(new=30)
    states, fronts = [], []
    for step in range(35):
        states.append(as_it_was(window))
        fronts.append(shown_front(window))
        window.answer("1" if step % 4 == 0 else "3")
    for _ in range(35):
        press("Z")
        assert as_it_was(window) == states.pop()
        assert shown_front(window) == fronts.pop()
    assert window.count("review") == len(window.rows("SELECT * FROM undo_step"))


def test_undo_says_when_there_is_nothing_left(window: OpenWindow) -> None:
    window.start()
    press("Z")
    assert "There is nothing to undo." in window.texts


def test_an_answer_is_taken_back_from_the_summary(window: OpenWindow) -> None:
    window.start(new=2)
    before_last = as_it_was(window)
    window.answer("3")
    window.answer("3")
    assert "2 answers" in texts_in(window.summary)
    press("Z")
    assert window.count("review") == 1
    window.choose("end")
    press("Z")
    assert as_it_was(window) == before_last
    assert window.review.isVisible()


def test_an_answer_is_taken_back_after_leaving_and_coming_back(window: OpenWindow) -> None:
    window.start()
    front, before = shown_front(window), as_it_was(window)
    window.answer("1")
    window.window.show_page(TODAY)
    window.start()
    assert shown_front(window) != front
    press("Z")
    assert shown_front(window) == front
    assert as_it_was(window) == before


def test_an_answer_is_taken_back_after_the_program_was_closed(window: OpenWindow, open_window: OpenOne) -> None:
    window.start()
    front, before = shown_front(window), as_it_was(window)
    window.answer("3")
    window.window.close()
    again = open_window()
    again.start()
    press("Z")
    assert shown_front(again) == front
    assert as_it_was(again) == before


@pytest.mark.parametrize(
    ("key", "message"),
    [("-", "Put off until tomorrow."), ("!", "Suspended: it won't come again.")],
)
def test_a_card_put_aside_is_gone_until_it_is_brought_back(window: OpenWindow, key: str, message: str) -> None:
    window.start()
    front, before = shown_front(window), as_it_was(window)
    press(key)
    assert message in window.texts
    assert shown_front(window) != front
    window.choose("Undo")
    assert shown_front(window) == front
    assert as_it_was(window) == before


def test_a_buried_card_comes_back_tomorrow_and_a_suspended_one_doesnt(studied: Path, open_window: OpenOne) -> None:
    leave_only_cards_due_today(studied, 4)
    window = open_window()
    window.start()
    press("-", "!")
    ((buried,),) = window.rows("SELECT id FROM card WHERE buried_day IS NOT NULL")
    assert window.to_the_end() == 2
    window.clock.advance(days=1)
    press("Return")
    window.start()
    assert window.to_the_end() == 1
    assert window.rows("SELECT card_id FROM review ORDER BY id DESC LIMIT 1") == [(buried,)]


def test_a_flag_is_shown_switched_off_and_taken_back(window: OpenWindow) -> None:
    window.start()
    before = as_it_was(window)
    press("F")
    assert "Flagged" in window.texts
    press("F")
    assert "The flag is off." in window.texts
    press("Z", "Z")
    assert as_it_was(window) == before


def edit(window: OpenWindow, *, question: str | None = None) -> EditDialog:
    """Open the editor and write another question."""
    press("E")
    dialog = window.dialog(EditDialog)
    if question is not None:
        window.tab_to(visible(QPlainTextEdit, within=dialog)[0])
        press("Ctrl+A")
        type_text(question)
    return dialog


def test_an_own_card_shown_in_the_review_moves_to_another_domain(studied: Path, open_window: OpenOne) -> None:
    leave_only_cards_due_today(studied, 1)
    with closing(sqlite3.connect(study_file(studied))) as file, file:
        ((due,),) = file.execute("SELECT id FROM card WHERE NOT suspended").fetchall()
    window = open_window()
    desk = window.window.desk
    written = WrittenCard(Text("Own?", "Yes", ""), DomainNumber.REPORTING, own_topic(DomainNumber.REPORTING))
    (own,) = save_own(desk.database, desk.clock, written, rollover_hour=4).cards
    suspend(desk.database, desk.clock, card=due)
    window.start()
    assert shown_front(window) == "Own?"
    names = {domain.number: domain.name for domain in desk.blueprint.domains}
    assert names[DomainNumber.REPORTING] in window.texts
    press("E")
    dialog = window.dialog(CardDialog)
    dialog.choose(DomainNumber.REVENUE_CYCLE, own_topic(DomainNumber.REVENUE_CYCLE))
    save(window, dialog)
    assert shown_front(window) == "Own?"
    assert names[DomainNumber.REVENUE_CYCLE] in window.texts
    window.answer("Space")
    assert window.rows("SELECT domain FROM review WHERE card_id = ?", own) == [(int(DomainNumber.REVENUE_CYCLE),)]
    press("Z", "Z")
    assert window.rows("SELECT domain FROM card WHERE id = ?", own) == [(int(DomainNumber.REPORTING),)]


def save(window: OpenWindow, dialog: QWidget) -> None:
    window.choose("Save", within=dialog)
    window.dialog_closed()


def test_a_card_gets_the_learners_text_and_keeps_the_packs_in_sight(window: OpenWindow) -> None:
    window.start()
    packs = shown_front(window)
    press("Space")
    dialog = edit(window, question="My **own** words?")
    assert visible(MarkdownView, within=dialog)[0].plain_text() == "My own words?"
    assert packs in texts_in(dialog)
    save(window, dialog)
    assert shown_front(window) == "My own words?"
    assert "Your own text" in window.texts
    assert window.button("Got it").isVisible()  # the same side
    dialog = edit(window)
    assert packs in texts_in(dialog)
    window.choose("Use the pack's text", within=dialog)
    save(window, dialog)
    assert shown_front(window) == packs
    assert "Your own text" not in window.texts
    assert window.count("flashcard_edit") == 0


def test_an_edit_is_taken_back(window: OpenWindow) -> None:
    window.start()
    packs, before = shown_front(window), as_it_was(window)
    save(window, edit(window, question="Mine?"))
    press("Z")
    assert (shown_front(window), as_it_was(window)) == (packs, before)


def test_an_edit_can_be_left_and_must_not_be_empty(window: OpenWindow) -> None:
    window.start()
    packs = shown_front(window)
    dialog = edit(window, question=" ")
    window.choose("Save", within=dialog)
    assert dialog.isVisible()
    assert "A card needs a question and an answer." in texts_in(dialog)
    window.choose("Cancel", within=dialog)
    window.choose("Give up", within=window.dialog(QMessageBox))
    window.dialog_closed()
    assert (shown_front(window), window.count("flashcard_edit")) == (packs, 0)
    assert window.count("undo_step") == 0


def test_what_was_written_isnt_given_up_by_a_slip(window: OpenWindow) -> None:
    window.start()
    dialog = edit(window, question="Mine?")
    press("Esc")
    window.choose("Keep writing", within=window.dialog(QMessageBox))
    assert dialog.isVisible()
    dialog.activateWindow()  # as a window manager does when the question has closed
    wait_until(dialog.isActiveWindow)
    save(window, dialog)
    assert shown_front(window) == "Mine?"
    edit(window)
    press("Esc")  # nothing was written, so nothing is asked
    window.dialog_closed()


def test_the_packs_new_text_is_told_to_someone_who_wrote_their_own(window: OpenWindow) -> None:
    window.start()
    save(window, edit(window, question="Mine?"))
    with closing(sqlite3.connect(study_file(window.data_dir))) as connection, connection:
        connection.execute("UPDATE flashcard SET front = 'The pack has news?', content_hash = 'another'")
    press("F")  # shows the card again
    assert "the pack has a new text (Edit shows both)" in window.texts
    assert shown_front(window) == "Mine?"
    assert "The pack has news?" in texts_in(edit(window))
    press("Esc")
    window.dialog_closed()


def test_a_card_missed_too_often_is_offered_for_a_rewrite(studied: Path, open_window: OpenOne) -> None:
    leave_only_cards_due_today(studied, 1, lapses=LEECH_LAPSES - 1)
    window = open_window()
    window.start()
    assert "better to rewrite it" not in window.texts
    window.answer("1")
    press("Esc")
    assert "Worth rewriting" in texts_in(window.summary)
    window.choose("Rewrite the card")
    dialog = window.dialog(EditDialog)
    window.tab_to(visible(QPlainTextEdit, within=dialog)[0])
    press("Ctrl+A")
    type_text("Simpler?")
    save(window, dialog)
    assert window.rows("SELECT front FROM flashcard_edit") == [("Simpler?",)]
    window.choose("Back to Today")
    press("Return")
    assert shown_front(window) == "Simpler?"
    assert "better to rewrite it" not in window.texts  # that has been done
    save(window, edit(window, question="Simpler still?"))
    press("Z", "Z")
    assert f"Missed {LEECH_LAPSES} times: better to rewrite it" in window.texts


def test_a_session_without_leeches_offers_no_rewrite(window: OpenWindow) -> None:
    window.start(new=1)
    window.answer("3")
    assert [panel for panel in visible(CardPanel, within=window.summary) if "Worth" in panel.accessibleName()] == []


def test_a_report_names_the_card_and_says_what_it_says(window: OpenWindow) -> None:
    window.start()
    press("Space")
    window.choose("Report a mistake")
    report = QGuiApplication.clipboard().text()
    ((card, front, back, citation),) = window.rows(
        "SELECT stable_id, front, back, citation FROM flashcard JOIN source ON source.id = source_id WHERE front = ?",
        shown_front(window),
    )
    for part in (__version__, card, front, back, citation):
        assert part in report
    assert f"A report about card {card} was copied." in window.texts


def test_the_history_of_a_card_is_told(studied: Path, open_window: OpenOne) -> None:
    window = open_window()
    window.start(new=0)
    press("I")
    dialog = window.dialog(InfoDialog)
    facts = {name: now for name, now, _ in window.table("The card's memory", within=dialog)[1:]}
    ((card, reviews, lapses, stability),) = window.rows(
        "SELECT stable_id, reviews, lapses, stability FROM card JOIN flashcard USING (id) WHERE stable_id = ?",
        facts["Card id"],
    )
    assert facts["Card id"] == card
    assert (facts["Answers"], facts["Missed"]) == (str(reviews), str(lapses))
    assert facts["Stability"] == ("–" if stability is None else f"{stability:.1f} days")
    assert reviews > 0
    assert len(window.table("History", within=dialog)) == reviews + 1
    press("Esc")
    window.dialog_closed()


def test_a_new_card_has_no_history(window: OpenWindow) -> None:
    window.start()
    press("I")
    dialog = window.dialog(InfoDialog)
    assert "You haven't answered this card yet." in texts_in(dialog)
    assert window.table("The card's memory", within=dialog)[1][:2] == ["Recall now", "–"]
    press("Esc")
    window.dialog_closed()


@pytest.mark.parametrize(("away", "counted"), [(9, 5 + 9 + 3), (11, 5 + 3), (3600, 5 + 3)])
def test_a_long_loss_of_focus_stops_the_clock_and_a_short_one_doesnt(
    window: OpenWindow, away: int, counted: int
) -> None:
    window.start()
    press("Space")
    window.clock.advance(seconds=5)
    other = QWidget()
    other.show()
    other.activateWindow()
    wait_until(other.isActiveWindow)
    window.clock.advance(seconds=away)
    window.window.activateWindow()
    wait_until(window.window.isActiveWindow)
    other.close()
    other.deleteLater()
    window.clock.advance(seconds=3)
    press("3")
    assert window.rows("SELECT seconds FROM review") == [(counted,)]


def test_the_ratings_are_explained_at_the_first_answer_until_they_are_understood(open_window: OpenOne) -> None:
    window = open_window(ratings_explained=False)

    def is_explained() -> bool:
        press("Space")
        return bool(visible(RatingExplanation, within=window.review))

    window.start()
    assert is_explained()
    assert "Missed it: you didn't know the point" in window.texts
    window.choose("Got it, hide this")
    assert not visible(RatingExplanation, within=window.review)
    assert window.stored.ratings_explained
    press("3")
    assert not is_explained()
    window.change(four_ratings=True, ratings_explained=False)
    window.start()
    assert is_explained()
    assert "Hard: you knew it after a struggle" in window.texts


def test_the_header_tells_domain_topic_progress_and_time(studied: Path, open_window: OpenOne) -> None:
    window = open_window()
    window.start(new=3)
    (line,) = visible(ProgressLine, within=window.review)
    ((domain_and_topic, status),) = [window.texts.splitlines()[:2]]
    ((topic,),) = window.rows(
        "SELECT topic.name FROM flashcard JOIN topic ON topic.id = topic_id WHERE front LIKE ?",
        shown_front(window)[:30] + "%",
    )
    assert domain_and_topic.endswith(f" · {topic}")
    total = int(status.split(" of ")[1].split(" ·")[0])
    left = int(status.split("· ")[1].split(" min")[0])
    assert status == f"1 of {total} · {left} min left"
    assert (line.value(), line.maximum()) == (0, total)
    window.answer("3")
    assert window.texts.splitlines()[1].startswith(f"2 of {total} · ")
    assert (line.value(), line.maximum()) == (1, total)
    # Someone slow gets more minutes for the same cards.
    for _ in range(2):
        window.answer("3", seconds=110)
    (slower,) = [int(text.split("· ")[1].split(" min")[0]) for text in window.texts.splitlines()[1:2]]
    assert slower >= left - 1


def test_a_card_changed_elsewhere_is_not_rated_but_shown_again(window: OpenWindow) -> None:
    window.start()
    front = shown_front(window)
    press("Space")
    with closing(sqlite3.connect(study_file(window.data_dir))) as connection, connection:
        connection.execute("UPDATE card SET lapses = 1")
    press("3")
    assert "was changed meanwhile" in window.texts
    assert (shown_front(window), window.count("review")) == (front, 0)
    window.answer("3")
    assert window.count("review") == 1


def test_a_message_can_be_dismissed(window: OpenWindow) -> None:
    window.start()
    press("F")
    window.choose("Dismiss")
    assert "Flagged." not in window.texts


@pytest.mark.parametrize("press_it", [lambda w: press("Esc"), lambda w: w.choose("end")])
def test_the_end_of_a_session_tells_what_was_done(window: OpenWindow, press_it: Callable[[OpenWindow], None]) -> None:
    window.start()
    window.answer("3", "3", "1")
    press_it(window)
    settle()
    told = texts_in(window.summary)
    assert "3 answers" in told
    assert "1 missed" in told
    assert "1 card comes back in a few minutes" in told
    by_domain = window.table("Answers by domain")[1:]
    assert [sum(int(count) for *_, count in by_domain), len(by_domain)] == [3, 5]
    stored = window.rows("SELECT domain, count(*) FROM review GROUP BY domain")
    assert sorted(int(count) for *_, count in by_domain if count != "0") == sorted(count for _, count in stored)
