"""A topic's primer comes before the topic's first card, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cehrs_desktop.activities import reference
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.rules.content import TopicId
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.topics import topic_of
from tests.builders import a_session
from tests.fakes import FakeClock


@pytest.fixture
def shipped(learner_dir: Path, clock: FakeClock) -> Iterator[Database]:
    with closing(open_learner_file(learner_dir, clock)) as database:
        yield database


def first_card(database: Database, clock: FakeClock) -> ShownCard:
    shown = a_session(database, clock, new=5).next()
    assert shown is not None
    return shown


def test_a_new_topic_has_its_primer_first(shipped: Database, clock: FakeClock) -> None:
    shown = first_card(shipped, clock)
    primer = reference.primer_before(shipped, shown, Preferences())
    assert primer is not None
    with shipped.reading() as connection:
        assert topic_of(connection, shown.card.id) == primer.topic


def test_a_primer_comes_once(shipped: Database, clock: FakeClock) -> None:
    shown = first_card(shipped, clock)
    primer = reference.primer_before(shipped, shown, Preferences())
    assert primer is not None
    told = reference.with_primer_shown(Preferences(), primer.topic)
    assert reference.primer_before(shipped, shown, told) is None


def test_a_topic_that_was_met_needs_no_primer(shipped: Database, clock: FakeClock) -> None:
    session = a_session(shipped, clock, new=5)
    shown = session.next()
    assert shown is not None
    session.rate(shown, Rating.GOOD, seconds=5)
    with shipped.reading() as connection:
        topic = topic_of(connection, shown.card.id)
        (other,) = connection.execute(
            "SELECT id FROM flashcard JOIN card USING (id) WHERE topic_id = ? AND reviews = 0", (topic,)
        ).fetchone()
    assert reference.primer_before(shipped, session.show(CardId(other)), Preferences()) is None
    assert reference.primer_before(shipped, session.show(shown.card.id), Preferences()) is None


def test_primers_can_be_switched_off(shipped: Database, clock: FakeClock) -> None:
    off = replace(Preferences(), show_primers=False)
    assert reference.primer_before(shipped, first_card(shipped, clock), off) is None


def test_every_topic_of_the_file_has_its_primer_in_the_order_of_domains(shipped: Database) -> None:
    found = reference.primers(shipped)
    assert len(found) == 26
    assert [each.domain for each in found] == sorted(each.domain for each in found)
    assert {each.primer.topic for each in found} >= {TopicId("privacy"), TopicId("scheduling")}


def test_topics_without_a_primer_are_left_out(database: Database) -> None:
    assert reference.primers(database) == ()


def test_a_card_that_isnt_there_has_no_topic(database: Database) -> None:
    with database.reading() as connection, pytest.raises(KeyError):
        topic_of(connection, CardId(123456))
