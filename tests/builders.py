"""Makers of test objects: each names only what matters to a test."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.fingerprint import item_versions, of_flashcard
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import (
    Cognitive,
    DomainNumber,
    Flashcard,
    FlashcardId,
    Item,
    ItemId,
    Option,
    OptionId,
    Pack,
    Source,
    SourceId,
    Topic,
    TopicId,
)
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import Card
from cehrs_desktop.rules.study.deck import NO_DAY, NO_GROUP, Deck
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.rules.study.settings import StudySettings
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.packs import InstallReport, install_pack


def the_blueprint() -> Blueprint:
    """The one that is shipped."""
    return read_blueprint(resources_dir() / "blueprint.toml")


def a_flashcard(name: str, *, domain: int = 2, core: bool = False, group: str | None = None) -> Flashcard:
    return Flashcard(
        id=FlashcardId(name),
        topic=TopicId(f"topic-{domain}"),
        front=f"What is {name}?",
        back=f"It is {name}.",
        why=f"Because of {name}.",
        source=SourceId("a-source"),
        core=core,
        group=group,
    )


def an_item(name: str, *, domain: int = 2, teaches: Sequence[str] = ("card",), expected: float = 0.7) -> Item:
    """Its key is option b."""
    return Item(
        id=ItemId(name),
        topic=TopicId(f"topic-{domain}"),
        cognitive=Cognitive.APPLICATION,
        stem=f"What is done about {name}?",
        options=tuple(
            Option(OptionId(letter), f"Step {letter} of {name}", f"Because of {name}.", key=letter == "b")
            for letter in "abcd"
        ),
        source=SourceId("a-source"),
        expected=expected,
        teaches=tuple(FlashcardId(card) for card in teaches),
    )


def flashcards_in_proportion(count: int) -> list[Flashcard]:
    """`count` flashcards over the domains by exam weight, in the order of the domains."""
    weights = {1: 28, 2: 32, 3: 15, 4: 15, 5: 10}
    return [
        a_flashcard(f"card-{domain}-{i}", domain=domain)
        for domain, weight in weights.items()
        for i in range(round(count * weight / 100))
    ]


def a_pack(flashcards: Sequence[Flashcard], *, version: str = "1") -> Pack:
    """A pack as the reader would return it; quotas are not checked here."""
    return Pack(
        id="a-pack",
        name="A pack",
        version=version,
        language="en-US",
        license="CC-BY-4.0",
        disclaimer="Not an official pack.",
        flashcard_quotas=(0, 0, 0, 0, 0),
        core_quotas=(0, 0, 0, 0, 0),
        topics=tuple(Topic(TopicId(f"topic-{d}"), d, f"Topic {d}", 100) for d in DomainNumber),
        sources=(Source(SourceId("a-source"), "A title", "1 CFR 1", "A publisher", "https://example.org", "2026-11"),),
        flashcards=tuple(flashcards),
    )


def install(database: Database, pack: Pack, clock: Clock) -> InstallReport:
    """Install a pack directly, without files."""
    hashes = {flashcard.id: of_flashcard(flashcard) for flashcard in pack.flashcards}
    with database.transaction() as session:
        return install_pack(
            session,
            pack,
            hashes=hashes,
            items=item_versions(pack),
            fingerprint=pack.version,
            installed_at=clock.now(),
        )


def a_database(folder: Path, clock: Clock, *, flashcards: Sequence[Flashcard] = ()) -> Database:
    """A study file in `folder` with these flashcards installed."""
    database = open_learner_file(folder, clock)
    if flashcards:
        install(database, a_pack(flashcards), clock)
    return database


def a_deck(cards: Sequence[Card], **columns: Sequence[float]) -> Deck:
    """A deck of these cards in this order; of the other columns only what matters: `a_deck(cards, core=[1, 0])`."""

    def filled(name: str, default: float) -> list[float]:
        return list(columns.get(name, [default] * len(cards)))

    return Deck(
        id=np.array([card.id for card in cards], dtype=np.int64),
        domain=np.array([card.domain for card in cards], dtype=np.int8),
        state=np.array([card.state for card in cards], dtype=np.int8),
        due_day=np.array([NO_DAY if card.due_day is None else card.due_day for card in cards], dtype=np.int32),
        due_at=np.array([np.nan if c.due_at is None else c.due_at.timestamp() for c in cards], dtype=np.float64),
        last_day=np.array([NO_DAY if card.last_day is None else card.last_day for card in cards], dtype=np.int32),
        buried_day=np.array(filled("buried_day", NO_DAY), dtype=np.int32),
        stability=np.array([np.nan if c.stability is None else c.stability for c in cards], dtype=np.float64),
        group=np.array(filled("group", NO_GROUP), dtype=np.int32),
        core=np.array(filled("core", 0), dtype=np.bool_),
        suspended=np.array(filled("suspended", 0), dtype=np.bool_),
    )


def a_session(
    database: Database, clock: Clock, *, minutes: float = 24 * 60, new: int | None = None, **study: Any
) -> DailyReview:
    """A session of the daily review with these settings: `a_session(database, clock, rollover_hour=0)`."""
    return DailyReview(
        database,
        clock,
        blueprint=the_blueprint(),
        preferences=Preferences(study=StudySettings(**study)),
        limit=Limit(minutes=minutes, new=new),
    )


def everything_in(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and the schema: what has to be equal when nothing may have changed."""
    with closing(sqlite3.connect(file)) as connection:
        schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name for kind, name, *_ in schema if kind == "table" and not name.startswith("sqlite_")]
        rows = {name: connection.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid').fetchall() for name in tables}
    return {"": schema, **rows}
