"""The day's questions among the cards, through the real window by keys."""

from __future__ import annotations

from pathlib import Path

from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.summary_page import SummaryPage
from cehrs_desktop.ui.today.page import TodayPage
from tests.journeys.answered_questions import answer, shows
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle


def through(window: OpenWindow, *, most: int = 400) -> str:
    """Answer everything that comes; the session as letters, c for a card, q for a question."""
    letters = ""
    for _ in range(most):
        if shows(window, SummaryPage):
            return letters
        if shows(window, QuestionPage):
            answer(window)
            letters += "q"
        else:
            window.answer("Space")
            letters += "c"
    raise AssertionError(f"no end: {letters}")


def test_a_day_of_cards_and_questions(open_window: OpenOne) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    assert "20 cards\n" in window.texts
    settle()  # questions are counted after the first paint
    assert "20 cards, 5 questions" in window.texts
    press("Return")
    assert shows(window, ReviewPage)
    assert "1 of 25" in window.texts
    letters = through(window)
    assert letters.count("q") == 5
    assert letters[0] == "c"
    assert "qq" not in letters
    assert "5 of 5 questions right" in window.texts
    assert window.rows("SELECT count(*), sum(correct) FROM response") == [(5, 5)]
    press("Return")
    settle()
    assert shows(window, TodayPage)
    assert "question" not in window.texts.split("Where do you stand")[0]
    assert window.rows("SELECT kind, ended_by FROM attempt") == [("daily", "submitted")]


def test_a_short_session_has_its_share(open_window: OpenOne) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    window.choose("5 min")
    assert through(window).count("q") == 1
    press("Return")
    settle()
    assert "4 questions" in window.texts
    minutes = sum(s for (s,) in window.rows("SELECT seconds FROM review UNION ALL SELECT seconds FROM response")) / 60
    assert 4 <= minutes <= 6


def test_the_day_is_gone_on_with_after_a_break(open_window: OpenOne, learner_dir: Path) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    press("Return")
    while not shows(window, QuestionPage):
        window.answer("Space")
    stem = window.texts
    press("A", "Ctrl+1")  # chosen, but not said how sure: not answered
    settle()
    assert "5 questions" in window.texts
    assert window.count("response") == 0
    press("Return")
    while not shows(window, QuestionPage):
        window.answer("Space")
    assert stem.split("\n")[-5:] == window.texts.split("\n")[-5:]
    answer(window, "G")
    press("Esc")
    assert shows(window, SummaryPage)
    assert "1 right by a guess" in window.texts
    (add,) = [text for text in window.texts.split("\n") if text.startswith("Add ")]
    window.choose(add)
    assert "come" in window.texts


def test_undo_after_a_question_takes_back_the_card_before(open_window: OpenOne) -> None:
    window = open_window(exam_date=None, minutes_per_day=20)
    press("Return")
    while not shows(window, QuestionPage):
        window.answer("Space")
    cards = window.count("review")
    answer(window)
    assert shows(window, ReviewPage)
    press("Z")
    settle()
    assert shows(window, ReviewPage)
    assert (window.count("review"), window.count("response")) == (cards - 1, 1)


def test_someone_new_is_offered_the_diagnostic_and_may_pass_it_by(open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    assert "skipping it is fine" in window.texts
    window.choose("See the diagnostic")
    window.choose("Begin the diagnostic")
    window.choose("I agree, begin at once")
    assert window.rows("SELECT kind FROM attempt") == [("diagnostic",)]
