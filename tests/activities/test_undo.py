"""Taking back: every kind of step, exactly, also in a later session."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.activities.browse import flag_all
from cehrs_desktop.activities.card_changes import bury, flag, rewrite, suspend
from cehrs_desktop.activities.card_memories import begin_anew, bring_all_forward
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.met_items import note_item
from cehrs_desktop.activities.remarks import tag_all, write_note
from cehrs_desktop.activities.undo import take_back, undo_is_possible
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.undo import STEPS_KEPT
from tests.builders import a_database, a_flashcard, a_pack, a_session, everything_in, flashcards_in_proportion, install
from tests.fakes import FakeClock

OF_OWN_CARDS = (StepKind.ADD, StepKind.DELETE, StepKind.REWRITE, StepKind.IMPORT)
"""These are in test_own_cards and test_import: what was added stays in the file, out of sight."""

HERE = [kind for kind in StepKind if kind not in OF_OWN_CARDS]

Everything = dict[str, list[tuple[Any, ...]]]


def _step(session: DailyReview, database: Database, clock: FakeClock, dice: random.Random) -> StepKind:
    """One random step on the card that is shown."""
    clock.advance(seconds=dice.randint(1, 200), microseconds=dice.randint(0, 999_999))
    shown = session.next()
    card = CardId(dice.randint(1, 40)) if shown is None else shown.card.id
    kinds = HERE if shown is None else [*HERE, *[StepKind.REVIEW] * 6]
    kind = dice.choice(kinds)
    if kind is StepKind.BURY:
        bury(database, clock, card=card, day=session.day)
    elif kind is StepKind.SUSPEND:
        suspend(database, clock, card=card)
    elif kind is StepKind.FLAG:
        flag(database, clock, card=card)
    elif kind is StepKind.EDIT:
        text = None if dice.random() < 0.3 else Text(f"Front {dice.random()}", "Back", "")
        rewrite(database, clock, card=card, text=text)
    elif kind is StepKind.MARKS:
        many = [CardId(number) for number in dice.sample(range(1, 41), 5)]
        flag_all(database, clock, many, flagged=dice.random() < 0.5)
    elif kind is StepKind.REMARKS:
        many = [CardId(number) for number in dice.sample(range(1, 41), 5)]
        if dice.random() < 0.5 or not tag_all(database, clock, many, add={dice.choice("abc")}, remove={"b"}):
            assert write_note(database, clock, card, f"Note {dice.random()}")
    elif kind is StepKind.QUESTION_NOTE:
        assert note_item(database, clock, ItemId(dice.choice("abc")), f"Note {dice.random()}")
    elif kind is StepKind.MEMORIES:
        many = [CardId(number) for number in dice.sample(range(1, 41), 20)]
        if dice.random() < 0.5 or not begin_anew(database, clock, many):
            every = [CardId(number) for number in range(1, 41)]
            assert bring_all_forward(database, clock, every, rollover_hour=4)
    else:
        session.rate(shown or session.show(card), dice.choice(list(Rating)), seconds=dice.uniform(0.5, 130))
    session.refresh_marks(card)
    return kind


@pytest.mark.no_cover  # many rounds of what is counted elsewhere
@pytest.mark.parametrize("seed", range(5))
def test_sixty_steps_of_every_kind_over_several_days_are_taken_back_exactly(
    data_dir: Path, clock: FakeClock, seed: int
) -> None:
    dice = random.Random(seed)
    before: list[Everything] = []
    kinds: list[StepKind] = []
    with closing(a_database(data_dir, clock, flashcards=flashcards_in_proportion(40))) as database:
        session = a_session(database, clock, learning_steps=(1, 10))
        for step in range(60):
            if step % 20 == 0:
                clock.advance(hours=24)
                session = a_session(database, clock, learning_steps=(1, 10))
            before.append(everything_in(database.path))
            kinds.append(_step(session, database, clock, dice))
        file = database.path
    assert set(kinds) == set(HERE)
    clock.advance(days=2)
    with closing(a_database(data_dir, clock)) as reopened:
        session = a_session(reopened, clock)
        while kinds:
            undone = session.undo()
            assert undone is not None
            assert undone.kind is kinds.pop()
            assert everything_in(file) == before.pop()
        assert session.undo() is None
        assert not undo_is_possible(reopened)


def test_a_session_after_undo_is_where_it_was(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    for _ in range(5):
        shown = session.next()
        assert shown is not None
        session.rate(shown, Rating.GOOD, seconds=5)
    shown, progress, listed = session.next(), session.progress(), session.list()
    assert shown is not None
    facts = session.facts()
    session.rate(shown, Rating.AGAIN, seconds=50)
    undone = session.undo()
    assert undone is not None
    assert (undone.card, undone.kind) == (shown.card.id, StepKind.REVIEW)
    assert session.progress() == progress
    assert session.facts() == facts
    assert session.list().new.tolist() == listed.new.tolist()
    assert session.next() == shown


def test_the_card_taken_back_is_the_next_one_shown_once(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock)
    first = session.next()
    assert first is not None
    session.rate(first, Rating.AGAIN, seconds=5)
    second = session.next()
    assert second is not None
    suspend(database, clock, card=second.card.id)
    session.refresh_marks(second.card.id)
    clock.advance(minutes=11)  # the first one's step is over: it would be next
    session.undo()
    assert session.next() == second
    following = session.next()
    assert following is not None
    assert following.card.id == first.card.id


@pytest.mark.parametrize("kind", [StepKind.SUSPEND, StepKind.BURY])
def test_a_card_put_aside_and_taken_back_is_in_the_sessions_list_again(
    database: Database, clock: FakeClock, kind: StepKind
) -> None:
    session = a_session(database, clock)
    before = session.list()
    shown = session.next()
    assert shown is not None
    if kind is StepKind.SUSPEND:
        suspend(database, clock, card=shown.card.id)
    else:
        bury(database, clock, card=shown.card.id, day=session.day)
    session.refresh_marks(shown.card.id)
    assert session.list().new.tolist() != before.new.tolist()
    session.undo()
    assert session.list().new.tolist() == before.new.tolist()


def test_there_is_nothing_to_take_back_in_a_new_file(database: Database, clock: FakeClock) -> None:
    assert not undo_is_possible(database)
    assert take_back(database) is None
    assert a_session(database, clock).undo() is None


def test_an_own_text_that_is_taken_back_keeps_the_time_it_was_written(database: Database, clock: FakeClock) -> None:
    rewrite(database, clock, card=CardId(1), text=Text("First", "version", ""))
    before = everything_in(database.path)["flashcard_edit"]
    clock.advance(days=3)
    rewrite(database, clock, card=CardId(1), text=Text("Second", "version", ""))
    take_back(database)
    assert everything_in(database.path)["flashcard_edit"] == before


def test_steps_too_old_to_be_of_use_are_forgotten(database: Database, clock: FakeClock) -> None:
    for _ in range(STEPS_KEPT + 3):
        flag(database, clock, card=CardId(1))
    assert len(everything_in(database.path)["undo_step"]) == STEPS_KEPT
    for _ in range(STEPS_KEPT):
        assert take_back(database) is not None
    assert take_back(database) is None


def test_an_answer_of_long_ago_can_be_taken_back_without_upsetting_the_pace(
    database: Database, clock: FakeClock
) -> None:
    for _ in range(30):
        session = a_session(database, clock)
        shown = session.next() or session.show(CardId(1))
        session.rate(shown, Rating.AGAIN, seconds=100)
    clock.advance(days=40)
    session = a_session(database, clock)
    facts = session.facts()
    for _ in range(30):
        session.undo()
        assert session.facts().pace == facts.pace
    assert session.facts() == facts


def test_answers_taken_back_after_the_clock_was_set_back_do_not_upset_the_pace(
    database: Database, clock: FakeClock
) -> None:
    for _ in range(25):
        session = a_session(database, clock)
        session.rate(session.show(CardId(1)), Rating.AGAIN, seconds=100)
    clock.advance(days=-3)
    session = a_session(database, clock)
    facts = session.facts()
    for _ in range(25):
        session.undo()
    assert session.facts() == facts


def test_a_step_on_a_card_that_the_pack_no_longer_has_is_taken_back_without_showing_it(
    data_dir: Path, clock: FakeClock
) -> None:
    kept, gone = a_flashcard("kept"), a_flashcard("gone", core=True)
    with closing(a_database(data_dir, clock, flashcards=[kept, gone])) as database:
        session = a_session(database, clock)
        shown = session.next()
        assert shown is not None
        assert shown.flashcard.id == "gone"
        before = everything_in(database.path)["card"]
        flag(database, clock, card=shown.card.id)
        session.rate(shown, Rating.AGAIN, seconds=5)
        install(database, a_pack([kept], version="2"), clock)
        later = a_session(database, clock)
        for kind in (StepKind.REVIEW, StepKind.FLAG):
            undone = later.undo()
            assert undone is not None
            assert (undone.card, undone.kind) == (shown.card.id, kind)
            following = later.next()
            assert following is not None
            assert following.flashcard.id == "kept"
        assert everything_in(database.path)["card"] == before
