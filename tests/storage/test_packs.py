"""Installing packs: what the learner has is updated, and never lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.rules.content import DomainNumber, Flashcard, SourceId, TopicId
from cehrs_desktop.rules.study.cards import CardId, CardState, Rating
from cehrs_desktop.rules.study.shown_card import ShownFlashcard, Text
from cehrs_desktop.storage.cards import read_card, read_deck
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_shown
from cehrs_desktop.storage.items import Changes
from cehrs_desktop.storage.packs import InstallReport, installed_fingerprint
from tests.builders import a_database, a_flashcard, a_pack, a_session, everything_in, install
from tests.fakes import FakeClock

ONE, TWO, THREE = (a_flashcard(name) for name in ("one", "two", "three"))


def _report(added: int, changed: int, retired: int) -> InstallReport:
    return InstallReport(added=added, changed=changed, retired=retired, items=Changes(0, 0, 0))


def _reviewed_file(data_dir: Path, clock: FakeClock, flashcards: Sequence[Flashcard] = (ONE, TWO, THREE)) -> Database:
    """A file with these flashcards, each reviewed once."""
    database = a_database(data_dir, clock, flashcards=flashcards)
    session = a_session(database, clock, learning_steps=())
    for card in range(1, len(flashcards) + 1):
        session.rate(session.show(CardId(card)), Rating.GOOD, seconds=5)
    return database


def _shown(database: Database, card: int = 1) -> ShownFlashcard:
    with database.reading() as connection:
        return read_shown(connection, CardId(card))


def _in_deck(database: Database) -> list[int]:
    with database.reading() as connection:
        return [int(card) for card in read_deck(connection).id]


def test_a_first_installation_adds_every_card_as_new(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        report = install(database, a_pack([ONE, TWO]), clock)
        assert report == _report(2, 0, 0)
        with database.reading() as connection:
            assert installed_fingerprint(connection, "a-pack") == "1"
            assert installed_fingerprint(connection, "another-pack") is None
            assert read_card(connection, CardId(1)).state is CardState.NEW


def test_installing_the_same_again_changes_no_flashcard_and_no_card(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        before = everything_in(database.path)
        clock.advance(days=1)
        report = install(database, a_pack([ONE, TWO, THREE]), clock)
        after = everything_in(database.path)
    assert report == _report(0, 0, 0)
    assert {name for name in before if before[name] != after[name]} == {"pack"}  # only when it was installed


def test_a_changed_text_arrives_and_the_history_stays(data_dir: Path, clock: FakeClock) -> None:
    better = replace(ONE, back="It is better.", why="Because.", tags=("hl7",), exhibit="exhibits/one.png")
    with closing(_reviewed_file(data_dir, clock)) as database:
        before = everything_in(database.path)
        assert install(database, a_pack([better, TWO, THREE]), clock) == _report(0, 1, 0)
        after = everything_in(database.path)
        shown = _shown(database)
    assert (shown.text.back, shown.text.why, shown.exhibit) == ("It is better.", "Because.", "exhibits/one.png")
    assert [after[name] for name in ("card", "review", "study_day", "undo_step")] == [
        before[name] for name in ("card", "review", "study_day", "undo_step")
    ]


def test_a_flashcard_that_vanished_is_retired_and_its_reviews_are_kept(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        before = everything_in(database.path)
        assert install(database, a_pack([ONE, THREE]), clock) == _report(0, 0, 1)
        assert _in_deck(database) == [1, 3]
        after = everything_in(database.path)
        assert after["review"] == before["review"]
        assert after["card"] == before["card"]
        assert install(database, a_pack([ONE, THREE]), clock) == _report(0, 0, 0)  # retired once


def test_a_flashcard_that_returns_is_taken_up_where_it_was_left(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        before = everything_in(database.path)
        install(database, a_pack([ONE, THREE], version="2"), clock)
        assert install(database, a_pack([ONE, TWO, THREE]), clock) == _report(0, 1, 0)
        assert _in_deck(database) == [1, 2, 3]
        assert everything_in(database.path) == before


def test_the_learners_text_outlives_the_packs_and_both_can_be_seen(data_dir: Path, clock: FakeClock) -> None:
    own = Text("Own question", "Own answer", "Own reason")
    with closing(_reviewed_file(data_dir, clock)) as database:
        rewrite(database, clock, card=CardId(1), text=own)
        assert not _shown(database).pack_changed
        install(database, a_pack([replace(ONE, back="New answer"), TWO, THREE]), clock)
        shown = _shown(database)
        assert (shown.text, shown.edited, shown.pack_changed) == (own, True, True)
        assert shown.pack_text.back == "New answer"
        rewrite(database, clock, card=CardId(1), text=own)  # seen and kept
        assert not _shown(database).pack_changed
        rewrite(database, clock, card=CardId(1), text=None)
        assert _shown(database).text.back == "New answer"


def test_core_group_and_order_arrive(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        changed = [THREE, replace(TWO, core=True), replace(ONE, group="cloze")]
        assert install(database, a_pack(changed), clock) == _report(0, 2, 0)
        with database.reading() as connection:
            deck = read_deck(connection)
        assert deck.id.tolist() == [3, 2, 1]
        assert deck.core.tolist() == [False, True, False]
        assert deck.group[0] == deck.group[1] != deck.group[2]


def test_a_flashcard_that_moves_to_another_domain_takes_its_card_along(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        moved = replace(ONE, topic=TopicId("topic-5"))
        install(database, a_pack([moved, TWO, THREE]), clock)
        with database.reading() as connection:
            assert read_card(connection, CardId(1)).domain is DomainNumber.REPORTING
        assert _shown(database).domain is DomainNumber.REPORTING


def test_a_topic_that_moves_to_another_domain_takes_its_cards_along(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        pack = a_pack([ONE, TWO, THREE])
        topics = tuple(replace(t, domain=DomainNumber.REPORTING) if t.id == ONE.topic else t for t in pack.topics)
        install(database, replace(pack, topics=topics), clock)
        with database.reading() as connection:
            assert set(read_deck(connection).domain.tolist()) == {DomainNumber.REPORTING}
        assert _shown(database).domain is DomainNumber.REPORTING


def test_frame_topics_and_sources_arrive(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        pack = a_pack([ONE, TWO, THREE], version="2")
        source = replace(pack.sources[0], citation="2 CFR 2", volatile=True)
        topics = tuple(replace(topic, name=f"New {topic.name}") for topic in pack.topics)
        install(database, replace(pack, name="New name", sources=(source,), topics=topics), clock)
        shown = _shown(database)
        assert (shown.topic, shown.source.citation, shown.source.volatile) == ("New Topic 2", "2 CFR 2", True)
        with database.reading() as connection:
            assert installed_fingerprint(connection, "a-pack") == "2"


def test_an_installation_that_fails_changes_nothing(data_dir: Path, clock: FakeClock) -> None:
    with closing(_reviewed_file(data_dir, clock)) as database:
        before = everything_in(database.path)
        broken = a_pack([replace(ONE, back="New"), replace(TWO, source=SourceId("nowhere"))], version="2")
        with pytest.raises(Exception, match="FOREIGN KEY"):
            install(database, broken, clock)
        assert everything_in(database.path) == before


def test_an_installation_says_when_it_was_made(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock, flashcards=[ONE])) as database:
        installed: tuple[Any, ...] = everything_in(database.path)["pack"][0]
    assert installed[-1] == f"{(clock.now() + timedelta(hours=5)).replace(tzinfo=None)}.000000"  # UTC


def test_the_deck_is_read_as_it_is_stored(data_dir: Path, clock: FakeClock) -> None:
    flashcards = [ONE, replace(TWO, group="g", core=True), replace(THREE, group="g")]
    with closing(a_database(data_dir, clock, flashcards=flashcards)) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(1)), Rating.AGAIN, seconds=5)
        session.rate(session.show(CardId(2)), Rating.GOOD, seconds=5)
        with database.reading() as connection:
            deck = read_deck(connection)
            cards = [read_card(connection, CardId(i)) for i in (1, 2, 3)]
    for row, card in enumerate(cards):
        assert (deck.id[row], deck.domain[row], deck.state[row]) == (card.id, card.domain, card.state)
        same = deck.with_card(card)
        for name in ("due_day", "last_day", "stability"):
            assert getattr(deck, name)[row] == pytest.approx(getattr(same, name)[row], nan_ok=True)
        assert deck.due_at[row] == pytest.approx(same.due_at[row], abs=1e-3, nan_ok=True)
    assert deck.group[1] == deck.group[2] != deck.group[0]
