"""Many cards at once: due today, or begun anew; and what that means for what is learned from the answers."""

from __future__ import annotations

from cehrs_desktop.activities.browse import suspend_all
from cehrs_desktop.activities.calibration import _memories
from cehrs_desktop.activities.card_memories import begin_anew, bring_all_forward
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.storage.cards import read_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.review_log import read_review_log
from tests.builders import a_session, everything_in
from tests.fakes import FakeClock


def card(database: Database, number: CardId) -> Card:
    with database.reading() as connection:
        return read_card(connection, number)


def answered(database: Database, clock: FakeClock, number: int, *ratings: Rating) -> CardId:
    session = a_session(database, clock)
    for rating in ratings:
        session.rate(session.show(CardId(number)), rating, seconds=5)
    return CardId(number)


def test_cards_come_today_before_others(database: Database, clock: FakeClock) -> None:
    known = answered(database, clock, 5, Rating.EASY)
    clock.advance(days=1)
    before = everything_in(database.path)
    assert bring_all_forward(database, clock, [known, CardId(30)], rollover_hour=4) == (known, CardId(30))
    session = a_session(database, clock)
    asked = []
    for _ in range(2):
        shown = session.next()
        assert shown is not None
        asked.append(shown.card.id)
        session.rate(shown, Rating.EASY, seconds=5)
    assert set(asked) == {known, 30}
    for _ in range(3):
        take_back(database)
    assert everything_in(database.path) == before


def test_one_that_is_overdue_stays_so_and_some_are_left(database: Database, clock: FakeClock) -> None:
    overdue = answered(database, clock, 5, Rating.EASY)
    in_steps = answered(database, clock, 6, Rating.AGAIN)
    due = card(database, overdue).due_day
    suspend_all(database, clock, [CardId(7)], suspended=True)
    clock.advance(days=90)
    assert bring_all_forward(database, clock, [overdue, in_steps, CardId(7)], rollover_hour=4) == (overdue,)
    assert card(database, overdue).due_day == due
    assert bring_all_forward(database, clock, [CardId(7)], rollover_hour=4) == ()


def test_a_card_begun_anew_is_new_and_its_answers_stay(database: Database, clock: FakeClock) -> None:
    known = answered(database, clock, 5, Rating.EASY)
    before = everything_in(database.path)
    assert begin_anew(database, clock, [known, CardId(6)]) == (known,)
    assert card(database, known) == Card(known, card(database, known).domain)
    assert everything_in(database.path)["review"] == before["review"]
    assert begin_anew(database, clock, [known]) == ()
    take_back(database)
    assert everything_in(database.path) == before


def test_answers_from_before_a_new_beginning_are_another_cards(database: Database, clock: FakeClock) -> None:
    known = answered(database, clock, 5, Rating.AGAIN, Rating.GOOD)
    other = answered(database, clock, 6, Rating.EASY)
    begin_anew(database, clock, [known])

    def cards_of_log() -> list[int]:
        with database.reading() as connection:
            return [int(card) for card in read_review_log(connection).card]

    assert cards_of_log() == [-known, -known, other]
    clock.advance(days=3)
    answered(database, clock, 5, Rating.GOOD)
    assert cards_of_log() == [-known, -known, other, known]
    with database.reading() as connection:
        log = read_review_log(connection)
    ids, stability, _ = _memories(log, ParameterSet())
    assert ids.tolist() == [known, other]
    assert abs(stability[0] - (card(database, known).stability or 0)) < 1e-6


def test_a_card_once_begun_anew_has_the_state_of_a_new_one(database: Database, clock: FakeClock) -> None:
    known = answered(database, clock, 5, Rating.EASY)
    begin_anew(database, clock, [known])
    again = answered(database, clock, 5, Rating.EASY)
    assert card(database, again).reviews == 1
    assert card(database, again).state is CardState.REVIEW
