"""What a learner can do to a single card besides rating it."""

from __future__ import annotations

import pytest

from cehrs_desktop.activities.card_changes import (
    bring_all_back,
    bury,
    flag,
    rewrite,
    suspend,
    suspended_cards,
)
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.shown_card import Marks, Text
from cehrs_desktop.storage.cards import read_card, read_marks
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_shown
from tests.builders import a_session, everything_in
from tests.fakes import FakeClock

CARD = CardId(1)


def _marks(database: Database) -> Marks:
    with database.reading() as connection:
        return read_marks(connection, CARD)


def test_a_card_can_be_put_off_for_a_day(database: Database, clock: FakeClock) -> None:
    assert bury(database, clock, card=CARD, day=StudyDay(20_000)) is Changed.CARDS
    assert _marks(database) == Marks(buried_day=StudyDay(20_000))


def test_suspending_twice_brings_a_card_back(database: Database, clock: FakeClock) -> None:
    suspend(database, clock, card=CARD)
    assert _marks(database) == Marks(suspended=True)
    suspend(database, clock, card=CARD)
    assert _marks(database) == Marks()


def test_marks_do_not_disturb_each_other(database: Database, clock: FakeClock) -> None:
    flag(database, clock, card=CARD)
    bury(database, clock, card=CARD, day=StudyDay(5))
    suspend(database, clock, card=CARD)
    flag(database, clock, card=CARD)
    assert _marks(database) == Marks(suspended=True, flagged=False, buried_day=StudyDay(5))


def test_a_rating_leaves_the_marks_and_marks_leave_the_memory(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    flag(database, clock, card=CARD)
    session.rate(session.show(CARD), Rating.GOOD, seconds=5)
    assert _marks(database) == Marks(flagged=True)
    with database.reading() as connection:
        before = read_card(connection, CARD)
    suspend(database, clock, card=CARD)
    with database.reading() as connection:
        assert read_card(connection, CARD) == before


def test_a_card_can_be_rewritten_and_given_back_the_packs_text(database: Database, clock: FakeClock) -> None:
    own = Text("Own question", "Own answer", "")
    with database.reading() as connection:
        packs = read_shown(connection, CARD)
    assert rewrite(database, clock, card=CARD, text=own) is Changed.CONTENT
    with database.reading() as connection:
        shown = read_shown(connection, CARD)
    assert (shown.text, shown.pack_text, shown.edited, shown.pack_changed) == (own, packs.text, True, False)
    rewrite(database, clock, card=CARD, text=None)
    rewrite(database, clock, card=CARD, text=None)
    with database.reading() as connection:
        assert read_shown(connection, CARD) == packs


@pytest.mark.parametrize("text", [Text("", "answer", "why"), Text("question", " \n", "why")])
def test_a_card_without_a_question_or_an_answer_is_refused(database: Database, clock: FakeClock, text: Text) -> None:
    before = everything_in(database.path)
    with pytest.raises(UserError, match="needs a question and an answer"):
        rewrite(database, clock, card=CARD, text=text)
    assert everything_in(database.path) == before


def test_suspended_cards_are_counted_and_all_brought_back(database: Database, clock: FakeClock) -> None:
    for number in (3, 7):
        suspend(database, clock, card=CardId(number))
    assert suspended_cards(database) == 2
    assert bring_all_back(database) is Changed.CARDS
    assert suspended_cards(database) == 0
