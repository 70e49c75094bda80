"""Refitting from the file, telling how well it predicts, and going back."""

from __future__ import annotations

import random

import pytest

from cehrs_desktop.activities.calibration import go_back, present_calibration, recalibrate
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.memory import ParameterSet
from cehrs_desktop.storage.cards import read_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.parameters import read_parameters
from tests.builders import a_session
from tests.fakes import FakeClock


def _forget(database: Database, clock: FakeClock, *, days: int = 8) -> None:
    """Days of a learner who forgets half of all within a day."""
    dice = random.Random(3)
    for _ in range(days):
        session = a_session(database, clock, new=10, learning_steps=(), relearning_steps=())
        while (shown := session.next()) is not None:
            known = shown.card.reviews == 0 or dice.random() < 0.5
            session.rate(shown, Rating.GOOD if known else Rating.AGAIN, seconds=8)
            clock.advance(seconds=8)
        clock.advance(days=2)


def _weights(database: Database) -> tuple[float, ...]:
    with database.reading() as connection:
        parameters = read_parameters(connection)
    assert parameters is not None
    return parameters.weights


def _memory(database: Database) -> tuple[float, float, int]:
    with database.reading() as connection:
        card = read_card(connection, CardId(1))
    assert card.stability is not None
    assert card.difficulty is not None
    assert card.due_day is not None
    return card.stability, card.difficulty, card.due_day


def test_enough_answers_of_a_forgetful_learner_change_the_parameters_and_all_memories(
    database: Database, clock: FakeClock
) -> None:
    _forget(database, clock)
    before = _memory(database)
    assert recalibrate(database.path, clock) == Changed.CARDS
    assert _weights(database)[2] < ParameterSet().weights[2]
    after = _memory(database)
    assert after[0] < before[0]
    assert after[2] == before[2]  # what was promised stays
    found = present_calibration(database)
    assert (found.is_fitted, found.can_go_back, found.since) == (True, True, clock.now())
    assert found.predicted > found.actual + 0.1
    assert found.answers >= 50


def test_going_back_brings_the_earlier_parameters_and_memories_back(database: Database, clock: FakeClock) -> None:
    _forget(database, clock)
    before = _memory(database)
    recalibrate(database.path, clock)
    assert go_back(database) == Changed.CARDS
    assert _weights(database) == ParameterSet().weights
    assert _memory(database) == pytest.approx(before, rel=1e-6)
    found = present_calibration(database)
    assert (found.is_fitted, found.can_go_back) == (False, False)
    assert go_back(database) == Changed(0)
    clock.advance(minutes=1)
    assert recalibrate(database.path, clock) is None  # not again with the same answers


def test_few_answers_change_nothing(database: Database, clock: FakeClock) -> None:
    assert recalibrate(database.path, clock) is None
    _forget(database, clock, days=2)
    assert recalibrate(database.path, clock) is None
    found = present_calibration(database)
    assert (found.is_fitted, found.can_go_back) == (False, False)


def test_a_refit_waits_for_enough_new_answers(database: Database, clock: FakeClock) -> None:
    _forget(database, clock)
    assert recalibrate(database.path, clock) == Changed.CARDS
    clock.advance(minutes=1)
    assert recalibrate(database.path, clock) is None


def test_answers_go_on_with_the_new_parameters(database: Database, clock: FakeClock) -> None:
    _forget(database, clock)
    recalibrate(database.path, clock)
    session = a_session(database, clock)
    shown = session.next()
    assert shown is not None
    session.rate(shown, Rating.GOOD, seconds=8)
    with database.reading() as connection:
        (used,) = connection.execute("SELECT parameter_set_id FROM review ORDER BY id DESC").fetchone()
        parameters = read_parameters(connection)
    assert parameters is not None
    assert used == parameters.id
